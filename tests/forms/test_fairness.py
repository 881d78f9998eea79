"""What a guesser could see in the order of letters, claims, pairs and sequences."""

from __future__ import annotations

import json
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from deck_support import ROOT, SHIPPED, load, project_of
from hypothesis import given, settings
from hypothesis import strategies as st
from manifest_support import Json, papers, right

from quizgen.bank.chance import disordered
from quizgen.bank.clues import Readings, read_of
from quizgen.project import Project, QuizOptions
from quizgen.quiz.make_manifest import make_manifest
from quizgen.quiz.write_manifest import to_json

SEVERAL = (
    "choice",
    "multiple",
    "true-false",
    "matching",
    "ordering",
    "odd-one-out",
)
ELEMENTS, SOLAR = ROOT / "decks" / "elements.yaml", ROOT / "decks" / "sonnensystem.yaml"


@cache
def project(path: Path) -> Project:
    return Project(load(path))


def made(
    path: Path, seed: int, versions: int = 6, items: int = 30, forms: tuple[str, ...] = SEVERAL
) -> Json:
    paper = project(path).paper(QuizOptions(items=items, forms=forms, versions=versions, seed=seed))
    return json.loads(to_json(make_manifest(project(path).base, paper)))  # type: ignore[no-any-return]


def printed_key(item: Json, place: Json) -> list[int]:
    """Return the printed letter of the right option for each left entry or place in the order."""
    left = place["left"] or range(len(item["key"]))
    return [place["options"].index(item["key"][index]) for index in left]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", [2, 3, 5, 9, 13])
def test_no_order_is_in_line_with_the_letters(path: Path, seed: int) -> None:
    """The key is never A B C D or D C B A, nor 1a 2b 3c or 1c 2b 3a."""
    found = 0
    for sections in papers(made(path, seed)):
        for section in sections:
            for _, item, place in section:
                if item["form"] in {"matching", "ordering"}:
                    key = printed_key(item, place)
                    assert key not in (sorted(key), sorted(key, reverse=True)), item["id"]
                    found += 1
    assert found


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(), min_size=2, max_size=6, unique=True), st.integers())
def test_disordered_is_never_the_order_nor_its_reverse(numbers: list[int], seed: int) -> None:
    drawn = disordered([(str(number), number) for number in numbers], seed)
    assert sorted(drawn) == sorted(numbers)
    assert drawn != numbers
    assert len(numbers) == 2 or drawn != numbers[::-1]


@pytest.mark.parametrize(("seed", "version"), [(2, 2), (40, 2), (49, 4)])
def test_letters_drawn_before_one_that_stands_fast_make_no_run(seed: int, version: int) -> None:
    """The last item's options are numbers, and two letters before it are free."""
    (section,) = papers(made(SOLAR, seed, items=20, forms=("choice",)))[version]
    letters = [right(item, place) for _, item, place in section]
    assert max(len(list(run)) for _, run in groupby(letters)) <= 3


@pytest.mark.parametrize(
    ("path", "seed"), [(ELEMENTS, 3), (ELEMENTS, 14), (ELEMENTS, 23), (SOLAR, 4)]
)
def test_few_claims_are_even_as_well(path: Path, seed: int) -> None:
    """If a paper takes nearly all items, it can't choose between true and false claims."""
    document = made(path, seed, versions=1)
    keys = [item["key"][0] for item in document["items"] if item["form"] == "true-false"]
    assert len(keys) >= 5
    assert abs(len(keys) - 2 * sum(keys)) <= 2


def test_a_claim_that_is_turned_gives_nothing_away() -> None:
    paper = project(ELEMENTS).paper(QuizOptions(items=30, forms=SEVERAL, seed=14))
    readings, wording = Readings(), project(ELEMENTS).base.wording
    for each in paper.exercises:
        read = read_of(wording, each.stem, each.pictures)
        assert not readings.clash(each.clues, read), each.id
        readings.take(each.clues, read)


def test_a_deck_of_claims_alone_is_even(tmp_path: Path) -> None:
    """All of a deck's claims are on the paper, which decides which of them are true."""
    asked = "".join(
        f"  q{n}: {{ask: Which one is {n}?, answer: a{n}, distractors: [b{n}, c{n}],"
        f" claim: 'number {n} is {{answer}}'}}\n"
        for n in range(12)
    )
    made_of = project_of(tmp_path, f"questions:\n{asked}")
    for seed in range(1, 31):
        paper = made_of.paper(QuizOptions(items=12, forms=("true-false",), seed=seed))
        assert len(paper.exercises) == 12
        assert abs(12 - 2 * sum(each.key[0] for each in paper.exercises)) <= 2


@pytest.mark.parametrize(
    ("path", "seed"), [(ELEMENTS, 3), (SOLAR, 5), (ROOT / "decks" / "us-russia-2020.yaml", 6)]
)
def test_who_copies_letters_from_the_version_before_has_half_of_them_at_most(
    path: Path, seed: int
) -> None:
    letters: list[list[Any]] = [
        [right(item, place) for section in sections for _, item, place in section]
        for sections in papers(made(path, seed, versions=26, items=20, forms=("choice",)))
    ]
    for one, other in pairwise(letters):
        assert sum(a == b for a, b in zip(one, other, strict=True)) <= len(one) // 2
