"""The score of a paper, case by case in the order of ARCHITECTURE's rules."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from deck_support import SHIPPED, load
from hypothesis import given
from hypothesis import strategies as st
from manifest_support import LETTERS

from quizgen.forms.registry import FORMS
from quizgen.language.labels import load_labels
from quizgen.paper.answer_sheet_rows import rows_of
from quizgen.project import Project, QuizOptions
from quizgen.quiz.geometry import Row
from quizgen.quiz.make_manifest import make_manifest
from quizgen.quiz.manifest import ItemOrder, Manifest, Marking, QuizItem, QuizSection, Version
from quizgen.quiz.printed_items import labelled_rows, printed
from quizgen.quiz.score import (
    Conflict,
    Decision,
    ItemScore,
    Marks,
    OpenRow,
    PaperScore,
    Reading,
    Why,
    agreed,
    exact,
    score,
    shown,
)

LABELS = load_labels("en").texts


def item(form: str, key: tuple[int, ...], **fields: object) -> QuizItem:
    """Return an item with four options, or with what its form has instead."""
    options: tuple[str, ...] = ("one", "two", "three", "four")
    if form == "true-false":
        options = ("True", "False")
    elif form in {"fill-in", "short"}:
        options = ()
    left = ("first", "second", "third") if form == "matching" else ()
    base = QuizItem("i", form, ("facts/f",), "x", "Which?", options, key, left)
    return dataclasses.replace(base, **fields)  # type: ignore[arg-type]


def quiz(
    *items: QuizItem, points: float = 1, options: tuple[int, ...] | None = None, **marking: object
) -> Manifest:
    """Return a quiz of one version that prints items or options in this order."""
    places = tuple(
        ItemOrder(index, options or tuple(range(len(each.options))), tuple(range(len(each.left))))
        for index, each in enumerate(items)
    )
    return Manifest(
        deck="deck",
        title="A title",
        language="en",
        seed=1,
        paper="a4",
        items=items,
        sections=(QuizSection(points=points),),
        versions=(Version("A", (places,)),),
        marking=Marking(**marking),  # type: ignore[arg-type]
    )


def marked(
    manifest: Manifest, rows: dict[str, str], decided: dict[str, Decision] | None = None
) -> PaperScore:
    """Return the score of a paper whose rows have these letters; other rows are empty."""
    sheet = rows_of(manifest, manifest.versions[0], LABELS)
    read = {row.label: frozenset(rows.get(row.label, "").split()) for row in sheet}
    return score(manifest, "A", sheet, Marks(read), decided or {})


CHOICE, ODD, TRUE = item("choice", (1,)), item("odd-one-out", (1,)), item("true-false", (0,))
MANY, MATCHED = item("multiple", (0, 2, 3)), item("matching", (2, 0, 1))
ORDERED = item("ordering", (0, 1, 2, 3))
SWAPPED = item("ordering", (0, 1, 2, 3), other_keys=((1, 0, 2, 3),))
PARTS = {"partial": True, "wrong": 0.25}
WHOLE = {"partial": False, "wrong": 0.25}


@pytest.mark.parametrize(
    ("made", "marking", "rows", "earned", "penalty"),
    [
        # A fully right item earns the points of its section: 2 here.
        (CHOICE, WHOLE, {"1": "B"}, 2, 0),
        (ODD, WHOLE, {"1": "B"}, 2, 0),
        (TRUE, WHOLE, {"1": "T"}, 2, 0),
        (MANY, WHOLE, {"1": "A C D"}, 2, 0),
        (MATCHED, WHOLE, {"1.1": "c", "1.2": "a", "1.3": "b"}, 2, 0),
        (ORDERED, WHOLE, {"1.1": "A", "1.2": "B", "1.3": "C", "1.4": "D"}, 2, 0),
        # An item whose rows are all empty earns nothing and costs nothing.
        (CHOICE, WHOLE, {}, 0, 0),
        (MANY, PARTS, {}, 0, 0),
        (MATCHED, PARTS, {}, 0, 0),
        # An answered item that earns nothing costs `wrong` once, whatever it is worth.
        (CHOICE, WHOLE, {"1": "A"}, 0, Fraction(1, 4)),
        (TRUE, WHOLE, {"1": "F"}, 0, Fraction(1, 4)),
        (MATCHED, PARTS, {"1.1": "a", "1.2": "b", "1.3": "c"}, 0, Fraction(1, 4)),
        (ORDERED, PARTS, {"1.1": "D"}, 0, Fraction(1, 4)),
        # Without `partial`, this applies to any item that isn't fully right.
        (MANY, WHOLE, {"1": "A C"}, 0, Fraction(1, 4)),
        (MANY, WHOLE, {"1": "A B C D"}, 0, Fraction(1, 4)),
        (MATCHED, WHOLE, {"1.1": "c", "1.2": "a"}, 0, Fraction(1, 4)),
        (ORDERED, WHOLE, {"1.1": "A", "1.2": "B", "1.3": "D", "1.4": "C"}, 0, Fraction(1, 4)),
        # With `partial`, multiple earns (right ones chosen - wrong ones chosen) / right ones.
        (MANY, PARTS, {"1": "A"}, Fraction(2, 3), 0),
        (MANY, PARTS, {"1": "A C"}, Fraction(4, 3), 0),
        (MANY, PARTS, {"1": "A B C"}, Fraction(2, 3), 0),
        (MANY, PARTS, {"1": "A B"}, 0, Fraction(1, 4)),
        (MANY, PARTS, {"1": "B"}, 0, Fraction(1, 4)),
        # Matching and ordering earn right rows / rows.
        (MATCHED, PARTS, {"1.1": "c"}, Fraction(2, 3), 0),
        (MATCHED, PARTS, {"1.1": "c", "1.2": "a", "1.3": "d"}, Fraction(4, 3), 0),
        (ORDERED, PARTS, {"1.1": "A", "1.2": "C", "1.3": "B", "1.4": "D"}, 1, 0),
        # Other forms earn no parts.
        (CHOICE, PARTS, {"1": "A"}, 0, Fraction(1, 4)),
        # If a key names several options, each is right alone.
        (item("choice", (0, 2)), WHOLE, {"1": "A"}, 2, 0),
        (item("choice", (0, 2)), WHOLE, {"1": "C"}, 2, 0),
        (item("choice", (0, 2)), WHOLE, {"1": "B"}, 0, Fraction(1, 4)),
        (item("true-false", (0, 1)), WHOLE, {"1": "F"}, 2, 0),
        # Another key is as good as the first, and the one that earns most counts.
        (item("choice", (1,), other_keys=((3,),)), WHOLE, {"1": "D"}, 2, 0),
        (item("multiple", (0, 2, 3), other_keys=((0, 2),)), WHOLE, {"1": "A C"}, 2, 0),
        (item("multiple", (0, 2, 3), other_keys=((0, 2),)), PARTS, {"1": "A"}, 1, 0),
        (
            item("matching", (2, 0, 1), other_keys=((2, 0, 3),)),
            PARTS,
            {"1.3": "d"},
            Fraction(2, 3),
            0,
        ),
        (SWAPPED, WHOLE, {"1.1": "B", "1.2": "A", "1.3": "C", "1.4": "D"}, 2, 0),
        # A void item earns its points even if it was left blank.
        (item("choice", (1,), void=True), WHOLE, {"1": "A"}, 2, 0),
        (item("choice", (1,), void=True), WHOLE, {}, 2, 0),
        (item("matching", (2, 0, 1), void=True), PARTS, {"1.1": "a b"}, 2, 0),
        (item("short", (), void=True), WHOLE, {}, 2, 0),
        # Items in words earn what a person fills in, and cost nothing.
        (item("short", ()), WHOLE, {"1": "2"}, 2, 0),
        (item("fill-in", ()), WHOLE, {"1": "1"}, 1, 0),
        (item("fill-in", ()), WHOLE, {"1": "0"}, 0, 0),
    ],
)
def test_each_rule(
    made: QuizItem,
    marking: dict[str, object],
    rows: dict[str, str],
    earned: Fraction,
    penalty: Fraction,
) -> None:
    found = marked(quiz(made, points=2, **marking), rows)
    (one,) = found.items
    assert (one.earned, one.penalty) == (earned, penalty)
    assert one.answered == bool(rows)
    assert not one.open
    assert found.total == earned - penalty
    assert found.possible == 2


@pytest.mark.parametrize(
    ("made", "rows", "decided", "earned", "penalty", "still_open"),
    [
        # A person decides a row for one answer in which several bubbles are filled.
        (CHOICE, {"1": "A B"}, {}, 0, 0, {"1": Why.SEVERAL}),
        (TRUE, {"1": "T F"}, {}, 0, 0, {"1": Why.SEVERAL}),
        # One of them becomes the answer; both are a wrong answer; none is a blank.
        (CHOICE, {"1": "A B"}, {"1": frozenset("B")}, 2, 0, {}),
        (CHOICE, {"1": "A B"}, {"1": frozenset("AB")}, 0, Fraction(1, 4), {}),
        (item("choice", (0, 1)), {"1": "A B"}, {"1": frozenset("AB")}, 0, Fraction(1, 4), {}),
        (CHOICE, {"1": "A B"}, {"1": frozenset()}, 0, 0, {}),
        # Matching and ordering rows are open too: they earn nothing yet, unlike the other rows.
        (MATCHED, {"1.1": "c", "1.2": "a b"}, {}, Fraction(2, 3), 0, {"1.2": Why.SEVERAL}),
        (MATCHED, {"1.1": "a", "1.2": "a b"}, {}, 0, 0, {"1.2": Why.SEVERAL}),
        (MATCHED, {"1.1": "c", "1.2": "a b"}, {"1.2": frozenset("a")}, Fraction(4, 3), 0, {}),
        (MATCHED, {"1.1": "a", "1.2": "a b"}, {"1.2": frozenset("ab")}, 0, Fraction(1, 4), {}),
        (ORDERED, {"1.1": "A", "1.4": "C D"}, {}, Fraction(1, 2), 0, {"1.4": Why.SEVERAL}),
        (ORDERED, {"1.1": "A", "1.4": "C D"}, {"1.4": frozenset("CD")}, Fraction(1, 2), 0, {}),
        # A person's decision replaces what was read.
        (CHOICE, {"1": "A"}, {"1": frozenset("B")}, 2, 0, {}),
        # An empty row by hand is open, because nobody may have marked it yet. Fractions are
        # allowed.
        (item("short", ()), {}, {}, 0, 0, {"1": Why.UNMARKED}),
        (item("short", ()), {"1": "0 2"}, {}, 0, 0, {"1": Why.SEVERAL}),
        (item("short", ()), {"1": "0 2"}, {"1": frozenset("2")}, 2, 0, {}),
        (item("short", ()), {}, {"1": Fraction(3, 2)}, Fraction(3, 2), 0, {}),
        (item("short", ()), {}, {"1": Fraction(0)}, 0, 0, {}),
        (item("short", ()), {"1": "1"}, {"1": Fraction(2)}, 2, 0, {}),
    ],
)
def test_what_a_person_decides(  # noqa: PLR0917 - a column each of the table
    made: QuizItem,
    rows: dict[str, str],
    decided: dict[str, Decision],
    earned: Fraction,
    penalty: Fraction,
    still_open: dict[str, Why],
) -> None:
    found = marked(quiz(made, points=2, **PARTS), rows, decided)
    (one,) = found.items
    assert (one.earned, one.penalty) == (earned, penalty)
    assert {row.label: row.why for row in one.open} == still_open
    assert found.open == one.open


def test_letters_are_those_of_the_printed_options() -> None:
    """The n-th letter of a row is the n-th printed option, in any order."""
    made = quiz(CHOICE, item("multiple", (0, 2)), options=(3, 1, 2, 0))
    assert marked(made, {"1": "B", "2": "C D"}).total == 2
    assert marked(made, {"1": "A", "2": "A C"}).total == 0


def test_a_letter_beyond_the_options_is_wrong() -> None:
    """A sheet that versions share has rows as long as the longest item at a number."""
    made = quiz(CHOICE, MANY, **PARTS)
    rows = (Row("1", tuple("ABCDEF")), Row("2", tuple("ABCDEF"), many=True))
    read = Marks({"1": frozenset("F"), "2": frozenset("ACF")})
    one, several = score(made, "A", rows, read).items
    assert (one.earned, one.penalty) == (0, Fraction(1, 4))
    assert several.earned == Fraction(1, 3)


def test_thirds_and_tenths_are_exact() -> None:
    thirds = quiz(MATCHED, MATCHED, MATCHED, partial=True)
    assert marked(thirds, {"1.1": "c", "2.1": "c", "3.1": "c"}).total == 1
    tenths = quiz(*[CHOICE] * 3, points=0.1)
    found = marked(tenths, {"1": "B", "2": "B", "3": "B"})
    assert found.total == Fraction(3, 10)
    assert (exact(0.1), exact(2.0), exact(1e-05)) == (Fraction(1, 10), 2, Fraction(1, 100000))


def test_a_score_may_be_below_0() -> None:
    found = marked(quiz(CHOICE, CHOICE, CHOICE, wrong=0.5), {"1": "A", "2": "A"})
    assert (found.total, found.possible) == (-1, 3)
    assert [each.penalty for each in found.items] == [Fraction(1, 2), Fraction(1, 2), 0]


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(1, 8), "0.13"),
        (Fraction(-1, 8), "-0.13"),
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(-1, 300), "0.00"),
        (Fraction(7), "7.00"),
        (Fraction(201, 200), "1.01"),
    ],
)
def test_points_are_shown_half_away_from_zero(points: Fraction, text: str) -> None:
    assert str(shown(points)) == text


@given(st.fractions(-1000, 1000))
def test_what_is_shown_is_near_and_symmetric(points: Fraction) -> None:
    assert abs(Fraction(shown(points)) - points) <= Fraction(1, 200)
    assert shown(-points) == -shown(points)
    assert shown(points).as_tuple().exponent == -2
    assert not (shown(points) == Decimal(0) and shown(points).is_signed())


def reading(source: str, version: str = "", number: str = "", **rows: str) -> Reading:
    letters = {label.removeprefix("r"): frozenset(found.split()) for label, found in rows.items()}
    return Reading(source, letters, version, number)


def test_equal_readings_of_a_page_count_once() -> None:
    first, again = reading("scan 1", "A", "17", r1="B"), reading("scan 9", "A", "17", r1="B")
    other_page = reading("scan 2", r2="A")
    assert agreed([first, again, other_page]) == Marks(
        {"1": frozenset("B"), "2": frozenset("A")}, "A", "17"
    )


def test_readings_that_differ_are_reported_and_none_wins() -> None:
    made = quiz(CHOICE, CHOICE, **PARTS)
    sheet = rows_of(made, made.versions[0], LABELS)
    for order in (1, -1):
        readings = [reading("scan 1", r1="A", r2="B"), reading("scan 9", r1="B", r2="B")][::order]
        marks = agreed(readings)
        values = (("scan 1", "A"), ("scan 9", "B"))[::order]
        assert marks.conflicts == (Conflict("1", values),)
        found = score(made, "A", sheet, marks)
        assert found.open == (OpenRow("1", Why.CONFLICT),)
        assert found.conflicts == marks.conflicts
        assert [each.earned - each.penalty for each in found.items] == [0, 1]
        assert found.items[0].answered
        settled = score(made, "A", sheet, marks, {"1": frozenset("B")})
        assert (settled.total, settled.open) == (2, ())


def test_a_blank_reading_differs_from_a_filled_one() -> None:
    marks = agreed([reading("scan 1", r1=""), reading("scan 9", r1="B")])
    assert marks.conflicts == (Conflict("1", (("scan 1", ""), ("scan 9", "B"))),)
    assert "1" not in marks.rows


def test_pages_that_name_other_versions_or_numbers_are_reported() -> None:
    """A page without these values agrees with all others."""
    marks = agreed(
        [reading("1", "A", "17", r1="B"), reading("2", "B", "18", r2="B"), reading("3", r3="")]
    )
    assert (marks.version, marks.number) == ("", "")
    assert marks.conflicts == (
        Conflict("version", (("1", "A"), ("2", "B"))),
        Conflict("number", (("1", "17"), ("2", "18"))),
    )
    marks = agreed([reading("1", "A", "17"), reading("3")])
    assert (marks.version, marks.number, marks.conflicts) == ("A", "17", ())


def test_a_page_that_was_not_read_is_open() -> None:
    made = quiz(CHOICE, CHOICE, item("short", ()), **PARTS)
    sheet = rows_of(made, made.versions[0], LABELS)
    found = score(made, "A", sheet, agreed([reading("scan 1", r1="B")]))
    assert found.open == (OpenRow("2", Why.UNREAD), OpenRow("3", Why.UNREAD))
    assert (found.total, found.possible) == (1, 3)


@pytest.mark.parametrize(
    ("version", "sheet", "rows", "decided", "message"),
    [
        ("B", None, {}, {}, "no version `B`"),
        ("A", [Row("1", ("A", "B"))], {}, {}, "for another version: row `2`"),
        ("A", None, {"9": "A"}, {}, "no row `9`"),
        ("A", None, {}, {"9": Fraction(1)}, "no row `9`"),
        ("A", None, {"1": "X"}, {}, "row `1` has no letter `X`"),
        ("A", None, {}, {"1": frozenset("X")}, "row `1` has no letter `X`"),
        ("A", None, {}, {"1": Fraction(1)}, "row `1` takes letters"),
        ("A", None, {}, {"2": Fraction(9)}, "may get 0 to 2.00 points, not 9.00"),
        ("A", None, {}, {"2": Fraction(-1, 2)}, "may get 0 to 2.00 points, not -0.50"),
        ("A", None, {}, {"2": frozenset("9")}, "row `2` has no letter `9`"),
    ],
)
def test_what_no_paper_can_have_is_refused(
    version: str,
    sheet: list[Row] | None,
    rows: dict[str, str],
    decided: dict[str, Decision],
    message: str,
) -> None:
    made = quiz(CHOICE, item("short", ()), points=2)
    read = Marks({label: frozenset(letters.split()) for label, letters in rows.items()})
    used = sheet or rows_of(made, made.versions[0], LABELS)
    with pytest.raises(ValueError, match=message):
        score(made, version, used, read, decided)


def key_marks(manifest: Manifest, version: Version) -> dict[str, frozenset[str]]:
    """Return the marks of a student who knows everything, read from the key."""
    filled = {}
    for section in printed(manifest, version):
        for each in section:
            letters = LETTERS.lower() if each.item.form == "matching" else LETTERS
            labels = [label for label, _ in labelled_rows(each)]
            if len(labels) > 1:
                answers = zip(labels, each.key, strict=True)
                filled |= {label: frozenset(letters[index]) for label, index in answers}
            elif each.item.form == "true-false":
                filled[labels[0]] = frozenset("TF"[each.key[0]])
            elif each.options:
                filled[labels[0]] = frozenset(letters[index] for index in each.key)
            else:
                filled[labels[0]] = frozenset("1")
    return filled


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_who_knows_everything_has_all_points_on_every_version(path: Path) -> None:
    project = Project(load(path))
    paper = project.paper(QuizOptions(items=30, forms=tuple(FORMS), versions=4))
    manifest = make_manifest(project.base, paper)
    labels = load_labels("en").texts
    forms: set[str] = set()
    for version in manifest.versions:
        sheet = rows_of(manifest, version, labels)
        found = score(manifest, version.version, sheet, Marks(key_marks(manifest, version)))
        assert found.total == found.possible == len(manifest.items)
        assert not found.open
        blank = Marks({row.label: frozenset() for row in sheet})
        nothing = score(manifest, version.version, sheet, blank)
        assert nothing.total == 0
        assert not any(each.answered for each in nothing.items)
        forms |= {each.form for each in manifest.items}
    assert len(forms) > 4


def test_results_are_plain_values() -> None:
    (one,) = marked(quiz(CHOICE), {"1": "B"}).items
    assert one == ItemScore(
        1, "i", Fraction(1), answered=True, earned=Fraction(1), penalty=Fraction(0)
    )
    assert dataclasses.asdict(one)["earned"] == 1
