"""The README and the documentation show what the program really does."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import HEADER, ROOT
from grounding_support import ARTICLES, deck
from pages_support import DOCS, PAGES, README, Block, blocks, blocks_of, deck_of_page

from quizgen.cli import main
from quizgen.deck.load import load_deck

# Another test follows the tutorial from its first line to its last.
TUTORIAL = DOCS / "tutorial.md"
SHELL = [block for block in blocks("sh") if block.page != TUTORIAL]
SET_UP = [block.text for block in blocks_of(README) if block.text.startswith("pip ")]
# Some commands need more than a deck: a roster, a manifest or a running Anki.
_NEEDS_MORE = "quizgen (push|pull|adopt|learners|grade)|--missed|--responses|--sheet|pip install"
CONSOLE = [
    line.removeprefix("$ ")
    for block in blocks("console")
    for line in block.text.splitlines()
    if not re.search(_NEEDS_MORE, line)
]


def run(command: str) -> str:
    """Run a command of the page in this process, and return its output."""
    program, *arguments = shlex.split(command)
    assert program == "quizgen"
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def in_a_users_folder(folder: Path, monkeypatch: pytest.MonkeyPatch, page: Path) -> None:
    """Put what the page's reader has into the folder: the shipped decks, or the page's deck."""
    if "decks/" in page.read_text(encoding="utf-8"):
        shutil.copytree(ROOT / "decks", folder / "decks")
    if "capitals.yaml" in page.read_text(encoding="utf-8"):
        shutil.copy(DOCS / "examples" / "capitals.yaml", folder)
    if page == README:
        (folder / "space-race.yaml").write_text(deck_of_page(page), encoding="utf-8")
    monkeypatch.chdir(folder)


def test_the_set_up_commands() -> None:
    assert SET_UP == ["pip install . && quizgen build", "pip install -e '.[test]' && pytest"]
    assert SET_UP[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").split()) <= 1000


@pytest.mark.parametrize(
    "block", [block for block in SHELL if block.text not in SET_UP], ids=lambda block: block.id
)
def test_commands(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_users_folder(tmp_path, monkeypatch, block.page)
    if "decks/" not in block.text:
        # The reader of such a block only has the deck of the page.
        shutil.rmtree(tmp_path / "decks", ignore_errors=True)
    for command in block.text.splitlines():
        run(command)


# Questions that another program exported.
QUESTIONS = {
    "questions.csv": "Question,Option 1,Option 2,Option 3,Correct\nWho wrote it?,Ann,Ben,Carl,A\n",
    "questions.txt": "Who wrote it?{=Ann ~Ben ~Carl}\n",
    "questions.xml": """\
<quiz><question type="truefalse">
<questiontext><text>So.</text></questiontext><answer fraction="100"><text>true</text></answer>
</question></quiz>
""",
    "item.xml": """\
<assessmentItem title="When?"><responseDeclaration identifier="R" baseType="string">
<correctResponse><value>1914</value></correctResponse></responseDeclaration>
<itemBody><p>In <textEntryInteraction responseIdentifier="R"/>.</p></itemBody></assessmentItem>
""",
}
# What a class was given before, by its folder.
EARLIER = {
    "tuesday": "quizgen quiz decks/us-russia-2020.yaml --seed 2 -o tuesday",
    "7b": "quizgen quiz decks/us-russia-2020.yaml --students class-7b.csv -o 7b",
}


@pytest.mark.parametrize("command", CONSOLE)
def test_commands_with_files_of_their_own(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    (tmp_path / "class-7b.csv").write_text(
        "name,number,class\nAnna,17,7b\nBen,2,7b\n", encoding="utf-8"
    )
    (tmp_path / "deck.yaml").write_text(deck("en"), encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLES["en"], encoding="utf-8")
    for name, text in QUESTIONS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run("quizgen quiz decks/us-russia-2020.yaml -o monday")
    for folder, earlier in EARLIER.items():
        if f" {folder}/" in command:
            run(earlier)
    run(command)


# Another test follows the tutorial, and `test_share.py` tries blocks that name their file.
ALONE = [
    block
    for block in blocks("yaml")
    if block.page != TUTORIAL and not re.match(r"# \S+\.yaml\n", block.text)
]


@pytest.mark.parametrize("block", ALONE, ids=lambda block: block.id)
def test_yaml(block: Block, tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    header = "" if block.text.startswith("deck:") else HEADER
    text = f"{header}{block.text}\n"
    if "\nsource:" not in text:
        text += "source: {title: Notes}\n"
    # A block of settings needs a fact to be a whole deck.
    if block.text.startswith(("quiz:", "anki:", "rejected:")):
        text += "terms: {truce: {name: truce, definition: an agreement to stop fighting}}\n"
    path.write_text(text, encoding="utf-8")
    renamed = "No.,Word,Meaning,Remarks\n7,truce,a halt,?\n"
    table = renamed if "columns:" in text else "name,definition\ntruce,a halt\n"
    (tmp_path / "terms.csv").write_text(table, encoding="utf-8")
    assert [str(each) for each in load_deck(path).diagnostics] == []


def test_the_build_makes_what_the_table_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    monkeypatch.chdir(tmp_path)
    run("quizgen build")
    table = README.read_text(encoding="utf-8").partition("## Write a deck")[0]
    listed = set(re.findall(r"^\| `([\w.-]+)` \|", table, re.MULTILINE))
    assert {path.name for path in Path("build/us-russia-2020").iterdir()} == listed


def test_the_shown_problem_is_the_real_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = next(block.text for block in blocks_of(README) if block.text.startswith("error["))
    text = deck_of_page(README).replace("    answer: Eagle", "    anwser: Eagle")
    text = text.replace("Sputnik 1, date:", "Sputnik 1, dete:")
    (tmp_path / "space-race.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert shown in CliRunner().invoke(main, ["check", "space-race.yaml"]).output


def test_the_shown_warning_about_the_article_is_the_real_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {block.text for block in blocks_of(DOCS / "howto" / "grounding.md")}
    facts = next(text for text in shown if text.startswith("source:"))
    warning = next(text for text in shown if text.startswith("warning["))
    left = next(text for text in shown if text.startswith("1  On"))
    (tmp_path / "deck.yaml").write_text(f"deck: moon\ntitle: Moon\n{facts}\n", encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLES["en"], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert warning in run("quizgen check deck.yaml")
    (tmp_path / "deck.yaml").write_text(deck("en"), encoding="utf-8")
    output = run("quizgen coverage deck.yaml")
    assert all(part in output for part in left.split("\n\n…\n\n"))


def test_the_shown_item_is_the_real_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_users_folder(tmp_path, monkeypatch, README)
    shown = next(block.text for block in blocks_of(README) if block.text.startswith("events/"))
    assert shown in run("quizgen items space-race.yaml")


def test_the_shown_report_is_the_real_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = DOCS / "howto" / "quality.md"
    in_a_users_folder(tmp_path, monkeypatch, page)
    shown = next(block.text for block in blocks("text") if block.page == page)
    output = run("quizgen report decks/us-russia-2020.yaml")
    assert output.startswith(shown.removesuffix("  …"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!http)([^)#]+)(?:#[^)]*)?\)", text):
        target = (page.parent / link).resolve()
        assert target.exists() or target.parent == DOCS / "reference", link


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    # The reference pages are written beside the others, so the build works on a copy.
    shutil.copytree(DOCS, tmp_path / "docs", ignore=shutil.ignore_patterns("_build"))
    shutil.copytree(ROOT / "tests" / "pictures", tmp_path / "tests" / "pictures")
    built = tmp_path / "built"
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", tmp_path / "docs", built],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    problems = (built / "reference" / "problems.html").read_text(encoding="utf-8")
    assert "Q201" in problems
    commands = (built / "reference" / "commands.html").read_text(encoding="utf-8")
    assert "quizgen-quiz-answer-sheet" in commands


def test_a_build_leaves_the_checkout_clean() -> None:
    for made in ("build/us-russia-2020/quiz.pdf", "docs/_build/index.html", "docs/reference/x.md"):
        ignored = subprocess.run(
            ["git", "check-ignore", made], cwd=ROOT, capture_output=True, check=False
        )
        assert ignored.returncode == 0
