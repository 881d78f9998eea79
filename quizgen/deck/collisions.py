"""Checks several decks for clashes of their ids, their locks and the names of their files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizgen.deck.inside import real_path
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic, Problems, Severity
from quizgen.yaml.text import names_a_deck

_SUFFIXES = (".yaml", ".yml")
# Windows reserves these names, with any suffix.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)


def lock_path(deck_file: Path) -> Path:
    """Return the path of a deck's lock, beside its file: ``deck.lock`` for ``deck.yaml``."""
    if deck_file.suffix.lower() in _SUFFIXES:
        return deck_file.with_suffix(".lock")
    return deck_file.with_name(f"{deck_file.name}.lock")


def lock_of(deck: Deck) -> Path:
    """Return the path of a deck's lock in its language: ``deck.lock``, or ``deck.de.lock``."""
    path = lock_path(_file_of(deck))
    return path.with_name(f"{path.stem}.{deck.variant}.lock") if deck.variant else path


def check_collisions(decks: Iterable[Deck], problems: Problems) -> None:
    """Report decks that share an id or a lock; warn of names that not every system can use."""
    decks = tuple(decks)
    _check_ids(decks, problems)
    _check_locks(decks, problems)
    files = {_file_of(deck): deck for deck in reversed(decks)}
    for deck in reversed(files.values()):
        _check_names(deck, problems)
    _check_shared_files(list(reversed(files.values())), problems)


def _check_shared_files(decks: Iterable[Deck], problems: Problems) -> None:
    """Hint at files whose facts make cards in two decks."""
    first: dict[Path, Deck] = {}
    for deck in decks:
        asked = (fact.place.file for fact in deck.own_facts if not fact.background)
        for file in dict.fromkeys(asked):
            other = first.setdefault(real_path(Path(file)), deck)
            if other is not deck:
                both = f"`{other.id}` and `{deck.id}`"
                message = f"the facts of {file} make cards in the decks {both}"
                named = f"`include: {{background: {Path(file).name}}}`"
                fix = f"if one deck is to have the cards, write {named} in the other"
                problems.add(Diagnostic("Q364", message, deck.place, fix, Severity.INFO))


def _check_ids(decks: Iterable[Deck], problems: Problems) -> None:
    """Report decks with one id, and warn of ids that differ only in capitals."""
    seen: dict[str, Deck] = {}
    folded: dict[str, Deck] = {}
    for deck in decks:
        other = seen.setdefault(deck.id, deck)
        alike = folded.setdefault(_folded(deck.id), deck)
        if other is not deck:
            message = f"the deck id `{deck.id}` is taken by {other.place.file}"
            fix = "ids are permanent: give the newer deck another one"
            problems.error("Q220", message, deck.place, fix)
        elif alike.id != deck.id:
            message = f"`{deck.id}` and `{alike.id}` in {alike.place.file} differ only in capitals"
            fix = "Windows and macOS cannot tell their files apart: give the newer deck another id"
            problems.warn("Q222", message, deck.place, fix)


def _check_locks(decks: Iterable[Deck], problems: Problems) -> None:
    """Report decks that share a lock, and warn of another deck beside one with the same lock."""
    seen: dict[Path, Deck] = {}
    for deck in decks:
        file = _file_of(deck)
        other = seen.setdefault(lock_of(deck), deck)
        fix = "give one of the two files another name"
        if other is not deck and _file_of(other) != file:
            shown = lock_of(deck).name
            message = f"{file.name} and {_file_of(other).name} share the lock {shown}"
            problems.error("Q221", message, deck.place, fix)
    for deck in seen.values():
        for path in _decks_beside(deck, [_file_of(each) for each in decks]):
            message = f"{path.name}, beside this deck, has the same lock, {lock_path(path).name}"
            problems.warn("Q221", message, deck.place, "give one of the two files another name")


def _decks_beside(deck: Deck, known: Iterable[Path]) -> Iterator[Path]:
    for path in decks_with_same_lock(deck):
        if path not in known and str(path) not in deck.files and names_a_deck(path):
            yield path


def decks_with_same_lock(deck: Deck) -> list[Path]:
    """Return the paths at which a deck would have the lock of this one."""
    return [lock_of(deck).with_suffix(suffix) for suffix in _SUFFIXES]


def _check_names(deck: Deck, problems: Problems) -> None:
    """Warn of names that Windows cannot have."""
    stem = _file_of(deck).name.partition(".")[0].rstrip(" ")
    fix = "choose another name: Windows reserves this one for a device"
    if _RESERVED.fullmatch(deck.id):
        message = (
            f"Windows cannot have a file or folder called `{deck.id}`, as this deck would write"
        )
        problems.warn("Q223", message, deck.place, fix)
    elif _RESERVED.fullmatch(stem):
        message = f"Windows cannot have a file called `{_file_of(deck).name}`"
        problems.warn("Q223", message, deck.place, fix)
    if _file_of(deck).name.endswith((".", " ")):
        message = "Windows cannot have a file whose name ends with a dot or a space"
        problems.warn("Q223", message, deck.place, "give the file a name that ends with `.yaml`")


def _file_of(deck: Deck) -> Path:
    return Path(deck.files[0])


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
