"""Study cards as values: the question on the front; the answer, remarks and source on the back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from quizgen.bank.backside import citation, remarks
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way, content_text
from quizgen.deck.model.contents import Blank
from quizgen.diagnostics import Diagnostic, Place, Severity
from quizgen.media.model import Media
from quizgen.typeset.pictures import pictures_of


@dataclass(frozen=True, slots=True)
class Run:
    """Words, emphasised or not."""

    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card: its words, and below them its remarks, their source, and its pictures."""

    words: tuple[Run, ...]
    remarks: tuple[str, ...] = ()
    citation: str = ""
    pictures: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A card: the `fact` (``kind/id``) it asks about, tags to sort it by, and its two sides."""

    fact: str
    tags: tuple[str, ...]
    front: Side
    back: Side


@dataclass(frozen=True, slots=True)
class CardDeck:
    """The cards of a deck, and diagnostics for those that paper cannot hold."""

    title: str
    cards: tuple[StudyCard, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def make_cards(base: FactBase, prompts: Iterable[Prompt], kinds: Collection[str] = ()) -> CardDeck:
    """Return a card for each prompt in its order, only those of the `kinds` if any are named.

    Cards whose question is a sound are left out. An answer that is a sound is given in words.
    """
    asked = [prompt for prompt in prompts if not kinds or prompt.fact.kind in kinds]
    silent = [prompt for prompt in asked if not _sounds(prompt.media)]
    told = []
    if len(silent) < len(asked):
        message = f"left out {len(asked) - len(silent)} of the cards: they ask with a sound"
        told.append(_without_sound(message, base.deck.place))
    answered = sum(_sounds(prompt.answer_media) for prompt in silent)
    if answered:
        message = f"{answered} of the cards answer with a sound: they print it in words"
        told.append(_without_sound(message, base.deck.place))
    return CardDeck(base.deck.title, tuple(_card(base, prompt) for prompt in silent), tuple(told))


def _sounds(media: Iterable[Media]) -> bool:
    return any(each.kind == "audio" for each in media)


def _without_sound(message: str, place: Place) -> Diagnostic:
    return Diagnostic("Q542", message, place, "Anki cards play the sound", Severity.INFO)


def _card(base: FactBase, prompt: Prompt) -> StudyCard:
    fact = prompt.fact
    source = citation(base, prompt.value.provenance)
    shown = pictures_of(prompt.answer_media)
    return StudyCard(
        fact.ref,
        tuple(dict.fromkeys((*base.deck.tags, fact.kind, *fact.tags))),
        Side((Run(prompt.stem),), pictures=pictures_of(prompt.media)),
        # A picture that is the answer needs no words: these would be its alternative text.
        Side(
            () if shown else _answer(base, prompt),
            remarks(base, prompt),
            source[:1].upper() + source[1:],
            shown,
        ),
    )


def _answer(base: FactBase, prompt: Prompt) -> tuple[Run, ...]:
    """Return the answer in words: alone, or in the sentence that it completes."""
    if prompt.way is not Way.BLANK:
        return (Run(prompt.answer, strong=True),)
    asked = (prompt.blank, *prompt.twins)
    runs = (
        Run(content_text(base, part.content), any(part is each for each in asked))
        if isinstance(part, Blank)
        else Run(part)
        for part in prompt.sentence
    )
    return tuple(run for run in runs if run.words)
