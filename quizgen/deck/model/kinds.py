"""A kind of fact in memory: its fields, its questions, and how its facts are alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from quizgen.deck.model.contents import Content
from quizgen.diagnostics import Place
from quizgen.media.model import MEDIA_TYPES


class Field(Struct, frozen=True):
    """A field of a kind: what it holds, and what proves that another value is wrong.

    - `single`: a fact has one value of it; `unique`: a value belongs to one fact.
    - `complete`: the recorded values are all there are; `volatile`: it changes with time.
    - `contains`: it refers to the whole that the fact is a part of.
    - `other_name`: it names the fact as well; `quiet`: it only makes facts alike.
    - `or_picture`: a picture may stand in place of its text.
    - `opinion`: its values are claims, so questions say whose.
    - `in_order`: the order of its values means something, as that of steps does.
    - `begins`, `ends`: the date at which the fact begins or ceases to exist; from a date `over`,
      questions about it are in the past.
    - `at`: the date field (or ``when``, the value's own time) at which its target exists.
    - `least`, `most`: the limits of its numbers or dates.
    - `voice`: the language in which Anki reads its values aloud, "" for the deck's.
    """

    name: str
    type: str
    place: Place
    about: str = ""
    required: bool = False
    many: bool = False
    single: bool = False
    unique: bool = False
    complete: bool = False
    volatile: bool = False
    contains: bool = False
    other_name: bool = False
    quiet: bool = False
    or_picture: bool = False
    opinion: bool = False
    in_order: bool = False
    begins: bool = False
    ends: bool = False
    over: bool = False
    at: str = ""
    default: str = ""
    unit: str = ""
    to: tuple[str, ...] = ()
    least: Content | None = None
    most: Content | None = None
    voice: str = ""

    @property
    def is_media(self) -> bool:
        """Return whether it holds pictures or sounds."""
        return self.type in MEDIA_TYPES

    @property
    def takes_pictures(self) -> bool:
        """Return whether a value of it may be a picture."""
        return self.type == "image" or self.or_picture


class QuestionRule(Struct, frozen=True):
    """A question about every fact of a kind.

    `ask` asks for the field's value, `back` for the fact's name, and `claim` says in a sentence
    what the value is. `among` stands for `back` where only options decide: "which of these …?".
    `except_` asks which option lacks the value, `next` and `previous` what stands beside it in
    order. Each may have several wordings; it has none if the question does not go that way. `was`
    is the first key of the question, "" for its own.
    """

    key: str
    field: str
    ask: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    claim: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    was: str = ""

    @property
    def neighbours(self) -> dict[str, tuple[str, ...]]:
        """Return the wordings that ask for what comes after and before, by their keys."""
        return {"next": self.next, "previous": self.previous}

    @property
    def stems(self) -> tuple[str, ...]:
        """Return the wordings of all ways in which it asks, and of its claim."""
        ways = (self.ask, self.back, self.among, self.claim, self.except_, self.next, self.previous)
        return tuple(stem for way in ways for stem in way)


class Dimension(Struct, frozen=True):
    """One respect in which facts are alike: its name, and the fields that it compares.

    A distractor must not differ in a dimension that is `hard`. It is `free` to do so where the
    author says that nothing must match.
    """

    name: str
    fields: tuple[str, ...]
    hard: bool = False
    free: bool = False


class Kind(Struct, frozen=True, dict=True):
    """A kind of fact, read from YAML: its fields, its questions, and how its facts look as options.

    - `key` is the plural under which decks group its facts, `one` the singular, `plural` the plural
      as a heading ("" for the key).
    - Names of one `pool` can stand in for one another.
    - `name` is the field that names a fact, `main` the field of short forms and of answers that
      stand beside the whole fact.
    - `alike` are the dimensions in which its facts are compared, the most important first.
    - `article` holds the last words of names that take "the", `plural_names` those of plural names.
    - `was` is the first key of the kind, "" for its own.
    """

    key: str
    one: str
    pool: str
    name: str
    main: str
    fields: Mapping[str, Field]
    questions: Mapping[str, QuestionRule]
    place: Place
    plural: str = ""
    about: str = ""
    option: str = ""
    alike: tuple[Dimension, ...] = ()
    article: Mapping[str, tuple[str, ...]] = {}
    plural_names: tuple[str, ...] = ()
    was: str = ""

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names of its fields."""
        return frozenset(self.fields)

    @cached_property
    def naming(self) -> tuple[str, ...]:
        """Return the names of the fields that name a fact, in their order."""
        fields = self.fields.items()
        return tuple(name for name, each in fields if name == self.name or each.other_name)

    @cached_property
    def asked(self) -> frozenset[str]:
        """Return the names of the fields that its questions are about."""
        return frozenset(rule.field for rule in self.questions.values())

    @cached_property
    def sentences(self) -> frozenset[str]:
        """Return the names of its fields for sentences with blanks."""
        return frozenset(name for name, each in self.fields.items() if each.type == "sentence")

    @cached_property
    def required(self) -> frozenset[str]:
        """Return the names of the fields that each fact has."""
        return frozenset(name for name, each in self.fields.items() if each.required)

    @cached_property
    def defaults(self) -> tuple[Field, ...]:
        """Return the fields that have a value if a fact gives none."""
        return tuple(each for each in self.fields.values() if each.default)

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Return the names of its fields that refer to facts."""
        return tuple(name for name, each in self.fields.items() if each.type == "reference")

    @cached_property
    def tied(self) -> frozenset[str]:
        """Return the names of its fields that have their meaning once all facts are read."""
        return frozenset((*self.references, *self.sentences))

    @cached_property
    def begins(self) -> tuple[str, ...]:
        """Return the names of its dates at which a fact begins to exist."""
        return tuple(name for name, each in self.fields.items() if each.begins)

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """Return the names of its dates at which a fact ceases to exist."""
        return tuple(name for name, each in self.fields.items() if each.ends)

    @cached_property
    def over(self) -> tuple[str, ...]:
        """Return the names of its dates from which a fact belongs to the past."""
        return tuple(name for name, each in self.fields.items() if each.over)

    @cached_property
    def media(self) -> frozenset[str]:
        """Return the names of its fields for pictures and sounds."""
        return frozenset(name for name, each in self.fields.items() if each.is_media)

    @cached_property
    def may_show_media(self) -> bool:
        """Return whether it has fields for pictures or sounds, or pictures in place of texts."""
        return bool(self.media) or any(each.or_picture for each in self.fields.values())
