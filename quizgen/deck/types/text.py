"""Texts: plain words, exactly as the author writes them."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.deck.model import Field, Text
from quizgen.deck.types.base import FieldType, Key, Known, Speaker
from quizgen.diagnostics import Place, Problems


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
        """Return the normal text as the only key."""
        return (("text", known.normal(content.text)),)

    def disjoint(self, one: Text, other: Text, known: Known) -> bool:
        """Return whether neither text holds all the words of the other."""
        return differ(known.normal(one.text), known.normal(other.text))

    def identity(self, content: Text, known: Known) -> Key:
        """Return the normal text."""
        return (known.normal(content.text),)


def differ(one: str, other: str) -> bool:
    """Return whether neither of two normal texts holds all the words of the other."""
    mine, theirs = set(one.split()), set(other.split())
    return not (mine <= theirs or theirs <= mine)
