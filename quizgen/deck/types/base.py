"""The base of field types, and what they need from the language and from other facts."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Blank, Content, Reference
from quizgen.deck.model.kinds import Field
from quizgen.deck.quantities import Quantity
from quizgen.diagnostics import Place, Problems
from quizgen.language.symbols import folded_case
from quizgen.media.model import Media

C = TypeVar("C")
Key = tuple[Hashable, ...]


class Draw(Protocol):
    """A function that returns a number that depends only on the names and their order."""

    def __call__(self, *names: object) -> int:
        """Return a number from 0 to 2**64 - 1."""


class Words(Protocol):
    """The words of one language for dates, numbers and names."""

    def date(self, date: PartialDate, /) -> str:
        """Return a date in full."""

    def date_in(self, date: PartialDate, /) -> str:
        """Return a date after its preposition."""

    def which(self, date: PartialDate, /) -> str:
        """Return the words that ask for a date."""

    def number(self, quantity: Quantity, /, *, bare: bool = False) -> str:
        """Return a number with its unit, and with its bound unless `bare`."""

    def bound(self, quantity: Quantity, /) -> str:
        """Return the bound of a number, as it stands before a noun."""

    def bare(self, name: str, /) -> str:
        """Return a name without its article."""


class Speaker(Protocol):
    """Puts contents into words: the words of the deck's language, and the names of its facts."""

    @property
    def wording(self) -> Words:
        """Return the words of the language."""

    def text(self, content: Content, /) -> str:
        """Return any content in words."""

    def name_of(self, reference: Reference, /) -> str:
        """Return the name of a fact as an option."""

    def name_in_sentence(self, reference: Reference, /) -> str:
        """Return the name of a fact with its article."""


class Known(Protocol):
    """What comparing two contents needs to know."""

    def normal(self, text: str, /) -> str:
        """Return what two texts share if they say the same."""

    def related(self, one: str, other: str, /) -> bool:
        """Return whether one of two facts is the other, or a part of it."""

    def around(self, ref: str, /) -> Collection[str]:
        """Return a fact and the facts that it is a part of."""

    def named(self, text: str, /) -> Collection[str]:
        """Return the facts that a text names."""

    def places_around(self, text: str, /) -> Sequence[str]:
        """Return the place that a text names, and those it lies in; none if unknown."""

    def place_of_side(self, text: str, /) -> str | None:
        """Return the place of which a text names a side, None for none: northern Italy."""

    def texts_differ(self, one: str, other: str, /) -> bool:
        """Return whether two texts certainly don't say the same, nor name the same."""

    def gist(self, text: str, /) -> str:
        """Return what two texts share if they differ in plural, accents and hyphens alone."""


class FieldType(Generic[C]):
    """A type of field; a subclass overrides what its contents can do.

    - `names` are its names in YAML, `holds` is the class of its contents.
    - Contents of a `ranked` type have a size and are printed in order; true ones come from the
      whole deck if the type is `deckwide`, else from the same field.
    - A blank of a sentence can have the type if it `fills_blanks`.
    - The words of contents with `free_words` are the author's own.
    - Contents of a `nominal` type name something.
    - A content that `is_tied` has its meaning only once all facts are read.
    """

    names: ClassVar[tuple[str, ...]]
    holds: type[C]
    ranked: ClassVar[bool] = False
    deckwide: ClassVar[bool] = False
    fills_blanks: ClassVar[bool] = False
    free_words: ClassVar[bool] = False
    nominal: ClassVar[bool] = False
    is_tied: ClassVar[bool] = False

    # Reading

    def read(self, text: str, place: Place, field: Field, problems: Problems) -> C | None:
        """Return the content that a text gives, None after reporting what is wrong with it."""
        raise NotImplementedError

    def meant(self, text: str) -> C | None:
        """Return the content that an offered text means, None if it is only a text or a name."""
        return None

    def is_said(self, content: C, text: str) -> bool:
        """Return whether a text says the same as a content."""
        said = folded_case(text)
        return any(said == folded_case(known) for known in self.spellings(content))

    def spellings(self, content: C) -> tuple[str, ...]:
        """Return how an author writes a content, if it can be written in one way only."""
        return ()

    def bounded(self, content: C, given: Mapping[str, Any]) -> C | None:
        """Return a content with its `bound` and `unit`, None if the type has neither."""
        return None

    def described_by(self, content: C) -> str:
        """Return the key that describes a content in words, "" for a content that needs none."""
        return ""

    def described(self, content: C, words: str) -> C:
        """Return a content with the words that describe it."""
        return content

    def report_undescribed(
        self, content: C, place: Place, field: Field, problems: Problems
    ) -> None:
        """Report a content that lacks the words that describe it."""

    def unrecordable(self, name: str) -> str:
        """Return the noun for values whose record can only be text, "" if it can be a value.

        `name` is the name of the type in YAML.
        """
        return ""

    # Parts

    def text(self, content: C) -> str:
        """Return the text that a content is, "" for other types."""
        return ""

    def fact(self, content: C) -> str:
        """Return the ``kind/id`` that a content refers to, "" for other types."""
        return ""

    def media(self, content: C) -> Media | None:
        """Return the picture or sound that a content is, None for other types."""
        return None

    def blanks(self, content: C) -> tuple[Blank, ...]:
        """Return the blanks in a content, () for other types than sentences."""
        return ()

    # Words

    def words(self, content: C, speaker: Speaker) -> str:
        """Return a content in words."""
        raise NotImplementedError

    def form(self, content: C, form: str, speaker: Speaker) -> str:
        """Return a content as it stands in a sentence; `form` is the slot's form, "" for none."""
        text = self.words(content, speaker)
        return speaker.wording.bare(text) if form == "bare" else text

    def option(self, content: C, speaker: Speaker, *, forward: bool, blank: Content | None) -> str:
        """Return a content as an option.

        `forward` questions ask for the value; `blank` is the content of the blank to fill.
        """
        return self.words(content, speaker)

    def which(self, content: C, words: Words) -> str:
        """Return the words that ask for such a content, "" if the type has none of its own."""
        return ""

    def hint(self, content: C) -> str:
        """Return the label that says what a blank asks for, "" if the type says nothing of it."""
        return ""

    def clues(self, content: C) -> Iterable[str]:
        """Return further texts that give a content away."""
        return ()

    def after(self, content: C, before: str, bounds: Iterable[tuple[str, str]]) -> C:
        """Return the content of a blank with what the words before it add.

        `bounds` are the words for bounds in the language, each with its bound.
        """
        return content

    # Comparison

    def keys(self, content: C, known: Known) -> Iterable[Key]:
        """Return index keys; two contents that certainly mean the same share one."""
        return ()

    def held_under(self, content: C, known: Known) -> Iterable[Key]:
        """Return the keys under which a content is held for those that may mean the same."""
        return self.keys(content, known)

    def sought_under(self, content: C, known: Known) -> Iterable[Key]:
        """Return the keys that find every content that may mean the same."""
        return self.held_under(content, known)

    def disjoint(self, one: C, other: C, known: Known) -> bool:
        """Return whether two contents certainly can't mean the same."""
        return False

    def excludes(self, one: C, other: C, known: Known) -> bool:
        """Return whether a value certainly rules out another, as disjoint answers do."""
        return self.disjoint(one, other, known)

    def identity(self, content: C, known: Known) -> Key:
        """Return what two contents share only if they certainly mean the same."""
        return (content,)

    def is_exact(self, content: C) -> bool:
        """Return whether a content leaves no doubt about which others are right as well."""
        return True

    def is_one_sided(self, content: C) -> bool:
        """Return whether whatever is certainly wrong lies on one side of a content."""
        return False

    def figure(self, content: C) -> C:
        """Return a content as it compares with other options."""
        return content

    def nearness(self, one: C, other: C) -> float | None:
        """Return 1 for neighbours, less for distant contents, None if the type has no distance."""
        return None

    def factor(self, one: C, other: C) -> float | None:
        """Return how many times as large the larger is, None if the type has no ratio."""
        return None

    # Order and size

    def size(self, content: C) -> float:
        """Return the size of a content of a ranked type."""
        raise NotImplementedError

    def shape(self, content: C) -> Key:
        """Return what the options of one item must share."""
        return (self.names[0],)

    def style(self, content: C) -> Key:
        """Return what the options of one item share if possible, such as how round they are."""
        return ()

    def distracts(self, key: C, other: C, gap: float, age: float) -> bool:
        """Return whether a true content is near enough to distract from a key.

        `gap` is how far apart the contents of the field usually lie, 0 if that isn't known. `age`
        are the years between a date and the newest one of the deck.
        """
        return True

    def distracts_by_years(self, key: C, other: C) -> bool:
        """Return whether a true date on a custom day is near enough to distract from another."""
        return False

    def are_too_close(self, one: C, other: C) -> bool:
        """Return whether nobody could choose between two contents, a hair's breadth apart."""
        return False

    def is_plausible(self, key: C, other: C, as_of: PartialDate) -> bool:
        """Return whether the date of the source does not tell a content from the key."""
        return True

    def near(self, key: C, direction: int, name: str, draw: Draw, age: float = 0.0) -> Iterator[C]:
        """Yield made-up contents, ever farther below (-1) or above (+1) a key.

        `name` varies them; `age` are the years between a date and the newest one of the deck.
        """
        return iter(())

    def near_by_years(self, key: C, direction: int, period: int) -> Iterator[C]:
        """Yield made-up dates on the key's day of the year, ever farther below or above it.

        They are multiples of `period` years away, as terms of office are.
        """
        return iter(())

    def near_by_months(self, key: C, direction: int) -> Iterator[C]:
        """Yield made-up dates on the first day of months below or above a key."""
        return iter(())

    def is_doubled(self, content: C, stem: str) -> bool:
        """Return whether a content is a size of computers, each of which is twice another one."""
        return False

    def near_by_doubling(self, key: C, direction: int) -> Iterator[C]:
        """Yield made-up halves or doubles of a key, ever farther below or above it."""
        return iter(())

    def distracts_by_doubling(self, key: C, other: C) -> bool:
        """Return whether another such size is near enough to distract from one."""
        return False

    def is_handful(self, content: C) -> bool:
        """Return whether a content is so small a count that only its neighbours tempt."""
        return False
