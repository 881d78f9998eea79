"""A deck in memory: facts, their values, and the kinds that give them meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import count
from pathlib import Path

from msgspec import Struct
from msgspec.structs import force_setattr

from quizgen.aside import WithAside
from quizgen.deck.answered import Tried
from quizgen.deck.dates import PartialDate
from quizgen.deck.quantities import Quantity
from quizgen.diagnostics import Place
from quizgen.media.model import MEDIA_TYPES, Media
from quizgen.media.shapes import Kind as ShapeKind
from quizgen.media.shapes import Shape


def whole_numbers(given: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers given, and the next free one in the place of each 0."""
    taken = set(given)
    free = (number for number in count(1) if number not in taken)
    return tuple(number or next(free) for number in given)


class Text(Struct, frozen=True, gc=False, tag=True):
    """Plain text, exactly as written."""

    text: str


class Reference(Struct, frozen=True, gc=False, tag=True):
    """A reference: `target` is the id as written, `fact` the ``kind/id`` once resolved."""

    target: str
    fact: str = ""


class Blank(WithAside, frozen=True, omit_defaults=True):
    """One typed blank of a sentence: `type` is a field type that fills blanks, or a pool's name.

    `number` is that of its card, 0 if neither the author nor a lock gives it one.
    `hint` says what it asks for: the author's words, "" for none, None for the words of the type.
    """

    ASIDE = frozenset({"number"})

    type: str
    content: Text | PartialDate | Quantity
    hint: str | None = None
    number: int = 0


class Sentence(Struct, frozen=True, gc=False, tag=True):
    """A sentence as its parts in order: plain strings, and the blanks between them."""

    parts: tuple[str | Blank, ...]

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Return the blanks in order."""
        return tuple(part for part in self.parts if isinstance(part, Blank))

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the blanks in order; a blank without one takes the next free."""
        return whole_numbers([blank.number for blank in self.blanks])


class Length(Struct, frozen=True):
    """A length on a picture as an author writes it: in pixels, or in percent of the picture."""

    value: float
    is_percent: bool


class Outline(WithAside, frozen=True):
    """A shape as an author writes it: its kind, and lengths across and down in turn."""

    ASIDE = frozenset({"place"})

    kind: ShapeKind
    lengths: tuple[Length, ...]
    place: Place


class Region(WithAside, frozen=True):
    """A named part of a picture, and the shapes that cover it.

    `shapes` are empty until the size of the picture is known. `number` is that of its card, 0 if
    neither the author nor a lock gives it one. `also` are other names of the part.
    """

    ASIDE = frozenset({"place", "number"})

    name: str
    outlines: tuple[Outline, ...]
    place: Place
    shapes: tuple[Shape, ...] = ()
    also: tuple[str, ...] = ()
    number: int = 0


class Diagram(Struct, frozen=True, tag=True):
    """A picture with named parts; a card about one of them hides the others if it `hides_all`."""

    picture: Media
    regions: tuple[Region, ...]
    hides_all: bool = True

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the regions in order; one without a number takes the next free."""
        return whole_numbers([region.number for region in self.regions])


Content = Text | PartialDate | Quantity | Reference | Sentence | Media | Diagram
# An option that an author offers beside an answer: words, or a picture.
Offer = str | Media


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
    record: Value | None = None
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


class Passage(Struct, frozen=True):
    """A text or a picture that several items share on paper, or both, with its id."""

    id: str
    place: Place
    title: str = ""
    text: str = ""
    picture: Media | None = None


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

    A distractor must not differ in a dimension that is `hard`.
    """

    name: str
    fields: tuple[str, ...]
    hard: bool = False


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
        names = (name for name, each in self.fields.items() if each.type == "sentence")
        return frozenset((*self.references, *names))

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


class Source(WithAside, frozen=True):
    """The source of the facts.

    `first_paragraph` says how its paragraph 1 begins, and `last_paragraph` how its last one does.
    Questions about its claims say that it is `called` so: the article. `text` is the path of the
    file that holds its text, and stands at `text_place`.
    """

    ASIDE = frozenset({"text_place"})

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: PartialDate | None = None
    url: str = ""
    as_of: PartialDate | None = None
    first_paragraph: str = ""
    last_paragraph: str = ""
    called: str = ""
    text: str = ""
    text_place: Place | None = None


class Look(Struct, frozen=True):
    """A file of the deck that replaces a shipped template or style sheet."""

    path: str
    text: str


class FormNames(Struct, frozen=True):
    """The names of forms: `every` form of a quiz, and those that `stand_in` for others."""

    every: tuple[str, ...]
    stand_in: tuple[str, ...]


class QuizSection(WithAside, frozen=True):
    """A part of the printed quiz: `items` exercises of the `forms`, () for those of the quiz.

    It asks about the kinds of fact, the tags, or the questions and facts by their ids in `of`, ()
    for all. Each exercise is worth
    `points`, None for those of the quiz.
    """

    ASIDE = frozenset({"place"})

    items: int = 0
    title: str = ""
    instructions: str = ""
    forms: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    points: Decimal | None = None
    place: Place | None = None


# How close the items of a paper stand, the usual one first.
DENSITIES = ("normal", "compact")
USUAL_DENSITY = DENSITIES[0]


class Mark(Struct, frozen=True):
    """A mark, and the least percentage of the points that earns it."""

    name: str
    least: Decimal


class QuizDefaults(WithAside, frozen=True):
    """The deck's settings for its printed quiz; options of the command line override them.

    - `title` is the heading of the paper, "" for the deck's own; `instructions` stand below it.
    - Three options are enough if a fourth would only fill the space (Rodriguez 2005; Tarrant 2009).
    - If a paper lacks exercises of its `forms`, questions without enough options take one of
      `otherwise`.
    - A paper has `versions` (1 to 26). A wrong answer costs `wrong` points; a partly right one
      earns a part of the points if `partial`.
    - `address` is ``formal`` or ``informal``, in languages whose words differ.
    - `columns` is None if the deck does not say; `density` is one of `DENSITIES`.
    - With `duplex`, each of several papers begins on a new sheet in double-sided printing.
    - `responses` are the files with answers of classes, and `tried` is what they say of options, by
      the id of the item.
    - The `head` has more fields, each by its key and its words, "" for a line to write on.
    - The `logo` stands above the title. With a `cover`, the items begin on a page of their own,
      and `cover_text` stands on the cover.
    - The key shows the marks of the `scale`.
    - Every paper has the questions `chosen`, and none of those in `without`: by ids, which are
      written at `places`.
    """

    ASIDE = frozenset({"places"})

    title: str = ""
    instructions: str = ""
    address: str = "formal"
    items: int = 20
    options: int = 4
    at_least: int = 3
    seed: int = 1
    paper: str = "a4"
    columns: int | None = None
    density: str = USUAL_DENSITY
    large_print: bool = False
    duplex: bool = True
    forms: tuple[str, ...] = ("choice",)
    otherwise: tuple[str, ...] = ("true-false", "short", "fill-in")
    points: Decimal = Decimal(1)
    sections: tuple[QuizSection, ...] = ()
    template: Look | None = None
    versions: int = 1
    wrong: Decimal = Decimal(0)
    partial: bool = False
    responses: tuple[str, ...] = ()
    tried: Mapping[str, tuple[Tried, ...]] = {}
    chosen: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    places: Mapping[str, tuple[Place, ...]] = {}
    scale: tuple[Mark, ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    logo: Media | None = None
    cover: bool = False
    cover_text: str = ""


class EntryCards(Struct, frozen=True):
    """How cards hide the entries of lists: `mode` is ``one_by_one``, ``hide_all``, ``overlapping``.

    It is ``true`` for the usual mode of a list, and ``off`` for no such cards. An overlapping card
    shows so many entries `before` and `after` the one that it asks for.
    """

    mode: str = "off"
    before: int = 1
    after: int = 0

    def mode_for(self, *, in_order: bool) -> str:
        """Return the mode for a list whose order means something, or for another one."""
        usual = "overlapping" if in_order else "one_by_one"
        return usual if self.mode == "true" else self.mode


class CardLook(Struct, frozen=True):
    """The look of cards: the color of answers (``#rrggbb``), the typeface, the size in percent.

    Whatever is empty or 0 is as quizgen has it.
    """

    color: str = ""
    font: str = ""
    size: int = 0


class CardTypes(Struct, frozen=True):
    """The settings for the cards of a kind, or of a question; None for those above it.

    `questions` are those of a kind's questions, by key. `voice` is the language in which Anki reads
    a kind aloud, and `voices` are those of its fields, by name; "" for none of its own.
    """

    choice: bool | None = None
    typed: bool | None = None
    cloze: EntryCards | None = None
    tts: str | None = None
    confused: bool | None = None
    look: CardLook | None = None
    questions: Mapping[str, CardTypes] = {}
    voice: str = ""
    voices: Mapping[str, str] = {}


# Most kinds and questions have no settings of their own.
_NO_TYPES = CardTypes()


class AdoptedCard(Struct, frozen=True):
    """A card of an adopted note type: its name, and the fields of the kind that it has.

    The front has what it `shows`, the back what it `asks` for and what it `adds`. A fact has the
    card if it has one of the fields that the card shows, and all that it `needs`.
    """

    name: str
    shows: tuple[str, ...]
    asks: tuple[str, ...]
    adds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class AdoptedType(Struct, frozen=True):
    """A note type that learners had before the deck: a note of it is a fact of one kind.

    `fields` are the note type's fields in order, each with the field of the kind that fills it. If
    it `is_cloze`, its only card asks for each blank of the sentence that it shows.
    """

    id: int
    name: str
    fields: tuple[tuple[str, str], ...]
    cards: tuple[AdoptedCard, ...]
    is_cloze: bool = False

    @property
    def sentence(self) -> str:
        """Return the note type's field that holds the sentence, "" if there is none."""
        shown = self.cards[0].shows[0] if self.is_cloze else None
        return next((theirs for theirs, ours in self.fields if ours == shown), "")


class AnkiDefaults(Struct, frozen=True):
    """The deck's settings for its Anki deck; options of the command line override them.

    `kinds` holds the kinds that differ from the rest, `looks` the deck's own templates by file
    name, and `note_types` by kind the note types that learners had before. `deck` is the name of
    the deck in Anki, "" for the first title. `title` stands for the deck's title there, if not "".
    `tts` says which side Anki reads aloud: front, back or both. If `confused`, the backs name what
    a fact is easily confused with.
    """

    choice: bool = False
    typed: bool = False
    cloze: EntryCards = EntryCards()
    subdecks: bool = False
    kinds: Mapping[str, CardTypes] = {}
    looks: Mapping[str, Look] = {}
    note_types: Mapping[str, AdoptedType] = {}
    deck: str = ""
    title: str = ""
    tts: str = ""
    confused: bool = False
    look: CardLook = CardLook()

    def has_choice(self, kind: str) -> bool:
        """Return whether facts of a kind get multiple-choice cards."""
        own = self.kinds.get(kind, _NO_TYPES).choice
        return self.choice if own is None else own

    def has_typed(self, kind: str) -> bool:
        """Return whether facts of a kind get cards with a typed answer."""
        own = self.kinds.get(kind, _NO_TYPES).typed
        return self.typed if own is None else own

    def cloze_of(self, kind: str) -> EntryCards | None:
        """Return how cards hide the entries of lists of a kind, None for no such cards."""
        cards = self.kinds.get(kind, _NO_TYPES).cloze or self.cloze
        return None if cards.mode == "off" else cards

    def speaks(self, kind: str, question: str, side: str) -> bool:
        """Return whether Anki reads a side, ``front`` or ``back``, of a question aloud."""
        own = (each.tts for each in self._own(kind, question))
        return next((tts for tts in own if tts is not None), self.tts) in (side, "both")

    def voice_of(self, kind: Kind, name: str = "") -> str:
        """Return the language in which Anki reads a field of a kind aloud, "" for the deck's.

        Without a field, it is the language of its questions.
        """
        own = self.kinds.get(kind.key, _NO_TYPES)
        of_field = kind.fields[name].voice if name in kind.fields else ""
        return own.voices.get(name, "") or of_field or own.voice

    def has_confused(self, kind: str, question: str) -> bool:
        """Return whether the backs of a question name what is easily confused with the fact."""
        own = (each.confused for each in self._own(kind, question))
        return next((each for each in own if each is not None), self.confused)

    def _own(self, kind: str, question: str) -> tuple[CardTypes, CardTypes]:
        """Return the settings of a question and of its kind."""
        of_kind = self.kinds.get(kind, _NO_TYPES)
        return of_kind.questions.get(question, _NO_TYPES), of_kind

    def look_of(self, kind: str) -> CardLook:
        """Return the look of a kind's cards; the deck's has what the kind's own leaves open."""
        own = self.kinds.get(kind, _NO_TYPES).look or CardLook()
        return CardLook(
            own.color or self.look.color, own.font or self.look.font, own.size or self.look.size
        )


class Rejected(Struct, frozen=True):
    """The wrong options that a question never offers, each with its place."""

    place: Place
    texts: tuple[tuple[str, Place], ...]


class Deck(Struct, frozen=True):
    """A whole deck: its header, its facts by ``kind/id`` in source order, and all kinds by key.

    `files` are the files that it was read from, the deck's own first, and `other_files` those of
    the decks that it refers to; `lint_off` holds the codes of the lint rules that it turns off.

    A deck with texts in several `languages` is in one of them here, and `variant` is the code of
    that language if it is part of the deck's id. `own_language` is the `language` that the author
    wrote, "" for none. `has_own_name` tells whether the name of the deck in Anki is written for
    this language. `passages` are what several items share on paper, by id. `rejected` are the wrong
    options that the author has struck out, by the id of the question.
    """

    id: str
    title: str
    place: Place
    language: str = "en"
    description: str = ""
    tags: tuple[str, ...] = ()
    source: Source = Source()
    quiz: QuizDefaults = QuizDefaults()
    anki: AnkiDefaults = AnkiDefaults()
    assume: str = ""
    lint_off: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = {}
    kinds: Mapping[str, Kind] = {}
    files: tuple[str, ...] = ()
    other_files: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    variant: str = ""
    own_language: str = ""
    has_own_name: bool = False
    passages: Mapping[str, Passage] = {}
    rejected: Mapping[str, Rejected] = {}

    @property
    def own_facts(self) -> tuple[Fact, ...]:
        """Return the facts of the deck itself, without those of other decks."""
        return tuple(fact for fact in self.facts.values() if not fact.deck)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return all files that decide what the deck says, and how it looks, the deck's own first.

        They are the files that it was read from, the text of its source, its template for print,
        the answers of classes, and the files of the decks that it refers to.
        """
        more = []
        if self.source.text:
            more.append(str(Path(self.files[0]).parent / self.source.text))
        if self.quiz.template:
            more.append(self.quiz.template.path)
        more += self.quiz.responses
        return tuple(dict.fromkeys((*self.files, *more, *self.other_files)))
