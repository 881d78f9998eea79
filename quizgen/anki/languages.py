"""The languages in which learners have a deck, as its locks tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from quizgen.anki.lock import Lock, deck_in_head
from quizgen.bank.asking.questions import ask
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt
from quizgen.bank.wording import Wording
from quizgen.deck.collisions import lock_path
from quizgen.deck.languages import is_language
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic, Severity, did_you_mean

if TYPE_CHECKING:
    from quizgen.anki.records import Record


def first_language(decks: Iterable[Deck], lock: Lock) -> str:
    """Return the language whose notes are most like those of a lock, "" if none is.

    `decks` are one deck in several languages, each with the id that the lock has. Of languages that
    are as like, it is the first.
    """
    scores = {deck.language: _likeness(deck, lock) for deck in decks}
    best = max(scores.values(), default=0)
    return next((code for code, score in scores.items() if score == best > 0), "")


def _likeness(deck: Deck, lock: Lock) -> int:
    """Return how many notes, and how many fields of notes, are as the lock knows them."""
    # Every command reads decks, and few of them need notes for that.
    from quizgen.anki.make_notes import make_notes  # noqa: PLC0415
    from quizgen.anki.records import NoteError, records_of  # noqa: PLC0415

    base = FactBase(deck, Wording(deck.language, deck.quiz.address))
    prompts = [each for each in ask(base) if isinstance(each, Prompt)]
    try:
        records = list(records_of(make_notes(base, prompts)))
    except NoteError:
        return 0
    return sum(_agreement(record, lock) for record in records)


def _agreement(record: Record, lock: Lock) -> int:
    entry = lock.entries.get(record.key)
    if entry is None:
        return 0
    known = zip(record.texts, entry.texts, strict=False)
    same = sum(text != "-" and text in texts for text, texts in known)
    return same + (entry.content == record.content)


def own_language_problems(deck: Deck, released: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the `language` of a deck in several languages.

    `released` is as in `dropped`.
    """
    own = deck.own_language
    place = deck.place
    if not own or own == released:
        return
    if released:
        message = f"`language: {own}` has no effect: the lock reserves the ids for `{released}`"
        fix = "delete it, or the cards of two languages would be mixed up"
        yield Diagnostic("Q284", message, place, fix, Severity.WARNING)
    elif own not in deck.languages:
        message = f"`language` names `{own}`, which is none of the deck's languages"
        fix = did_you_mean(own, deck.languages)
        yield Diagnostic("Q284", message, place, fix)


def dropped(deck: Deck, released: str) -> Iterator[Diagnostic]:
    """Yield a warning for each language that has a lock and that the deck no longer lists.

    `released` is the language with the plain id, as the lock tells, "" if it doesn't.
    """
    file = Path(deck.files[0])
    listed = {*deck.languages, deck.language}
    if released and released not in {*listed, deck.own_language}:
        message = f"the cards in `{released}` are no longer made; learners keep those they have"
        place = structs.replace(deck.place, file=str(lock_path(file)), line=0)
        fix = (
            f"keep this lock, which reserves their ids; write `language: {released}` if the deck "
            "does without them for good"
        )
        yield Diagnostic("Q285", message, place, fix, Severity.WARNING)
    for code, path in released_variants(deck).items():
        if code in listed:
            continue
        message = f"the cards in `{code}` are no longer made; learners keep those they have"
        place = structs.replace(deck.place, file=str(path), line=0)
        fix = f"add `{code}` to `languages` again, or delete this lock"
        yield Diagnostic("Q285", message, place, fix, Severity.WARNING)


def released_variants(deck: Deck) -> dict[str, Path]:
    """Return the locks of a deck by the languages whose codes are part of its id there.

    The deck has its plain id.
    """
    lock = lock_path(Path(deck.files[0]))
    found = {}
    for path in sorted(lock.parent.glob("*.lock")):
        code = path.name.removeprefix(f"{lock.stem}.").removesuffix(".lock")
        if deck_in_head(path) == f"{deck.id}.{code}" and is_language(code):
            found[code] = path
    return found
