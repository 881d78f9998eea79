"""Warns about parts of a deck that paper cannot hold, before a sheet is typeset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt
from quizgen.deck.model.facts import UNCONTROLLED, UNTOLD, Control, Provenance
from quizgen.diagnostics import Diagnostic, as_warning
from quizgen.late import late_pattern
from quizgen.markup.plain import without_formulas
from quizgen.media.model import Media
from quizgen.media.pictures import is_cmyk
from quizgen.typeset.glyphs import MOST_CHARACTERS, UNUSUAL, PrintedText, unprintable

_TAG = late_pattern("<[^>]*>")


def unprintable_parts(
    base: FactBase, prompts: Sequence[Prompt], folders: Sequence[Path] = ()
) -> Iterator[Diagnostic]:
    """Yield a warning for each fact, title, section or picture that paper cannot hold.

    Paper cannot hold characters that no font has (Q501; `folders` hold further fonts), texts longer
    than a page (Q502), and pictures in colours that no printed file takes (Q543). Only the composed
    quiz decides which of them it prints. The typesetter is imported only for rare characters.
    """
    texts = [*_deck_texts(base), *_fact_texts(base, prompts)]
    problems = (
        *_missing(base, texts, folders),
        *_endless(texts),
        *_wrong_colours(prompts),
    )
    yield from map(as_warning, problems)


def _deck_texts(base: FactBase) -> Iterator[PrintedText]:
    deck, quiz = base.deck, base.deck.quiz
    yield PrintedText(deck.title, "the title", deck.place)
    yield PrintedText(quiz.title, "the title of the quiz", deck.place)
    yield PrintedText(without_formulas(quiz.instructions), "the instructions", deck.place)
    yield PrintedText(f"{deck.source.author} {deck.source.title}", "the source", deck.place)
    for number, section in enumerate(quiz.sections, 1):
        words = without_formulas(f"{section.title} {section.instructions}")
        yield PrintedText(words, f"the heading of section {number}", section.place or deck.place)


def _fact_texts(base: FactBase, prompts: Sequence[Prompt]) -> Iterator[PrintedText]:
    """Yield the unusual texts of each fact: rare characters and long texts."""
    found: dict[str, dict[str, None]] = {}
    for prompt in prompts:
        for text in _prompt_texts(prompt):
            if text.isascii() and len(text) <= MOST_CHARACTERS:
                # Markup and rare characters are beyond ASCII.
                continue
            words = without_formulas(text)
            if len(words) > MOST_CHARACTERS or not words.isascii():
                found.setdefault(prompt.fact.ref, {})[words] = None
    for ref, texts in found.items():
        for words in _apart(texts):
            yield PrintedText(words, f"`{ref}`", base.deck.facts[ref].place)


def _apart(texts: dict[str, None]) -> Iterator[str]:
    """Yield each long text, then the rare characters of all others together."""
    yield from (words for words in texts if len(words) > MOST_CHARACTERS)
    rare = dict.fromkeys(char for words in texts for char in UNUSUAL.findall(words))
    yield "".join(rare)


def _prompt_texts(prompt: Prompt) -> Iterator[str]:
    yield prompt.stem
    yield prompt.answer
    for value in prompt.values:
        # Most values have neither.
        if value.control is not UNCONTROLLED:
            yield from _offered(value.control)
        if value.provenance is not UNTOLD:
            yield from _told(value.provenance)
    for media in (*prompt.media, *prompt.answer_media):
        yield media.alt
        yield from _drawn(media)


def _offered(control: Control) -> Iterator[str]:
    yield from control.also
    yield from (each.why for each in control.mistaken_for)
    for offer in (*control.offered, *control.options):
        yield offer.alt if isinstance(offer, Media) else str(offer)


def _told(provenance: Provenance) -> Iterator[str]:
    yield from (provenance.source, provenance.according_to)
    yield from (provenance.now, provenance.record, provenance.note)


def _drawn(media: Media) -> Iterator[str]:
    """Yield the words within a drawing."""
    if media.file and media.file.suffix == "svg":
        # Most decks have no drawings.
        import html  # noqa: PLC0415

        yield html.unescape(_TAG.sub(" ", media.file.data.decode()))


def _missing(
    base: FactBase, texts: Sequence[PrintedText], folders: Sequence[Path]
) -> Iterator[Diagnostic]:
    rare = {char for text in texts for char in UNUSUAL.findall(text.words)}
    if not rare:
        return
    from quizgen.typeset.coverage import without_glyphs  # noqa: PLC0415 - the typesetter is slow to import

    missing = without_glyphs(rare, folders)
    if missing:
        yield from unprintable(missing, texts, base.deck.place)


def _endless(texts: Sequence[PrintedText]) -> Iterator[Diagnostic]:
    for text in texts:
        if len(text.words) > MOST_CHARACTERS:
            message = f"a text of {text.owner} is longer than a page"
            yield Diagnostic("Q502", message, text.place, "shorten it")


def _wrong_colours(prompts: Sequence[Prompt]) -> Iterator[Diagnostic]:
    owners = {
        media: prompt.fact.ref
        for prompt in reversed(prompts)
        for media in (*prompt.media, *prompt.answer_media)
    }
    for media, ref in owners.items():
        if media.file and is_cmyk(media.file.data, media.file.suffix):
            message = (
                f"the picture `{media.path}` of `{ref}` cannot be printed: its colours are CMYK"
            )
            fix = "save it again in RGB colours"
            yield Diagnostic("Q543", message, media.place, fix)
