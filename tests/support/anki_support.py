"""The real Anki: a collection, the import of packages, and cards as Anki renders them."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import NamedTuple

from anki.collection import Card, Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition as Condition

_NEWER = Condition.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER


class Imported(NamedTuple):
    """How many notes Anki reported as new, updated, duplicate and conflicting."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


class Sides(NamedTuple):
    """A card as Anki renders it: the HTML of both sides and the style sheet."""

    front: str
    back: str
    css: str


def open_collection(folder: Path) -> Collection:
    """Open the collection in the folder, or create it. The caller closes it."""
    return Collection(str(folder / "collection.anki2"))


def import_package(collection: Collection, path: Path) -> Imported:
    """Import with the defaults of Anki's dialog: update newer notes, don't merge note types."""
    options = ImportAnkiPackageOptions(
        merge_notetypes=False,
        update_notes=_NEWER,
        update_notetypes=_NEWER,
        with_scheduling=False,
        with_deck_configs=False,
    )
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    log = collection.import_anki_package(request).log
    collection.models._clear_cache()  # noqa: SLF001 - without it, the note types are those before the import
    return Imported(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))


def cards(collection: Collection) -> list[Card]:
    """Return all cards, those of a note together, by the first due date of their note."""
    found = [collection.get_card(card_id) for card_id in collection.find_cards("")]
    first: dict[int, int] = {}
    for card in found:
        first[card.nid] = min(first.get(card.nid, card.due), card.due)
    return sorted(found, key=lambda card: (first[card.nid], card.nid, card.ord))


def render(card: Card) -> Sides:
    shown = card.render_output()
    return Sides(shown.question_text, shown.answer_text, shown.css)


def render_all(collection: Collection) -> list[Sides]:
    return [render(card) for card in cards(collection)]


def check_database(collection: Collection) -> list[str]:
    """Run Check Database and return the problems that it reports."""
    said, sound = collection.fix_integrity()
    lines = [line for line in said.splitlines() if line.strip()]
    # Anki adds the time of the last review where a card was reviewed before it kept that: a note of
    # its own bookkeeping, and no problem of the collection.
    own = [line for line in lines if "last review time" in line]
    problems = [line for line in lines if line not in own and "rebuilt" not in line]
    return problems if sound or own else lines


def shown_text(markup: str) -> str:
    """Return the text that a reader sees, with one line for each line break and block."""
    text = re.sub(r"<br>|</?div[^>]*>|<hr[^>]*>", "\n", markup.replace("\n", " "))
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
