"""Texts: plain words, exactly as the author writes them."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.deck.model.contents import Text
from quizgen.deck.model.kinds import Field
from quizgen.deck.types.base import FieldType, Key, Known, Speaker
from quizgen.diagnostics import Place, Problems
from quizgen.language.symbols import is_symbol


class TextType(FieldType[Text]):
    """The type of plain texts, among them the names of facts."""

    names = ("text",)
    holds = Text
    fills_blanks = True
    free_words = True
    nominal = True

    def read(self, text: str, place: Place, field: Field, problems: Problems) -> Text:
        """Return the text as it is."""
        return Text(text)

    def spellings(self, content: Text) -> tuple[str, ...]:
        """Return the text."""
        return (content.text,)

    def text(self, content: Text) -> str:
        """Return the text."""
        return content.text

    def words(self, content: Text, speaker: Speaker) -> str:
        """Return the text as it is."""
        return content.text

    def keys(self, content: Text, known: Known) -> Iterable[Key]:
        """Return the gist of the text as the only key, a symbol with its capitals."""
        if is_symbol(content.text):
            return (("symbol", content.text),)
        return (("text", known.gist(content.text)),)

    def held_under(self, content: Text, known: Known) -> Iterable[Key]:
        """Return the gist of the text, and what it names, with all around it."""
        around = (("fact", ref) for fact in known.named(content.text) for ref in known.around(fact))
        places = (("place", name) for name in known.places_around(content.text))
        side = known.place_of_side(content.text)
        sides = (("text", known.gist(side)),) if side else ()
        return (*self.keys(content, known), *around, *places, *sides)

    def sought_under(self, content: Text, known: Known) -> Iterable[Key]:
        """Return the gist, what it names, with all around it, and the place that it names."""
        facts = (("fact", ref) for fact in known.named(content.text) for ref in known.around(fact))
        place, *wholes = known.places_around(content.text) or ("",)
        around = (("text", known.gist(name)) for name in (place, *wholes) if name)
        within = (place, known.place_of_side(content.text))
        places = (("place", name) for name in within if name)
        return (*self.keys(content, known), *facts, *around, *places)

    def disjoint(self, one: Text, other: Text, known: Known) -> bool:
        """Return whether neither text says all that the other does."""
        return known.texts_differ(one.text, other.text)

    def identity(self, content: Text, known: Known) -> Key:
        """Return the normal text, a symbol with its capitals."""
        text = content.text
        return (text if is_symbol(text) else known.normal(text),)
