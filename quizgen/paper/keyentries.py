"""What a key shows of each item and of each paper, as data for its template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizgen.forms.form import AnswerIn
from quizgen.forms.registry import form_of
from quizgen.paper.answers import answer_of, citation, claimed, key_of
from quizgen.paper.entries import Entry, tag_of
from quizgen.quiz.manifest import Manifest, PrintedItem, Version, printed

_STRIP = 10


def key_head(manifest: Manifest, versions: Sequence[Version], labels: Mapping[str, str]) -> Entry:
    """Return the answers to mark papers by: strips of letters for one, a grid of them for several, lists of the rest.

    A grid has a row for each version and a column for each number; a key is "" where a version has no
    letters under that number.
    """
    listed: list[Entry] = []
    rows: list[dict[int, str]] = []
    for version in versions:
        items = [item for section in printed(manifest, version) for item in section]
        rows.append({item.number: key_of(item, labels) for item in items if _has_short_key(item)})
        longer = [_answered(item, labels) for item in items if not _has_short_key(item)]
        if longer:
            listed.append({"tag": tag_of(manifest, version, labels), "items": longer})
    numbers = sorted({number for row in rows for number in row})
    alone = len(versions) == 1
    strips = [{"number": number, "key": key} for number, key in rows[0].items()] if alone else []
    named = any(version.student for version in versions)
    return {
        "strips": [strips[start : start + _STRIP] for start in range(0, len(strips), _STRIP)],
        "grid": {
            "corner": labels["name" if named else "sheet_version"],
            "numbers": numbers,
            "rows": [
                {"name": _row_name(version), "keys": [row.get(number, "") for number in numbers]}
                for version, row in zip(versions, rows, strict=True)
            ],
        }
        if numbers and not alone
        else None,
        "listed": listed,
    }


def _has_short_key(item: PrintedItem) -> bool:
    """Tell whether the key of an item is short enough to stand under its number."""
    return form_of(item.item).answer_in is AnswerIn.LETTERS


def _answered(item: PrintedItem, labels: Mapping[str, str]) -> Entry:
    return {"number": item.number, "key": key_of(item, labels)}


def _row_name(version: Version) -> str:
    student = version.student
    return " · ".join(filter(None, (student.number, student.name))) if student else version.version


def key_entries(
    manifest: Manifest, labels: Mapping[str, str], version: Version | None = None
) -> Iterator[Entry]:
    """Yield each item once with its answer.

    They are numbered and lettered as a `version` has them; without one, in the order of the first, with
    where each version has them.
    """
    lettered = version is not None or not any(each.student for each in manifest.versions)
    alone = version is not None or len(manifest.versions) == 1
    found = (
        {}
        if alone or not lettered
        else {each.version: _by_id(manifest, each) for each in manifest.versions}
    )
    for section in printed(manifest, version or manifest.versions[0]):
        for item in section:
            same = {
                name: items[item.item.id] for name, items in found.items() if item.item.id in items
            }
            places = [f"{name}: {_place(each, labels)}" for name, each in same.items()]
            in_words = form_of(item.item).answer_in.by_hand
            yield {
                # Students have numbers of their own for it.
                "number": item.number if lettered else None,
                "section": None,
                "stem": claimed(item.item.stem, item.item, manifest, labels),
                "letters": key_of(item, labels) if alone and not in_words else "",
                "answer": claimed(answer_of(item.item), item.item, manifest, labels),
                "remarks": item.item.remarks,
                "citation": citation(item.item, manifest, labels),
                # A line ends between two places, not within one.
                "places": "\N{NO-BREAK SPACE}· ".join(
                    place.replace(" ", "\N{NO-BREAK SPACE}") for place in places
                ),
            }


def _by_id(manifest: Manifest, version: Version) -> dict[str, PrintedItem]:
    return {item.item.id: item for section in printed(manifest, version) for item in section}


def _place(item: PrintedItem, labels: Mapping[str, str]) -> str:
    if form_of(item.item).answer_in.by_hand:
        return str(item.number)
    return f"{item.number} {key_of(item, labels)}"
