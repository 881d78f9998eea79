"""The score of a paper: what each of its items earns and costs, in exact fractions.

The rules, in the words of ``ARCHITECTURE.md``:

- **Points are exact.** A number in the manifest counts by its decimal digits, and a third is a
  third: three thirds of a point are one point. Only `shown` rounds, to two decimals and half away
  from zero, and nothing is computed from its result. So a sum never depends on the order or the
  number of its parts, and a score below 0 mirrors one above, as in a spreadsheet.
- **The n-th letter of a row is the n-th printed option.** A letter beyond them is a wrong answer.
- **An item whose rows are all empty is not answered**: it earns nothing and costs nothing.
- **An item that is right in full earns its own points, or its section's.** If the key of a form
  with one right answer names several options, each of them alone is right.
- **With `partial`**, multiple answer earns this share of points: (right ones chosen - wrong ones
  chosen) / right ones, but not less than 0; matching and ordering earn right rows / rows. Other
  forms earn no parts.
- **An answered item that earns nothing costs `wrong`**, once, whatever it is worth.
- **`other_keys`** are as good as `key`: the one that earns most counts.
- **A `void` item** earns its points on every paper, even if left blank, and costs nothing.
- **A person marks items in words.** They earn the points that the person gives, and cost nothing.
  An empty row there is open, because a blank answer looks like one that nobody has marked.
- **A row is open** until a person decides it, if several of its bubbles are filled and it takes
  one, if readings differ, or if its page was not read. An open row earns nothing, and an item with
  one costs nothing: a penalty is for an answer, and nobody knows the answer yet. If the person
  decides for several bubbles, it is a wrong answer; if for none, the row is blank.
- **Equal readings of one page count once.** If two differ in a row, it is a conflict and the row is
  open; the rows on which they agree count.
- The score is the sum of what items earn minus what they cost, and may be below 0.
- **A mark** is the best of the scale whose percentage the score reaches; a score below 0 counts as
  0 percent there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor
from types import MappingProxyType

from quizgen.forms.registry import form_of
from quizgen.quiz.geometry import Row
from quizgen.quiz.manifest import Manifest, Version
from quizgen.quiz.printed_items import PrintedItem, labelled_rows, printed

Letters = frozenset[str]
# The letters that count in a row, or the points that a person gives for a row by hand.
Decision = Letters | Fraction
_NOTHING: Letters = frozenset()
_DECIMALS = 2
_UNDECIDED: Mapping[str, Decision] = MappingProxyType({})


class Why(StrEnum):
    """Why a row is open: a person must decide it."""

    SEVERAL = "several bubbles are filled, and it takes one"
    CONFLICT = "readings of it differ"
    UNREAD = "its page was not read"
    UNMARKED = "nobody has given points"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read on one page of a paper.

    `source` names the page for people, such as a scan and a page of it. `rows` has the filled
    letters of each row on the page by the row's label, including empty rows. `version` and `number`
    are what the page's bubbles say, "" if they say nothing.
    """

    source: str
    rows: Mapping[str, Letters]
    version: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What readings of one paper disagree on: the label of a row, or ``version`` or ``number``.

    `values` has what each reading says, by its source: the letters of a row in their order,
    separated by spaces.
    """

    what: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the readings of one paper agree on, and where they differ.

    `rows` leaves out the rows on which readings differ; `version` and `number` are "" if readings
    differ on them or no page says them.
    """

    rows: Mapping[str, Letters]
    version: str = ""
    number: str = ""
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A row that a person must decide, by its label."""

    label: str
    why: Why


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What an item earns and costs on a paper: its score is `earned` - `penalty`.

    `number` is the printed one, `points` are the item's worth. `answered` says whether any of its
    rows has a mark or, in a row by hand, whether a person has given points. While rows are `open`,
    the score may change.
    """

    number: int
    id: str
    points: Fraction
    answered: bool
    earned: Fraction
    penalty: Fraction
    open: tuple[OpenRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperScore:
    """The score of one paper, item by item in printed order, and the conflicts of its readings."""

    version: str
    items: tuple[ItemScore, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def total(self) -> Fraction:
        """Return the sum of what the items earn minus what they cost."""
        return sum((item.earned - item.penalty for item in self.items), Fraction(0))

    @property
    def possible(self) -> Fraction:
        """Return the points of all items."""
        return sum((item.points for item in self.items), Fraction(0))

    @property
    def open(self) -> tuple[OpenRow, ...]:
        """Return the rows that a person must decide; without any, the score is final."""
        return tuple(row for item in self.items for row in item.open)


def shown(points: Fraction) -> Decimal:
    """Return points as people read them: two decimals, half away from zero."""
    cents = floor(abs(points) * 10**_DECIMALS + Fraction(1, 2))
    signed = cents if points >= 0 else -cents
    return Decimal(signed).scaleb(-_DECIMALS)


def exact(points: float) -> Fraction:
    """Return the number that the decimal digits of points say: 0.1 is a tenth."""
    return Fraction(str(points))


def mark_of(manifest: Manifest, percent: Fraction) -> str:
    """Return the mark for a percentage of all points, "" if the scale has none for it."""
    counted = max(percent, Fraction(0))
    reached = (mark.name for mark in manifest.scale if counted >= exact(mark.least))
    return next(reached, "")


def agreed(readings: Iterable[Reading]) -> Marks:
    """Return what the readings of one paper's pages agree on: equal ones count once."""
    said = _said(readings)
    conflicts = [_conflict(what, values) for what, values in said.items() if _differ(values)]
    settled = {what: values[0][1] for what, values in said.items() if not _differ(values)}
    (version,) = settled.pop("version", {""})
    (number,) = settled.pop("number", {""})
    return Marks(settled, version, number, tuple(conflicts))


def _said(readings: Iterable[Reading]) -> dict[str, list[tuple[str, Letters]]]:
    """Return what each reading says of each row, and of version and number if it says them."""
    said: dict[str, list[tuple[str, Letters]]] = {}
    for reading in readings:
        for label, letters in reading.rows.items():
            said.setdefault(label, []).append((reading.source, letters))
        for what, words in (("version", reading.version), ("number", reading.number)):
            if words:
                said.setdefault(what, []).append((reading.source, frozenset({words})))
    return said


def _differ(values: Sequence[tuple[str, Letters]]) -> bool:
    return len({value for _, value in values}) > 1


def _conflict(what: str, values: Iterable[tuple[str, Letters]]) -> Conflict:
    return Conflict(what, tuple((source, " ".join(sorted(value))) for source, value in values))


def score(
    manifest: Manifest,
    version: str,
    rows: Sequence[Row],
    marks: Marks,
    decided: Mapping[str, Decision] = _UNDECIDED,
) -> PaperScore:
    """Return the score of one paper.

    `version` is the paper's, as in the manifest's versions; `rows` are those of its sheet's layout.
    `decided` has a person's decisions by the labels of rows: the letters of a row, or the points of
    one by hand. They replace what was read. Raises ValueError if the manifest has no such version,
    if the rows are not those of the version, and for marks or decisions that no such row can have.
    """
    paper = next((each for each in manifest.versions if each.version == version), None)
    if paper is None:
        raise ValueError(f"the quiz has no version `{version}`")
    sheet = _Sheet(rows, marks, decided)
    items = tuple(_item_scores(manifest, paper, sheet))
    sheet.check_labels()
    return PaperScore(version, items, marks.conflicts)


def _item_scores(manifest: Manifest, paper: Version, sheet: _Sheet) -> Iterator[ItemScore]:
    for section, items in zip(manifest.sections, printed(manifest, paper), strict=True):
        for item in items:
            points = exact(item.item.points_in(section))
            if form_of(item.item).answer_in.by_hand:
                found = _by_hand(item, points, sheet)
            else:
                found = _by_letters(item, points, manifest, sheet)
            yield _voided(found) if item.item.void else found


def _voided(item: ItemScore) -> ItemScore:
    nothing = Fraction(0)
    return ItemScore(item.number, item.id, item.points, item.answered, item.points, nothing)


def _by_hand(item: PrintedItem, points: Fraction, sheet: _Sheet) -> ItemScore:
    """Return the score of an item that a person marks."""
    ((label, _),) = labelled_rows(item)
    given, why = sheet.points(label, points)
    still_open = (OpenRow(label, why),) if why else ()
    earned = given or Fraction(0)
    answered = given is not None
    return ItemScore(item.number, item.item.id, points, answered, earned, Fraction(0), still_open)


def _by_letters(
    item: PrintedItem, points: Fraction, manifest: Manifest, sheet: _Sheet
) -> ItemScore:
    """Return the score of an item by the letters that are filled in its rows."""
    chosen = []
    still_open: tuple[OpenRow, ...] = ()
    for label, _ in labelled_rows(item):
        letters, why = sheet.letters(label)
        chosen.append(sheet.places(label, letters))
        if why:
            still_open += (OpenRow(label, why),)
    answered = any(chosen) or any(row.why in _MARKED for row in still_open)
    share = _best_share(item, chosen, partial=manifest.marking.partial)
    costs = answered and not share and not still_open
    penalty = exact(manifest.marking.wrong) if costs else Fraction(0)
    return ItemScore(
        item.number, item.item.id, points, answered, points * share, penalty, still_open
    )


def _best_share(item: PrintedItem, chosen: Sequence[frozenset[int]], *, partial: bool) -> Fraction:
    """Return the share of an item's points that its rows earn by the key that gives most."""
    earned = form_of(item.item).earned
    return max(earned(key, chosen, partial=partial) for key in (item.key, *item.other_keys))


# Rows that are open for these reasons have marks.
_MARKED = {Why.SEVERAL, Why.CONFLICT}


class _Sheet:
    """The rows of a paper's sheet, with what was read in them and what a person decided."""

    def __init__(self, rows: Iterable[Row], marks: Marks, decided: Mapping[str, Decision]) -> None:
        self._rows = {row.label: row for row in rows}
        self._marks, self._decided = marks, decided
        self._conflicts = {conflict.what for conflict in marks.conflicts}
        self._asked: set[str] = set()

    def check_labels(self) -> None:
        """Raise ValueError for rows, marks or decisions that no item has asked for."""
        for labels in (self._rows, self._marks.rows, self._decided):
            unknown = sorted(set(labels) - self._asked)
            if unknown:
                raise ValueError(f"the version has no row `{unknown[0]}`")

    def letters(self, label: str) -> tuple[Letters, Why | None]:
        """Return the letters that count in a row, and why it is open if it is."""
        row = self._row(label, by_hand=False)
        decided = self._decided.get(label)
        if isinstance(decided, Fraction):
            message = f"the row `{label}` takes letters, and no points"
            raise ValueError(message)  # noqa: TRY004 - the type is one of two that a decision has
        if decided is not None:
            return decided, None
        letters, why = self._read(label)
        if len(letters) > 1 and not row.many:
            return _NOTHING, Why.SEVERAL
        return letters, why

    def points(self, label: str, most: Fraction) -> tuple[Fraction | None, Why | None]:
        """Return the points that a person gave for a row by hand, and why it is open if it is."""
        self._row(label, by_hand=True)
        decided = self._decided.get(label)
        if isinstance(decided, Fraction):
            return _checked(decided, label, most), None
        letters, why = (decided, None) if decided is not None else self._read(label)
        if len(letters) > 1:
            return None, Why.SEVERAL
        if not letters:
            return None, why or Why.UNMARKED
        self.places(label, letters)
        return _checked(Fraction(*letters), label, most), None

    def places(self, label: str, letters: Letters) -> frozenset[int]:
        """Return which of a row's letters these are, from 0; raises ValueError for others."""
        known = self._rows[label].letters
        strange = sorted(letters - set(known))
        if strange:
            raise ValueError(f"the row `{label}` has no letter `{strange[0]}`")
        return frozenset(known.index(letter) for letter in letters)

    def _row(self, label: str, *, by_hand: bool) -> Row:
        row = self._rows.get(label)
        if row is None or row.by_hand != by_hand:
            raise ValueError(f"the sheet is for another version: row `{label}`")
        self._asked.add(label)
        return row

    def _read(self, label: str) -> tuple[Letters, Why | None]:
        if label in self._conflicts:
            return _NOTHING, Why.CONFLICT
        letters = self._marks.rows.get(label)
        return (_NOTHING, Why.UNREAD) if letters is None else (letters, None)


def _checked(given: Fraction, label: str, most: Fraction) -> Fraction:
    if not 0 <= given <= most:
        raise ValueError(f"the row `{label}` may get 0 to {shown(most)} points, not {shown(given)}")
    return given
