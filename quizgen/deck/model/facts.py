"""A fact in memory: its values, where each comes from, and what stands beside it."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import force_setattr

from quizgen.aside import WithAside
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Content, Offer
from quizgen.deck.quantities import Quantity
from quizgen.diagnostics import Place


class Mistaken(Struct, frozen=True):
    """A wrong answer that learners confuse with the right one; `why` tells them apart."""

    value: str
    why: str = ""


class Control(Struct, frozen=True, gc=False, omit_defaults=True):
    """What the author says about the options of a question.

    - `mistaken_for` come first, then `distractors`; `only` admits no others.
    - `options` are all options in printed order, with the answer.
    - `forbid` is never offered, `denied` (written ``not``) is known to be false, `also` is right
      as well.

    Beside a picture stand pictures, or ids of facts that have one.
    """

    mistaken_for: tuple[Mistaken, ...] = ()
    distractors: tuple[Offer, ...] = ()
    only: tuple[Offer, ...] = ()
    forbid: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    options: tuple[Offer, ...] = ()

    @property
    def offered(self) -> tuple[Offer, ...]:
        """Return the author's wrong answers, those to use first at the front."""
        look_alikes = (each.value for each in self.mistaken_for)
        return (*look_alikes, *self.only, *self.distractors)


class Provenance(WithAside, frozen=True, omit_defaults=True):
    """Where a value comes from, when it holds, and what has changed since.

    `paragraph` counts within the deck's source, and its number stands at `cited`; `source` names
    another source. `now` says what is true today, `record` what the record says instead, `note` is
    a remark for the back, and `extra` a longer text that folds out there.
    """

    ASIDE = frozenset({"cited"})

    paragraph: int | None = None
    source: str = ""
    as_of: PartialDate | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    according_to: str = ""
    now: str = ""
    record: str = ""
    note: str = ""
    extra: str = ""
    cited: Place | None = None


# What most values have.
UNCONTROLLED, UNTOLD = Control(), Provenance()


class Value(WithAside, frozen=True, omit_defaults=True):
    """One recorded value of a field, with its place in the file.

    - `ask` and `back` are the author's own stems, `claim` the author's own sentence for a claim.
    - `article` is the article of a name ("the", "none" or "" for the kind's rule), `plural` says
      whether it is plural.
    - No question asks for a `background` value.
    - A `single` value fits its fact alone.
    - `number` is that of its card, if cards hide the entries of its list, 0 for the next free one.
    - `record` is the record's value if it is known as a value. `contested` is what questions then
      ask for: ``source``, ``truth``, ``contrast``, or "" for a card about the source.
    - `accepted` is the range of numbers that are right as a written answer, None for the value.
    """

    ASIDE = frozenset({"number"})

    content: Content
    place: Place
    provenance: Provenance = UNTOLD
    control: Control = UNCONTROLLED
    ask: str = ""
    back: str = ""
    claim: str = ""
    article: str = ""
    background: bool = False
    plural: bool | None = None
    single: bool = False
    contested: str = ""
    record: "Value | None" = None
    accepted: Quantity | None = None
    number: int = 0

    @property
    def is_contested(self) -> bool:
        """Return whether the record says otherwise."""
        return bool(self.provenance.record)


class Criterion(Struct, frozen=True):
    """What a part of the points for a written answer is given for."""

    words: str
    points: Decimal


class Fact(Struct, frozen=True, gc=False, omit_defaults=True):
    """A fact: its kind, its permanent id, and the values of each of its fields.

    `guid` identifies its note in Anki, if learners had that note before the deck.
    `was` is the first id that it had, with or without its kind, "" if that is its id.
    `deck` is the id of the other deck that it belongs to, "" for a fact of the deck itself.
    `points` are what an exercise about it is worth on paper, None for the usual points. A short
    answer has so many `lines`, 0 for the usual number, and earns points by the `rubric`.
    `passage` is the id of the passage that its items refer to, "" for none.
    `ref` is ``kind/id``, the name of the fact everywhere; ``kind/deck/id`` if it is foreign.
    """

    kind: str
    id: str
    values: Mapping[str, tuple[Value, ...]]
    place: Place
    tags: tuple[str, ...] = ()
    background: bool = False
    guid: str = ""
    was: str = ""
    deck: str = ""
    points: Decimal | None = None
    lines: int = 0
    rubric: tuple[Criterion, ...] = ()
    passage: str = ""
    ref: str = ""

    def __post_init__(self) -> None:
        owner = f"{self.kind}/{self.deck}" if self.deck else self.kind
        force_setattr(self, "ref", f"{owner}/{self.id}")

    @property
    def written(self) -> str:
        """Return how a reference names the fact: ``kind/id``, or ``deck/kind/id``."""
        return f"{self.deck}/{self.kind}/{self.id}" if self.deck else self.ref
