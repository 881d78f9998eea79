"""`quizgen review --model`: a model rejects options of the sheet, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fake_llm import fake_model

from quizgen.cli import main
from quizgen.deck.load import load_deck

NAMES = ("worm", "virus", "botnet", "trojan", "rootkit", "keylogger", "spyware", "adware")
TERMS = "".join(
    f"  t{number}: {{name: {name}, definition: a program of sort {number}}}\n"
    for number, name in enumerate(NAMES)
)
DECK = f"deck: malware\ntitle: Malware\nterms:\n{TERMS}"
QUESTION = "terms/t0/definition/back"
Items = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    monkeypatch.chdir(tmp_path)
    Path("deck.yaml").write_text(DECK, encoding="utf-8")


def review(*options: str) -> Result:
    return CliRunner().invoke(main, ["review", "deck.yaml", "--model", "fake", *options])


def asked(prompt: str) -> Items:
    items: Items = json.loads(prompt.partition("\n\n")[0])["items"]
    return items


def rejecting(choose: Callable[[dict[str, Any]], object]) -> Callable[[str, int], str]:
    """Answer by a function of each item: what to reject of it."""

    def answer(prompt: str, _count: int) -> str:
        found = [{"id": each["id"], "reject": choose(each)} for each in asked(prompt)]
        return json.dumps({"items": found})

    return answer


def first_of_one(item: dict[str, Any]) -> list[int]:
    return [1] if item["id"] == QUESTION else []


def rejected() -> dict[str, list[str]]:
    deck = load_deck(Path("deck.yaml")).deck
    assert deck
    return {key: [text for text, _ in each.texts] for key, each in deck.rejected.items()}


def test_rejected_options_go_into_the_deck_and_new_ones_are_judged_too() -> None:
    with fake_model(rejecting(first_of_one)) as model:
        done = review("--yes")
    assert done.exit_code == 0, done.output
    rounds = [prompt for prompt in model.prompts if len(asked(prompt)) == 1]
    assert [each["id"] for prompt in rounds for each in asked(prompt)] == [QUESTION] * 2
    assert [len(asked(prompt)[0]["wrong"]) for prompt in rounds] == [1, 1]
    assert len(rejected()[QUESTION]) == 3
    assert rejected().keys() == {QUESTION}
    assert "3 options of 1 question rejected" in done.output
    assert done.output.splitlines()[-1] == "Next: quizgen build deck.yaml"
    assert not list(Path().glob("*answers*"))
    assert all(model.schemas)


def test_items_come_in_batches_with_their_right_answers() -> None:
    with fake_model(rejecting(lambda _item: [])) as model:
        done = review("--yes")
    assert "nothing to reject" in done.output
    assert all(0 < len(asked(prompt)) <= 20 for prompt in model.prompts)
    items = {each["id"]: each for prompt in model.prompts for each in asked(prompt)}
    assert items[QUESTION]["right"] == "worm"
    assert Path("deck.yaml").read_text(encoding="utf-8") == DECK


def test_nothing_is_sent_without_consent() -> None:
    with fake_model(rejecting(first_of_one)) as model:
        done = review()
        assert done.exit_code == 2
        assert "fake: 1 request, about" in done.output
        assert "--yes" in done.output
        assert model.prompts == []
        priced = review("--yes", "--price-in", "1000", "--price-out", "0")
    assert "in the currency of your prices" in priced.output


@pytest.mark.parametrize(
    "reject", [[99, 0, -1], ["1"], [True], "1", {"1": 1}, None, [1.0], [[1]], [10**30]]
)
def test_what_is_not_on_the_sheet_is_ignored(reject: object) -> None:
    with fake_model(rejecting(lambda _item: reject)):
        done = review("--yes")
    assert done.exit_code == 0
    assert Path("deck.yaml").read_text(encoding="utf-8") == DECK


@pytest.mark.parametrize(
    "answer",
    [
        '{"items": [1, null, {"id": 3, "reject": [1]}, {"id": "terms/x/y", "reject": [1]}]}',
        '{"items": []} {',
        "no",
        "[]",
        '{"items": {}}',
        "[" * 5000,
        "x" * 100000,
    ],
)
def test_strange_answers_do_no_harm(answer: str) -> None:
    with fake_model(lambda _prompt, _count: answer) as model:
        done = review("--yes")
    assert done.exit_code == 0
    assert ("Q644" in done.output) == (len(model.prompts) == 2)
    assert Path("deck.yaml").read_text(encoding="utf-8") == DECK


def test_the_second_answer_counts() -> None:
    good = rejecting(first_of_one)
    with fake_model(lambda prompt, count: "well" if count == 1 else good(prompt, count)):
        done = review("--yes")
    assert "Q644" not in done.output
    assert QUESTION in rejected()


def test_with_a_sheet_the_deck_stays_and_the_sheet_is_marked() -> None:
    with fake_model(rejecting(first_of_one)) as model:
        done = review("--yes", "-o", "sheet.txt")
    assert done.exit_code == 0, done.output
    assert Path("deck.yaml").read_text(encoding="utf-8") == DECK
    text = Path("sheet.txt").read_text(encoding="utf-8")
    assert text.count("\n[x] ") == 1
    gone = next(each for each in asked(model.prompts[0]) if each["id"] == QUESTION)["wrong"]["1"]
    read = CliRunner().invoke(main, ["review", "deck.yaml", "--sheet", "sheet.txt"])
    assert read.exit_code == 0
    assert rejected() == {QUESTION: [gone]}


def test_a_broken_run_goes_on_where_it_stopped() -> None:
    answer = rejecting(first_of_one)

    def breaks(prompt: str, count: int) -> str | Exception:
        return RuntimeError("out of money") if count == 2 else answer(prompt, count)

    with fake_model(breaks):
        done = review("--yes")
    assert done.exit_code == 3
    assert "Q613" in done.output
    assert "out of money" in done.output
    assert Path("deck.yaml").read_text(encoding="utf-8") == DECK
    with fake_model(answer) as model:
        assert review("--yes").exit_code == 0
    assert len(model.prompts) == 2
    assert len(rejected()[QUESTION]) == 3


def test_dry_run_shows_the_patch() -> None:
    with fake_model(rejecting(first_of_one)):
        done = review("--yes", "--dry-run")
    assert "+rejected:" in done.output
    assert Path("deck.yaml").read_text(encoding="utf-8") == DECK


def test_options_that_go_together() -> None:
    assert "either you judge" in review("--sheet", "sheet.txt").output
    done = CliRunner().invoke(main, ["review", "deck.yaml", "-o", "s.txt", "--yes"])
    assert "go with --model" in done.output
