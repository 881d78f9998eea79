"""The types of fields by their names, and by the class of their contents."""

from __future__ import annotations

from typing import Any

from quizgen.deck.model.contents import Content
from quizgen.deck.types.base import FieldType
from quizgen.deck.types.date import DateType
from quizgen.deck.types.diagram import DiagramType
from quizgen.deck.types.media import MediaType
from quizgen.deck.types.number import NumberType
from quizgen.deck.types.reference import ReferenceType
from quizgen.deck.types.sentence import SentenceType
from quizgen.deck.types.text import TextType

# By the name in YAML, in the order of messages and help.
TYPES: dict[str, FieldType[Any]] = {}
# By the class of the contents.
TYPES_BY_CLASS: dict[type, FieldType[Any]] = {}


def register(field_type: FieldType[Any]) -> None:
    """Add a type of field under each of its names."""
    TYPES.update(dict.fromkeys(field_type.names, field_type))
    TYPES_BY_CLASS[field_type.holds] = field_type


register(TextType())
register(DateType())
register(NumberType())
register(ReferenceType())
register(SentenceType(TYPES))
register(MediaType())
register(DiagramType())


def type_of(content: Content) -> FieldType[Any]:
    """Return the type of a content."""
    return TYPES_BY_CLASS[type(content)]
