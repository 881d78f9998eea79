"""What a deck holds once it is read: facts, their values, and the kinds that give them meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.diagnostics import Place
from quizgen.facts.dates import PartialDate
from quizgen.facts.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text, exactly as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to another fact: `target` is its id as written, `fact` its ``kind/id`` once resolved."""

    target: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """One typed blank of a sentence: `type` is ``date``, ``number``, ``text`` or a pool's name."""

    type: str
    content: Text | PartialDate | Quantity


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as its parts in order: plain strings, and the blanks between them."""

    parts: tuple[str | Blank, ...]

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Return the blanks in order."""
        return tuple(part for part in self.parts if isinstance(part, Blank))


Content = Text | PartialDate | Quantity | Reference | Sentence


@dataclass(frozen=True, slots=True)
class Control:
    """What the author says about the options of a question.

    `distractors` come first, `only` admits no others, `forbid` is never offered,
    `denied` (written ``not``) is known to be false, `also` is right as well.
    """

    distractors: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a value comes from, when it holds, and what has become of it.

    `paragraph` counts within the deck's source; `source` names another one. `now` is what has
    become true since, `record` where the record says otherwise, `note` a remark for the back.
    """

    paragraph: int | None = None
    source: str = ""
    as_of: PartialDate | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    according_to: str = ""
    now: str = ""
    record: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One recorded value of a field, with the place that it was read from.

    `ask` and `back` are the author's own stems, `article` ("the", "none" or "") how a name takes
    its article, `plural` whether it is plural; `background` values are never asked.
    """

    content: Content
    place: Place
    provenance: Provenance = Provenance()
    control: Control = Control()
    ask: str = ""
    back: str = ""
    article: str = ""
    background: bool = False
    plural: bool | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: its kind, its permanent id, and the values of each of its fields."""

    kind: str
    id: str
    values: Mapping[str, tuple[Value, ...]]
    place: Place
    tags: tuple[str, ...] = ()
    background: bool = False

    @property
    def ref(self) -> str:
        """Return ``kind/id``, by which the fact is known everywhere."""
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind: what it holds, and what makes another value of it provably wrong.

    `single`: a fact has one value of it; `unique`: a value belongs to one fact; `complete`: the
    recorded values are all there are; `volatile`: it changes with time; `contains`: a reference to
    the whole of which the fact is a part; `other_name`: it names the fact as well.
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
    default: str = ""
    unit: str = ""
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionRule:
    """A question that every fact of a kind gives: `ask` for the field's value, `back` for the fact's name.

    Each may have several wordings; none where the question does not go that way.
    """

    key: str
    field: str
    ask: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact, read from YAML: its fields, its questions, and how its facts look as options.

    `key` is the plural under which decks group its facts, `one` the singular, `pool` what its
    names are interchangeable with, `name` the field that names a fact, `main` the field that
    fact-level answers and short forms belong to, `article` the last words of names that take "the",
    `plural` the last words of names that are plural.
    """

    key: str
    one: str
    pool: str
    name: str
    main: str
    fields: Mapping[str, Field]
    questions: Mapping[str, QuestionRule]
    place: Place
    about: str = ""
    option: str = ""
    alike: tuple[str, ...] = ()
    article: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What the facts were taken from; `first_paragraph` says how paragraph 1 begins."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: PartialDate | None = None
    url: str = ""
    as_of: PartialDate | None = None
    first_paragraph: str = ""


@dataclass(frozen=True, slots=True)
class QuizDefaults:
    """What the deck asks of its printed quiz when the command line does not.

    Three options do where a fourth would only fill the space (Rodriguez 2005; Tarrant 2009).
    """

    items: int = 20
    options: int = 4
    at_least: int = 3
    seed: int = 1
    paper: str = "a4"


@dataclass(frozen=True, slots=True)
class Deck:
    """A whole deck: its header, its facts by ``kind/id`` in source order, and all kinds by key.

    `files` are the files that it was read from, the deck's own first; `lint_off` are the codes of the
    linter's rules that it turns off.
    """

    id: str
    title: str
    place: Place
    language: str = "en"
    description: str = ""
    tags: tuple[str, ...] = ()
    source: Source = Source()
    quiz: QuizDefaults = QuizDefaults()
    assume: str = ""
    lint_off: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    files: tuple[str, ...] = ()
