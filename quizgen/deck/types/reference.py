"""References: other facts, known by their names."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.deck.model.contents import Reference
from quizgen.deck.model.kinds import Field
from quizgen.deck.types.base import FieldType, Key, Known, Speaker
from quizgen.diagnostics import Place, Problems


class ReferenceType(FieldType[Reference]):
    """The type of references; they find their facts once all facts are read."""

    names = ("reference",)
    holds = Reference
    # A reference to a fact without a name reads as its id.
    free_words = True
    nominal = True
    is_tied = True

    def read(self, text: str, place: Place, field: Field, problems: Problems) -> Reference:
        """Return a reference to the fact with this id, not yet resolved."""
        return Reference(text)

    def fact(self, content: Reference) -> str:
        """Return the fact."""
        return content.fact

    def words(self, content: Reference, speaker: Speaker) -> str:
        """Return the name of the fact as an option."""
        return speaker.name_of(content)

    def form(self, content: Reference, form: str, speaker: Speaker) -> str:
        """Return the name of the fact, with its article unless the slot has a form."""
        return super().form(content, form, speaker) if form else speaker.name_in_sentence(content)

    def keys(self, content: Reference, known: Known) -> Iterable[Key]:
        """Return the fact as the only key."""
        return (("fact", content.fact),)

    def held_under(self, content: Reference, known: Known) -> Iterable[Key]:
        """Return the fact, and what it is a part of."""
        return (("fact", ref) for ref in known.around(content.fact))

    def disjoint(self, one: Reference, other: Reference, known: Known) -> bool:
        """Return whether neither fact is the other, or a part of it."""
        return not known.related(one.fact, other.fact)

    def identity(self, content: Reference, known: Known) -> Key:
        """Return the fact."""
        return (content.fact,)
