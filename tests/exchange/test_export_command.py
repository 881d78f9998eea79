"""`quizgen export`, and the same from Python."""

from __future__ import annotations

import builtins
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from deck_support import LETTERS

import quizgen
from quizgen.cli import main
from quizgen.export.formats import FORMATS

PAIRS = """\
  five: {name: epsilon, definition: the fifth letter}
  six: {name: zeta, definition: the sixth letter}
quiz: {forms: [ordering], partial: true}
steps:
  tea: {name: Tea, steps: [boil it, pour it, wait, drink it]}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("letters.yaml").write_text(LETTERS, encoding="utf-8")
    Path("pairs.yaml").write_text(LETTERS.replace("mine", "pairs") + PAIRS, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments])


def test_it_writes_a_file_and_says_what_to_do_with_it() -> None:
    made = run("moodle", "letters.yaml", "-o", "out")
    assert made.exit_code == 0
    assert made.output.splitlines()[0] == "mine: 8 questions"
    assert made.output.splitlines()[-1].startswith("Next: in Moodle's question bank")
    assert [path.name for path in Path("out").iterdir()] == ["mine.moodle.xml"]


def test_the_same_deck_gives_the_same_bytes() -> None:
    for name in FORMATS:
        run(name, "letters.yaml", "-o", "one")
        run(name, "letters.yaml", "-o", "two")
    files = {path.name: path.read_bytes() for path in Path("one").iterdir()}
    assert files
    assert files == {path.name: path.read_bytes() for path in Path("two").iterdir()}


def steps(count: int) -> str:
    tea = "  tea{n}: {{name: Tea {n}, steps: [boil {n}, pour {n}, wait {n}, drink {n}]}}\n"
    return PAIRS.partition("  tea:")[0] + "".join(tea.format(n=n) for n in range(count))


def test_the_count_is_of_questions_in_the_file() -> None:
    for name in ("kahoot", "h5p"):
        whole = run(name, "letters.yaml", "-o", "out")
        assert "mine: 8 questions" in whole.output
    Path("steps.yaml").write_text(LETTERS.replace("mine", "steps") + steps(2), encoding="utf-8")
    made = run("kahoot", "steps.yaml", "-o", "out")
    total = made.output.partition(" questions\n")[0].rpartition(" ")[2]
    assert f"steps: {int(total) - 2} of {total} questions" in made.output


def test_losses_of_one_cause_are_reported_once() -> None:
    Path("steps.yaml").write_text(LETTERS.replace("mine", "steps") + steps(8), encoding="utf-8")
    made = run("kahoot", "steps.yaml", "-o", "out")
    assert made.stderr.count("Kahoot's table has no ordering; the question is left out") == 1
    assert "`steps/tea0/steps/order`: Kahoot's table has no ordering" in made.stderr
    others = ", ".join(f"`steps/tea{n}/steps/order`" for n in range(1, 6))
    assert f"(the same: {others} and 2 more)" in made.stderr
    assert " --> steps.yaml:12:3" in made.stderr
    assert "with `--strict`, nothing is written" in made.stderr
    losses = quizgen.load("steps.yaml").export("kahoot").losses
    assert sum("no ordering" in each.message for each in losses) == 8


def test_gift_keeps_silent_about_an_order_that_nobody_fixed() -> None:
    Path("short.yaml").write_text(LETTERS + "quiz: {forms: [choice, short]}\n", encoding="utf-8")
    for path in ("letters.yaml", "short.yaml"):
        assert "in their order" not in run("gift", path, "-o", "out").stderr
    arguments = ("gift", "short.yaml", "--forms", "short", "-o", "out")
    assert "in their order" not in run(*arguments).stderr


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_some_questions_are_chosen_as_for_a_paper(name: str) -> None:
    made = run(name, "letters.yaml", "--items", "2", "-o", "out")
    assert "mine: 2 questions" in made.output


def test_another_seed_chooses_other_questions() -> None:
    chosen = {
        run("gift", "letters.yaml", "--items", "2", "--seed", str(seed), "-o", "-").stdout
        for seed in (1, 1, 2, 3)
    }
    assert len(chosen) == 3


def test_a_dash_is_standard_output() -> None:
    made = run("gift", "letters.yaml", "-o", "-")
    assert made.stdout.startswith("$CATEGORY: top/My deck/Terms\n")
    assert "Next:" not in made.stdout
    assert not Path("mine.gift.txt").exists()


def test_losses_name_the_fact_and_strictness_refuses_them() -> None:
    made = run("gift", "pairs.yaml", "-o", "out")
    assert made.exit_code == 0
    assert "warning[Q800]: `steps/tea/steps/order`: GIFT has no ordering" in made.stderr
    assert " --> pairs.yaml:12:3" in made.stderr
    assert "each place is matched with its entry" in made.stderr
    strict = run("gift", "pairs.yaml", "-o", "strict", "--strict")
    assert strict.exit_code == 1
    assert "error[Q800]" in strict.stderr
    assert not Path("strict").exists()
    assert run("moodle", "pairs.yaml", "-o", "strict", "--strict").exit_code == 0


def quiz() -> dict[str, Any]:
    arguments = ["quiz", "letters.yaml", "--pdf", "none", "-o", "q", "--items", "3"]
    assert CliRunner().invoke(main, [*arguments, "--versions", "2"]).exit_code == 0
    found: dict[str, Any] = json.loads(Path("q/quiz.json").read_text(encoding="utf-8"))
    return found


def test_a_quiz_is_exported_in_the_order_of_a_version() -> None:
    printed = quiz()
    for version in printed["versions"]:
        made = run(
            "gift", "letters.yaml", "--quiz", "q/quiz.json", "--version", version["version"], "-o-"
        )
        orders = [place["item"] for section in version["sections"] for place in section]
        stems = [printed["items"][index]["stem"] for index in orders]
        asked = [line for line in made.stdout.splitlines() if line.startswith("::")]
        assert [line.split("::")[1].replace("\\", "") for line in asked] == stems


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("odt", "letters.yaml"), "there is no format `odt`; choose one of"),
        (("gfit", "letters.yaml"), "did you mean `gift`?"),
        (("gift", "letters.yaml", "--version", "A"), "add --quiz quiz.json"),
        (("gift", "letters.yaml", "--quiz", "q", "--forms", "choice"), "--forms chooses items"),
        (("gift", "letters.yaml", "--quiz", "q", "--items", "3"), "--items chooses items"),
        (("gift", "letters.yaml", "--quiz", "q", "--seed", "3"), "--seed chooses items"),
        (("gift", "letters.yaml", "--quiz", "letters.yaml"), "error[Q532]"),
        (("gift", "letters.yaml", "--forms", "ordering"), "error[Q802]"),
    ],
)
def test_mistakes_are_told(arguments: tuple[str, ...], message: str) -> None:
    made = run(*arguments, "-o", "out")
    assert made.exit_code != 0
    assert message in made.stderr
    assert not Path("out").exists()


def test_a_quiz_of_another_deck_is_refused() -> None:
    quiz()
    made = run("gift", "pairs.yaml", "--quiz", "q/quiz.json", "-o", "out")
    assert made.exit_code == 1
    assert "error[Q804]: the quiz is of the deck `mine`, and this is `pairs`" in made.stderr


def test_a_version_that_nobody_has_is_refused() -> None:
    quiz()
    made = run("gift", "letters.yaml", "--quiz", "q/quiz.json", "--version", "Z")
    assert made.exit_code == 1
    assert "Q538" in made.stderr


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_lxml(name: str, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - as the real one
        if name.partition(".")[0] == "lxml":
            raise ModuleNotFoundError(name=name)
        return real(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without_lxml)
    made = run("moodle", "letters.yaml")
    assert made.exit_code == 1
    assert "error[Q803]: the format `moodle` needs the package `lxml`" in made.stderr
    assert "pip install 'quizgen[export]'" in made.stderr


def test_an_input_is_never_replaced() -> None:
    Path("mine.gift.txt").symlink_to("letters.yaml")
    before = Path("letters.yaml").read_bytes()
    assert run("gift", "letters.yaml").exit_code == 1
    assert Path("letters.yaml").read_bytes() == before


def test_python_programs_export_too() -> None:
    deck = quizgen.load("letters.yaml")
    saved = deck.export("gift").write("out")
    assert [path.name for path in saved.files] == ["mine.gift.txt"]
    quiz()
    opened = quizgen.open_quiz("q/quiz.json").export("gift")
    (name,) = opened.files
    assert name.endswith(".gift.txt")
    assert [each.code for each in opened.losses] == ["Q800"]
    printed = quizgen.open_quiz("q/quiz.json")
    assert printed.export("gift", deck=deck).files.keys() == opened.files.keys()
    with pytest.raises(ValueError, match="the quiz is of the deck `mine`, not `pairs`"):
        printed.export("gift", deck=quizgen.load("pairs.yaml"))


def test_help_lists_the_formats() -> None:
    shown = run("--help").output
    for name, writer in FORMATS.items():
        assert f"  {name}" in shown
        assert writer.about.split(",")[0] in shown
