"""The template data of a key: its items and the answers of each paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from quizgen.forms.form import AnswerIn
from quizgen.forms.registry import form_of
from quizgen.paper.answers import answer_of, citation, key_of, remarks_of
from quizgen.paper.item_data import ItemData, tag_of
from quizgen.paper.marking_notes import own_points, points_in_words, rubric_of
from quizgen.paper.print_job import PrintJob
from quizgen.quiz.manifest import Manifest, QuizItem, Version
from quizgen.quiz.printed_items import PrintedItem, printed, shared_versions

_STRIP = 10


def key_head(versions: Sequence[Version], job: PrintJob) -> ItemData:
    """Return the answers to mark papers by: strips of letters, a grid for several papers, lists.

    A grid has a row for each version and a column for each number; a key is "" if a version has no
    letters under that number.
    """
    listed: list[ItemData] = []
    rows: list[dict[int, str]] = []
    labels = job.labels
    for version in versions:
        items = list(chain.from_iterable(printed(job.manifest, version)))
        rows.append({item.number: key_of(item, labels) for item in items if _has_short_key(item)})
        longer = [_answered(item, job) for item in items if not _has_short_key(item)]
        if longer:
            listed.append({"tag": tag_of(version, job), "items": longer})
    alone = len(versions) == 1
    if not alone:
        listed += _owners(job)
    return {
        "strips": _strips(rows[0]) if alone else [],
        "grid": None if alone else _grid(versions, rows, labels),
        "listed": listed,
    }


def _owners(job: PrintJob) -> Iterator[ItemData]:
    """Yield for each version the students who share it."""
    for version in shared_versions(job.manifest):
        owners = [each.student for each in job.manifest.versions if each.letter == version.version]
        named = [{"number": each.number, "key": each.name} for each in owners if each]
        if named:
            yield {"tag": tag_of(version, job), "items": named}


def _strips(row: Mapping[int, str]) -> list[list[ItemData]]:
    """Return the answers of one paper, ten to a strip."""
    answers: list[ItemData] = [{"number": number, "key": key} for number, key in row.items()]
    return [answers[start : start + _STRIP] for start in range(0, len(answers), _STRIP)]


def _grid(
    versions: Sequence[Version], rows: Sequence[Mapping[int, str]], labels: Mapping[str, str]
) -> ItemData | None:
    """Return the answers of several papers, None if none is short enough for a grid."""
    numbers = sorted({number for row in rows for number in row})
    if not numbers:
        return None
    named = _are_of_students(versions)
    listed = [
        {"name": _row_name(version), "keys": [row.get(number, "") for number in numbers]}
        for version, row in zip(versions, rows, strict=True)
    ]
    corner = labels["name" if named else "sheet_version"]
    return {"corner": corner, "numbers": numbers, "rows": listed}


def _has_short_key(item: PrintedItem) -> bool:
    """Return whether the key of an item is short enough to print under its number."""
    return form_of(item.item).answer_in is AnswerIn.LETTERS


def _answered(item: PrintedItem, job: PrintJob) -> ItemData:
    """Return the number of an item with its answer, and the numbers that are right as well."""
    key = key_of(item, job.labels)
    if item.item.accepted:
        language = job.manifest.language
        ends = [Decimal(str(end)).normalize() for end in item.item.accepted]
        span = "\N{EN DASH}".join(points_in_words(end, language) for end in ends)
        key = f"{key} ({span})"
    return {"number": item.number, "key": key}


def _row_name(version: Version) -> str:
    student = version.student
    return " · ".join(filter(None, (student.number, student.name))) if student else version.version


def key_entries(job: PrintJob, version: Version | None = None) -> Iterator[ItemData]:
    """Yield each item once with its answer.

    Numbers and letters are those of a `version`; without one, the first version's order, with the
    places in every version.
    """
    manifest, labels = job.manifest, job.labels
    versions = [version] if version else shared_versions(manifest)
    alone = len(versions) == 1
    lettered = bool(version) or not _are_of_students(versions)
    found = {} if alone or not lettered else _by_version(manifest)
    for item in chain.from_iterable(printed(manifest, versions[0])):
        in_words = form_of(item.item).answer_in.by_hand
        yield {
            # Students' papers have their own numbering for it.
            "number": item.number if lettered else None,
            "section": None,
            "stem": item.item.shown_stem,
            "letters": key_of(item, labels) if alone and not in_words else "",
            "answer": answer_of(item.item),
            "remarks": [*_worth(item.item, job), *remarks_of(item.item, labels)],
            "citation": citation(item.item, job),
            "places": _places(item.item.id, found, labels),
        }


def _worth(item: QuizItem, job: PrintJob) -> Iterator[str]:
    """Yield what an item is worth by itself, and what the points are given for."""
    points = own_points(item, job)
    rubric = "; ".join(f"{words}: {each}" for words, each in rubric_of(item, job))
    told = ": ".join(filter(None, (points, rubric)))
    if told:
        yield told


def _are_of_students(versions: Iterable[Version]) -> bool:
    return any(version.student for version in versions)


def _by_version(manifest: Manifest) -> dict[str, dict[str, PrintedItem]]:
    return {each.version: _by_id(manifest, each) for each in shared_versions(manifest)}


def _places(
    name: str, found: Mapping[str, Mapping[str, PrintedItem]], labels: Mapping[str, str]
) -> str:
    """Return the number and the letters that an item has on each version."""
    same = ((version, items[name]) for version, items in found.items() if name in items)
    places = (f"{version}: {_place(item, labels)}" for version, item in same)
    # A line breaks between two places, not within one.
    whole = (place.replace(" ", "\N{NO-BREAK SPACE}") for place in places)
    return "\N{NO-BREAK SPACE}· ".join(whole)


def _by_id(manifest: Manifest, version: Version) -> dict[str, PrintedItem]:
    return {item.item.id: item for item in chain.from_iterable(printed(manifest, version))}


def _place(item: PrintedItem, labels: Mapping[str, str]) -> str:
    if form_of(item.item).answer_in.by_hand:
        return str(item.number)
    return f"{item.number} {key_of(item, labels)}"
