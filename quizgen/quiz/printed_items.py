"""The versions of a manifest as papers: which differ, and the items of each as printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.forms.form import AnswerIn, AnswerRow
from quizgen.forms.registry import form_of
from quizgen.quiz.manifest import ItemOrder, Manifest, Picture, QuizItem, Version


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """An item as a version prints it: `number` counts from 1, all else is in printed order.

    `key` and each of `other_keys` hold indices into `options`: in matching, one for each of `left`;
    in ordering, from first to last.
    """

    item: QuizItem
    number: int
    options: tuple[str, ...]
    left: tuple[str, ...]
    key: tuple[int, ...]
    option_pictures: tuple[Picture, ...] = ()
    other_keys: tuple[tuple[int, ...], ...] = ()


def printed(manifest: Manifest, version: Version) -> Iterator[list[PrintedItem]]:
    """Yield the items of each section as a version prints them."""
    number = 0
    for section in version.sections:
        made = []
        for place in section:
            number += 1
            made.append(_printed(manifest.items[place.item], place, number))
        yield made


def shared_versions(manifest: Manifest) -> tuple[Version, ...]:
    """Return the versions that differ: one without a student for each letter, if students share."""
    if not any(version.letter for version in manifest.versions):
        return manifest.versions
    orders = {version.letter: version.sections for version in manifest.versions}
    return tuple(Version(letter, orders[letter]) for letter in sorted(orders))


def labelled_rows(item: PrintedItem) -> list[tuple[str, AnswerRow]]:
    """Return the rows of an item on an answer sheet, each with its label: 7, or 13.2."""
    return [
        (f"{item.number}.{row.part}" if row.part else str(item.number), row)
        for row in form_of(item.item).rows(item)
    ]


def _printed(item: QuizItem, place: ItemOrder, number: int) -> PrintedItem:
    pictures = item.option_pictures
    return PrintedItem(
        item=item,
        number=number,
        options=tuple(item.options[index] for index in place.options),
        left=tuple(item.left[index] for index in place.left),
        key=_printed_key(item.key, item, place),
        option_pictures=tuple(pictures[index] for index in place.options) if pictures else (),
        other_keys=tuple(_printed_key(key, item, place) for key in item.other_keys),
    )


def _printed_key(key: tuple[int, ...], item: QuizItem, place: ItemOrder) -> tuple[int, ...]:
    """Return a key in printed order, or in the key's own order if it has one index for each row."""
    if item.left:
        key = tuple(key[index] for index in place.left)
    places = tuple(place.options.index(index) for index in key)
    # The key of an item with several rows has the order of the rows.
    has_order = form_of(item).answer_in is AnswerIn.ROWS
    return places if has_order else tuple(sorted(places))
