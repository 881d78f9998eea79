"""The field table: every key that quizgen itself gives a meaning to, for reading, for hints and for the docs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from quizgen.lint.rules import RULES


class Shape(StrEnum):
    """What may be written after a key."""

    TEXT = "text"
    TEXTS = "list of texts"
    ID = "id"
    DATE = "date"
    WHOLE = "whole number"
    FLAG = "true or false"
    EITHER = "text, or keys of its own"
    CHOICE = "one of a few words"
    CHOICES = "list of a few words"
    POINTS = "number of points"
    LISTED = "list of keys of their own"
    OFFERS = "list of texts or pictures"
    SECTION = "keys of its own"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name, what may stand after it, what it means, and the words that a choice admits.

    `mistaken` are other names that people may write for it.
    """

    name: str
    shape: Shape
    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int = 100_000
    mistaken: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Return what the key is for, as the help of a problem."""
        return f"`{self.name}`: {self.about}"


Table = dict[str, Key]


def with_choices(table: Table, choices: Mapping[str, tuple[str, ...]]) -> Table:
    """Return the table with the words that some of its keys admit."""
    return {
        name: replace(key, choices=choices.get(name, key.choices)) for name, key in table.items()
    }


def _table(*keys: Key) -> Table:
    return {key.name: key for key in keys}


_T, _L, _D, _O = Shape.TEXT, Shape.TEXTS, Shape.DATE, Shape.OFFERS

DECK_KEYS = _table(
    Key(
        "deck",
        Shape.ID,
        "permanent id of the deck: the Anki identity of every card hangs on it",
        required=True,
    ),
    Key("title", _T, "what the deck is called", required=True),
    Key("language", Shape.CHOICE, "code of the language that the deck is written in"),
    Key("description", _T, "what the deck is about; Anki shows it"),
    Key("tags", _L, "tags for every card"),
    Key("source", Shape.SECTION, "where the facts come from"),
    Key("quiz", Shape.SECTION, "what the printed quiz is like when the command line does not say"),
    Key("anki", Shape.SECTION, "which cards the Anki deck has, and what they look like"),
    Key("lint", Shape.SECTION, "rules of the linter to turn off: {Q412: off}"),
    Key("assume", Shape.CHOICE, "closed: what no fact says counts as false", choices=("closed",)),
)
FILE_KEYS = _table(
    Key("include", _L, "further files of facts and kinds, in the deck's folder or below it"),
    Key("kinds", Shape.SECTION, "kinds of fact of the deck's own"),
    Key(
        "background",
        Shape.FLAG,
        "true: nothing in this file is asked, its facts are only distractors",
    ),
)
SOURCE_KEYS = _table(
    Key("title", _T, "its title", required=True),
    Key("author", _T, "who wrote it"),
    Key("publisher", _T, "where it appeared"),
    Key("published", _D, "when it appeared"),
    Key("url", _T, "its address"),
    Key("as_of", _D, "the facts are stated as of then"),
    Key("first_paragraph", _T, "how paragraph 1 begins: counting starts there"),
)
QUIZ_KEYS = _table(
    Key("title", _T, "what the paper is headed, if not as the deck is called"),
    Key(
        "instructions",
        _T,
        "what the paper says above the exercises, such as the time that there is",
    ),
    Key("items", Shape.WHOLE, "how many items a paper has", most=2000),
    Key("options", Shape.WHOLE, "how many options an item has", least=3, most=8),
    Key(
        "at_least",
        Shape.WHOLE,
        "how few options an item may have where no more are provably wrong",
        least=2,
        most=8,
    ),
    Key("seed", Shape.WHOLE, "another number gives another choice of items", least=0, most=2**31),
    Key("paper", Shape.CHOICE, "the paper size", choices=("a4", "letter")),
    Key("columns", Shape.WHOLE, "how many columns a page has", most=3),
    Key(
        "large_print",
        Shape.FLAG,
        "true: type of 18 points, in one column unless `columns` says more",
    ),
    Key(
        "duplex",
        Shape.FLAG,
        "false: no blank page between papers, which printing on both sides needs",
    ),
    Key("forms", Shape.CHOICES, "the forms of the items", mistaken=("kinds",)),
    Key(
        "otherwise",
        Shape.CHOICES,
        "the forms that questions without enough options may take where a paper lacks others; [] for none",
    ),
    Key("points", Shape.POINTS, "what an exercise is worth"),
    Key(
        "template",
        _T,
        "a folder in the deck's own, with a `user.typ` that changes the looks of the sheets",
    ),
    Key("sections", Shape.LISTED, "the parts of the paper, each with what it holds"),
    Key(
        "versions",
        Shape.WHOLE,
        "how many versions of the paper there are, each in an order of its own",
        most=26,
    ),
    Key("wrong", Shape.POINTS, "the points that a wrong answer costs, if it costs any", least=0),
    Key("partial", Shape.FLAG, "true: a partly right answer earns a part of its points"),
)
SECTION_KEYS = _table(
    Key("title", _T, "the heading of the section"),
    Key("instructions", _T, "what to do there, in your own words"),
    Key("items", Shape.WHOLE, "how many items it has", required=True, most=2000),
    Key(
        "forms",
        Shape.CHOICES,
        "the forms of its items, if not the quiz's",
        mistaken=("kinds",),
    ),
    Key("of", _L, "the kinds of fact, or the tags, that it asks about"),
    Key("points", Shape.POINTS, "what an exercise in it is worth"),
)
CARD_KEYS = _table(
    Key("choice", Shape.FLAG, "true: multiple-choice cards besides the others"),
    Key("typed", Shape.FLAG, "true: cards besides the others whose answer is typed in"),
)
ANKI_KEYS = CARD_KEYS | _table(
    Key("subdecks", Shape.FLAG, "true: each kind of fact has a deck of its own within the deck"),
    Key(
        "templates",
        _T,
        "a folder beside the deck whose templates and style sheet take the place of quizgen's own",
    ),
    Key("kinds", Shape.SECTION, "kinds with other cards than the rest: {treaties: {choice: true}}"),
)
LINT_KEYS = _table(
    *(
        Key(code, Shape.CHOICE, rule.title.rstrip("."), choices=("off",))
        for code, rule in RULES.items()
    )
)
PROVENANCE_KEYS = _table(
    Key("paragraph", Shape.WHOLE, "the paragraph of the source that says so"),
    Key("source", _T, "another source than the deck's"),
    Key("as_of", _D, "stated as of then"),
    Key("from", _D, "true since then"),
    Key("to", _D, "true until then"),
    Key("according_to", _T, "who says so, as it stands in a sentence: the stem names them"),
    Key("now", _T, "what has become true since: shown with the answer"),
    Key("record", _T, "where the record says otherwise than the source"),
    Key("note", _T, "a remark for the back of the card and the key"),
)
CONTROL_KEYS = _table(
    Key("also", _L, "other names, other right answers"),
    Key(
        "distractors",
        _O,
        "wrong answers to offer first; beside a picture, pictures or ids of facts",
    ),
    Key("only", _O, "wrong answers to offer, and no others"),
    Key(
        "options",
        _O,
        "all options in the order to print them, the answer among them, and no others",
    ),
    Key("forbid", _L, "never to be offered"),
    Key("not", _L, "known to be false"),
)
ASKING_KEYS = _table(
    Key("ask", _T, "the question in your own words"),
    Key("back", _T, "the question the other way round in your own words"),
)
FACT_KEYS = (
    PROVENANCE_KEYS
    | CONTROL_KEYS
    | ASKING_KEYS
    | _table(
        Key("tags", _L, "tags for the cards of this fact"),
        Key("background", Shape.FLAG, "true: never asked, only a distractor"),
    )
)
VALUE_KEYS = (
    PROVENANCE_KEYS
    | CONTROL_KEYS
    | ASKING_KEYS
    | _table(
        Key("value", _T, "the value itself", required=True),
        Key(
            "bound",
            Shape.CHOICE,
            "a number's bound",
            choices=("at least", "at most", "more than", "less than", "about"),
        ),
        Key("unit", _T, "a number's unit"),
        Key(
            "article",
            Shape.CHOICE,
            "whether a name takes its article in a sentence",
            choices=("the", "none"),
        ),
        Key("plural", Shape.FLAG, "whether a name is plural: the Taliban are"),
        Key("alt", _T, "what a picture shows, for those who cannot see it"),
        Key(
            "transcript",
            _T,
            "what a sound lets hear, for those who cannot hear it: shown with the answer",
        ),
        Key("background", Shape.FLAG, "true: never asked, only proof against a distractor"),
        Key(
            "record",
            Shape.EITHER,
            "where the record says otherwise: in words, or {value: …, as_of: …, note: …}",
        ),
        Key(
            "contested",
            Shape.CHOICE,
            "what is asked where the record says otherwise: what the source says, what is true, or both",
            choices=("source", "truth", "contrast"),
        ),
    )
)
PICTURE_KEYS = _table(
    Key("picture", _T, "the file of a picture, beside the deck", required=True),
    VALUE_KEYS["alt"],
)
PICTURED_KEYS = PICTURE_KEYS | {name: key for name, key in VALUE_KEYS.items() if name != "value"}
RECORD_KEYS = _table(
    Key("value", _T, "what the record says", required=True),
    *(PROVENANCE_KEYS[name] for name in ("as_of", "source", "note")),
    *(CONTROL_KEYS[name] for name in ("also", "distractors", "only", "forbid")),
    Key("ask", _T, "the question for what is true, in your own words"),
    Key("unit", _T, "a number's unit"),
)
KIND_KEYS = _table(
    Key("one", _T, "what one fact of the kind is called", required=True),
    Key("plural", _T, "what several are called, as the name of their deck"),
    Key("about", _T, "what the kind is for"),
    Key("pool", _T, "kinds of one pool lend each other their names as distractors"),
    Key("name", _T, "the field that names a fact", required=True),
    Key(
        "main",
        _T,
        "the field that fact-level answers belong to, and that a fact written as one text fills",
    ),
    Key("option", _T, "how a fact looks as an option"),
    Key(
        "alike",
        _L,
        "fields that make two facts alike, so that one distracts from the other, the weightiest first",
    ),
    Key("article", Shape.SECTION, "last words of names that take an article"),
    Key("plural_names", _L, "last words of names that are plural"),
    Key("fields", Shape.SECTION, "the fields of the kind", required=True),
    Key("questions", Shape.SECTION, "the questions that each fact gives", required=True),
)
BUILT_IN_KIND_KEYS = KIND_KEYS | _table(
    Key("kind", Shape.ID, "the key under which decks group its facts", required=True)
)
FIELD_KEYS = _table(
    Key("type", Shape.CHOICE, "what it holds", required=True),
    Key("about", _T, "what it means"),
    Key("required", Shape.FLAG, "every fact has it"),
    Key("many", Shape.FLAG, "it holds a list"),
    Key("single", Shape.FLAG, "a fact has one value of it, so that every other value is wrong"),
    Key("unique", Shape.FLAG, "a value belongs to one fact, so that every other fact is wrong"),
    Key("complete", Shape.FLAG, "the values given are all there are"),
    Key("volatile", Shape.FLAG, "it changes with time"),
    Key("contains", Shape.FLAG, "it refers to the whole of which the fact is a part"),
    Key("other_name", Shape.FLAG, "it names the fact as well"),
    Key("quiet", Shape.FLAG, "it only makes facts alike, and no question is about it"),
    Key("or_picture", Shape.FLAG, "a picture may stand in place of its text: {picture: …, alt: …}"),
    Key("begins", Shape.FLAG, "the fact exists from this date on"),
    Key("ends", Shape.FLAG, "the fact exists until this date"),
    Key(
        "at",
        _T,
        "the date field at which what it refers to exists, or `when` for the value's own time",
    ),
    Key("default", _T, "what holds where a fact does not say"),
    Key("unit", _T, "the unit of its numbers"),
    Key("to", _L, "the kinds or pools that it refers to"),
)
QUESTION_KEYS = _table(
    Key("field", _T, "the field that is asked for, if it is not the question's own key"),
    Key("ask", _L, "the stem that asks for the field, or several wordings of it"),
    Key("back", _L, "the stem that asks for the fact's name, or several wordings of it"),
)
