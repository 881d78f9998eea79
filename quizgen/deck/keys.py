"""The key table: every key of a deck file, for the reader, the hints and the docs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.quantities import BOUNDS
from quizgen.lint.rules import RULES


class Shape(StrEnum):
    """What a key takes as its value."""

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
    MISTAKEN = "list of texts, or of values each with a `why`"
    GROUPED = "list of texts, or keys of its own"
    SECTION = "keys of its own"


class Key(Struct, frozen=True):
    """One key: its name, the shape of its value, what it means, and the words of a choice.

    `least` and `most` bound a whole number. `mistaken` are names that people write by mistake.
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
        """Return what the key is for, as the help of a problem shows it."""
        return f"`{self.name}`: {self.about}"

    @property
    def to_add(self) -> str:
        """Return how to add the key where it is missing."""
        return f"add `{self.name}: …` ({self.about})"


Table = dict[str, Key]
# The sides of a card that Anki reads aloud.
SIDES_TO_SPEAK = ("front", "back", "both")
# The sorts of typefaces, each with the fonts that most machines have; they follow each other in a
# style sheet.
FONTS = {
    "sans": "system-ui,Roboto,Noto Sans,Helvetica Neue,Arial,sans-serif",
    "serif": "Charter,Georgia,Noto Serif,Cambria,serif",
    "mono": "ui-monospace,SF Mono,Menlo,Consolas,Liberation Mono,monospace",
}


def with_choices(table: Table, choices: Mapping[str, tuple[str, ...]]) -> Table:
    """Return the table with the words that some of its keys accept."""
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
        "the id of the deck, such as `deck: moon-landing`: never change it, cards depend on it",
        required=True,
    ),
    Key("title", _T, "the title of the deck", required=True),
    Key("language", Shape.CHOICE, "the code of the deck's language, such as en or de"),
    Key("markup", Shape.FLAG, "false: signs such as * and $ are never markup"),
    Key(
        "languages",
        _L,
        "the languages of a deck that holds texts in several, such as [en, de]; the first counts "
        "where a command makes one",
    ),
    Key(
        "fallback",
        Shape.FLAG,
        "true: a text that one of the `languages` lacks is taken in another",
    ),
    Key("description", _T, "a description of the deck, which Anki shows"),
    Key("tags", _L, "tags for every card"),
    Key("source", Shape.SECTION, "where the facts come from"),
    Key("quiz", Shape.SECTION, "settings of the printed quiz; the command line overrides them"),
    Key(
        "passages",
        Shape.SECTION,
        "texts and pictures that several questions of the paper share, each under its id: "
        "{flood: {text: …}}",
    ),
    Key("anki", Shape.SECTION, "which cards the Anki deck has, and how they look"),
    Key("lint", Shape.SECTION, "the rules of the linter to turn off: {Q412: off}"),
    Key(
        "rejected",
        Shape.SECTION,
        "wrong options that a question never offers, under the id of the question: "
        "{terms/worm/definition: [firewall]}",
    ),
    Key(
        "assume",
        Shape.CHOICE,
        "closed: everything that no fact says counts as false",
        choices=("closed",),
    ),
)
FILE_KEYS = _table(
    Key(
        "include",
        Shape.GROUPED,
        "more files with facts and kinds, inside the deck's folder: a list, or `facts` and "
        "`background`",
    ),
    Key("kinds", Shape.SECTION, "the deck's own kinds of fact"),
    Key(
        "background",
        Shape.FLAG,
        "true: no question asks about the facts of this file; they only serve as distractors",
    ),
)
INCLUDE_KEYS = _table(
    Key("facts", _L, "files whose facts belong to this deck, as those of a plain list do"),
    Key(
        "background",
        _L,
        "files that other decks ask about: here their facts are background, and make no cards",
    ),
)
TABLE_KEYS = _table(
    Key("file", _T, "the table, inside the deck's folder: .csv, .tsv or .xlsx", required=True),
    Key("sheet", _T, "the sheet of a workbook; by default, the first"),
    Key("id", _T, "the column with the ids; by default `id`, and without it the names give ids"),
    Key("columns", Shape.SECTION, "what a column holds, by its heading: {Capital city: capital}"),
    Key("ignore", _L, "the headings of columns to leave out"),
    Key("split", _T, "the sign between several values in one cell; by default, a semicolon"),
)
SOURCE_KEYS = _table(
    Key("title", _T, "the title of the source", required=True),
    Key("author", _T, "the author of the source"),
    Key("publisher", _T, "the publisher of the source"),
    Key("published", _D, "the date of publication"),
    Key("url", _T, "the web address of the source"),
    Key("as_of", _D, "the date as of which the facts are true"),
    Key(
        "first_paragraph",
        _T,
        "the first words of paragraph 1, where the count of paragraphs starts",
    ),
    Key("last_paragraph", _T, "the first words of the last paragraph, where the article ends"),
    Key("called", _T, "what questions call it when it claims something: the article"),
    Key(
        "text",
        _T,
        "the file with its text, inside the deck's folder: .txt, .md, .html, .pdf or .docx; "
        "`quizgen check` looks there for what the facts say",
    ),
)
QUIZ_KEYS = _table(
    Key("title", _T, "the title of the paper; by default, the title of the deck"),
    Key(
        "instructions",
        _T,
        "the text above the exercises, such as the time allowed",
    ),
    Key(
        "head",
        Shape.SECTION,
        "more fields at the head of the paper: {school: Lake School, teacher: Dr. Ode, "
        "time: 45 minutes}; `blank` makes a line to write on",
    ),
    Key(
        "logo",
        _T,
        "a picture above the title, such as the school's: a file inside the deck's folder",
    ),
    Key(
        "cover",
        _T,
        "true: a page with the title, the fields, the instructions and the number of questions and "
        "points comes before the items; or the text to print on it",
    ),
    Key(
        "address",
        Shape.CHOICE,
        "informal: German papers say du; formal, the default: Sie",
        choices=("formal", "informal"),
    ),
    Key("items", Shape.WHOLE, "the number of items on a paper", most=2000),
    Key("options", Shape.WHOLE, "the number of options of an item", least=3, most=8),
    Key(
        "at_least",
        Shape.WHOLE,
        "the least number of options, if not enough distractors are provably wrong",
        least=2,
        most=8,
    ),
    Key(
        "seed",
        Shape.WHOLE,
        "the number that decides which items are chosen; another number gives others",
        least=0,
        most=2**31,
    ),
    Key("paper", Shape.CHOICE, "the paper size", choices=("a4", "letter")),
    Key("columns", Shape.WHOLE, "the number of columns on a page", most=3),
    Key(
        "density",
        Shape.CHOICE,
        "compact: smaller type and less space, so that more items fit on a page",
        choices=("normal", "compact"),
    ),
    Key(
        "large_print",
        Shape.FLAG,
        "true: type of 18 points, in one column unless `columns` sets more",
    ),
    Key(
        "duplex",
        Shape.FLAG,
        "false: no blank page after a paper, which printing on both sides needs",
    ),
    Key("forms", Shape.CHOICES, "the forms of the items", mistaken=("kinds",)),
    Key(
        "otherwise",
        Shape.CHOICES,
        "forms for questions without enough options, if the paper needs more items; [] for none",
    ),
    Key("points", Shape.POINTS, "the points for an exercise"),
    Key(
        "template",
        _T,
        "a folder beside the deck with a `user.typ`, which changes the look of the printed sheets",
    ),
    Key("sections", Shape.LISTED, "the sections of the paper, each with its own keys"),
    Key("with", _L, "the ids of questions that every paper has, as `quizgen items` lists them"),
    Key("without", _L, "the ids of questions or facts that no paper asks"),
    Key(
        "versions",
        Shape.WHOLE,
        "the number of versions of the paper, each in a different order",
        most=26,
    ),
    Key("wrong", Shape.POINTS, "the points that a wrong answer costs; 0 by default", least=0),
    Key("partial", Shape.FLAG, "true: a partly right answer earns some of its points"),
    Key(
        "responses",
        _L,
        "the files responses.csv of classes, inside the deck's folder: wrong options that students "
        "chose come first, and those that hardly anybody chose come last",
    ),
    Key(
        "scale",
        Shape.EITHER,
        "the marks with the least percentage of the points for each, which the key shows: "
        "{A: 90, B: 80, F: 0}, german or us",
    ),
)
HEAD_KEYS = _table(
    Key("school", _T, "the name of the school, or `blank`"),
    Key("teacher", _T, "the name of the teacher, or `blank`"),
    Key("date", _T, "the date of the test, in place of the line for it"),
    Key("time", _T, "the time allowed, or `blank`"),
)
PASSAGE_KEYS = _table(
    Key("title", _T, "its heading on the paper"),
    Key("text", _T, "the text; a blank line begins a new paragraph"),
    Key("picture", _T, "a picture file, inside the deck's folder"),
    Key("alt", _T, "what the picture shows, for people who cannot see it"),
)
SECTION_KEYS = _table(
    Key("title", _T, "the heading of the section"),
    Key("instructions", _T, "instructions for the section, in your own words"),
    Key(
        "items",
        Shape.WHOLE,
        "the number of items in the section",
        required=True,
        most=2000,
        mistaken=("count",),
    ),
    Key(
        "forms",
        Shape.CHOICES,
        "the forms of its items; by default, the forms of the quiz",
        mistaken=("kinds",),
    ),
    Key(
        "of",
        _L,
        "the kinds of fact or the tags that the section asks about, or the ids of questions or "
        "facts to draw from",
    ),
    Key("points", Shape.POINTS, "the points for an exercise in the section"),
)
CARD_KEYS_OF_A_QUESTION = _table(
    Key(
        "tts",
        Shape.CHOICE,
        "true: Anki reads the cards aloud; front: only the questions; back: only the answers",
        choices=("true", "false", *SIDES_TO_SPEAK),
    ),
    Key(
        "confused",
        Shape.FLAG,
        "true: the back names the facts that are easily confused with this one",
    ),
)
CARD_KEYS = CARD_KEYS_OF_A_QUESTION | _table(
    Key("choice", Shape.FLAG, "true: also make multiple-choice cards"),
    Key("typed", Shape.FLAG, "true: also make cards on which learners type the answer"),
    Key(
        "cloze",
        Shape.EITHER,
        "true: also make a card for each entry of a list or each step; or how to hide them: "
        "one_by_one, hide_all, overlapping, off, or {mode: overlapping, before: 2}",
    ),
    Key("look", Shape.SECTION, "the color, the font and the size of the cards: {color: 7a1f5c}"),
)
ENTRY_MODES = ("true", "one_by_one", "hide_all", "overlapping", "off")
CLOZE_KEYS = _table(
    Key(
        "mode",
        Shape.CHOICE,
        "one_by_one: all others are shown; hide_all: none is; overlapping: only those around it; "
        "by default, overlapping for steps and one_by_one for other lists",
        choices=ENTRY_MODES,
    ),
    Key(
        "before",
        Shape.WHOLE,
        "how many entries an overlapping card shows before the hidden one; 1 by default",
        least=0,
        most=20,
    ),
    Key(
        "after",
        Shape.WHOLE,
        "how many entries an overlapping card shows after the hidden one; 0 by default",
        least=0,
        most=20,
    ),
)
LOOK_KEYS = _table(
    Key(
        "color",
        _T,
        "the color of answers, such as 7a1f5c; quizgen makes it darker or lighter until it is "
        "easy to read, by day and at night",
        mistaken=("colour",),
    ),
    Key("font", Shape.CHOICE, "the sort of typeface", choices=tuple(FONTS)),
    Key("size", Shape.WHOLE, "the size of the type in percent", least=50, most=300),
)
CARD_KEYS_OF_A_KIND = CARD_KEYS | _table(
    Key(
        "questions",
        Shape.SECTION,
        "settings for the cards of one question: {signed: {tts: front}}",
    ),
    Key(
        "voice",
        Shape.EITHER,
        "the language in which Anki reads the cards aloud, if it is not the deck's: fr; or the "
        "languages of fields: {word: fr, meaning: en}",
    ),
    Key("note_type", Shape.SECTION, "the note type that learners of an adopted deck have"),
)
NOTE_TYPE_KEYS = _table(
    Key("id", _T, "the id of the note type in Anki", required=True),
    Key("name", _T, "the name of the note type in Anki", required=True),
    Key(
        "fields",
        Shape.SECTION,
        "every field of the note type, in order, and the field of the kind that fills it",
        required=True,
    ),
    Key("cards", Shape.SECTION, "every card of the note type, by name, in order", required=True),
)
ADOPTED_CARD_KEYS = CARD_KEYS_OF_A_QUESTION | _table(
    Key("shows", _L, "the fields of the kind on the front", required=True),
    Key("asks", _L, "the fields that the card asks for", required=True),
    Key("adds", _L, "further fields on the back"),
    Key("needs", _L, "the fields that a fact must have to have the card"),
)
ANKI_KEYS = CARD_KEYS | _table(
    Key(
        "deck",
        _T,
        "the name of the deck in Anki, such as History::Russia; by default the first title, even "
        "if you change the title later",
    ),
    Key("subdecks", Shape.FLAG, "true: each kind of fact gets its own subdeck"),
    Key(
        "templates",
        _T,
        "a folder beside the deck with templates or a style sheet that replace those of quizgen",
    ),
    Key("kinds", Shape.SECTION, "settings for the cards of one kind: {treaties: {choice: true}}"),
)
LINT_KEYS = _table(
    *(
        Key(code, Shape.CHOICE, rule.title.rstrip("."), choices=("off",))
        for code, rule in RULES.items()
    )
)
PROVENANCE_KEYS = _table(
    Key("paragraph", Shape.WHOLE, "the number of the paragraph in the source"),
    Key("source", _T, "a source other than the deck's"),
    Key("as_of", _D, "the date as of which this is true"),
    Key("from", _D, "the date from which this is true"),
    Key("to", _D, "the date until which this is true"),
    Key(
        "according_to",
        _T,
        "who says so, as the stem names them: the committee; `source` for the source itself",
    ),
    Key("now", _T, "what has changed since, shown with the answer"),
    Key("record", _T, "what the record says, if it differs from the source"),
    Key("note", _T, "a remark for the back of the card and for the answer key"),
    Key("extra", _T, "more to read, which folds out on the back of the cards in Anki"),
)
CONTROL_KEYS = _table(
    Key("also", _L, "other names of the answer, or other right answers"),
    Key(
        "distractors",
        _O,
        "wrong answers to use first; for a picture, other pictures or ids of facts",
    ),
    Key(
        "mistaken_for",
        Shape.MISTAKEN,
        "wrong answers that learners confuse with it, used first: {value: …, why: …}",
    ),
    Key("only", _O, "the only wrong answers to use"),
    Key(
        "options",
        _O,
        "all options in printed order, with the answer among them",
    ),
    Key("forbid", _L, "answers never to use as options"),
    Key("not", _L, "answers known to be wrong"),
)
MISTAKEN_KEYS = _table(
    Key("value", _T, "the wrong answer", required=True),
    Key("why", _T, "what sets it apart from the right one, shown with the answer"),
)
ASKING_KEYS = _table(
    Key("ask", _T, "the question in your own words"),
    Key("back", _T, "the reverse question in your own words"),
    Key("claim", _T, "the answer in a sentence of your own, with its field: {answer}"),
)
_SINGLE = Key(
    "single",
    Shape.FLAG,
    "true: the value fits only this fact, so it is wrong for every other fact",
)
FACT_KEYS = (
    PROVENANCE_KEYS
    | CONTROL_KEYS
    | ASKING_KEYS
    | _table(
        _SINGLE,
        Key("tags", _L, "tags for the cards of this fact"),
        Key(
            "was",
            _T,
            "the first id of the fact, or kind/id, if you have corrected it: the cards stay the "
            "same in Anki",
        ),
        Key(
            "background",
            Shape.FLAG,
            "true: no question asks about this fact; it only serves as a distractor",
        ),
        Key("points", Shape.POINTS, "the points for an exercise about the fact on paper"),
        Key(
            "passage",
            Shape.ID,
            "the id of a text or picture under `passages`, which stands before the items about "
            "the fact on paper",
        ),
        Key("lines", Shape.WHOLE, "how many ruled lines a short answer gets on paper", most=40),
        Key(
            "rubric",
            Shape.SECTION,
            "what a short answer earns points for, in a box below its lines: "
            "{names the cause: 2, gives a date: 1}",
        ),
        Key("guid", _T, "the id of the note that learners of an adopted deck have"),
    )
)
VALUE_KEYS = (
    PROVENANCE_KEYS
    | CONTROL_KEYS
    | ASKING_KEYS
    | _table(
        Key("value", _T, "the value itself", required=True),
        _SINGLE,
        Key(
            "bound",
            Shape.CHOICE,
            "the bound of a number",
            choices=BOUNDS,
        ),
        Key("unit", _T, "the unit of a number"),
        Key(
            "tolerance",
            _T,
            "how far from the number a written answer may lie: 0.1, or 5%; the key says what to "
            "accept",
        ),
        Key(
            "article",
            Shape.CHOICE,
            "the article that a name has in a sentence",
            choices=("the", "none"),
        ),
        Key("plural", Shape.FLAG, "true: the name is plural, as in “the Taliban are”"),
        Key(
            "number",
            Shape.WHOLE,
            "the number of its card, if cards hide the entries of its list; it is permanent",
            most=9999,
        ),
        Key("alt", _T, "what a picture shows, for people who cannot see it"),
        Key(
            "transcript",
            _T,
            "what a sound says, for people who cannot hear it; shown with the answer",
        ),
        Key(
            "background",
            Shape.FLAG,
            "true: no question asks about this value; it only rules out distractors",
        ),
        Key(
            "record",
            Shape.EITHER,
            "what the record says, if it differs: in words, or {value: …, as_of: …, note: …}",
        ),
        Key(
            "contested",
            Shape.CHOICE,
            "what to ask if the record differs: what the source says, what is true, or both",
            choices=("source", "truth", "contrast"),
        ),
    )
)
PICTURE_KEYS = _table(
    Key("picture", _T, "the picture file, inside the deck's folder", required=True),
    VALUE_KEYS["alt"],
)
PICTURED_KEYS = PICTURE_KEYS | {name: key for name, key in VALUE_KEYS.items() if name != "value"}
DIAGRAM_KEYS = PROVENANCE_KEYS | _table(
    PICTURE_KEYS["picture"],
    VALUE_KEYS["alt"],
    Key(
        "regions",
        Shape.SECTION,
        "the named parts, each with its box in pixels or percent: {aorta: [40%, 5%, 20%, 10%]}",
        required=True,
    ),
    Key(
        "hide",
        Shape.CHOICE,
        "all (the default): a card hides all regions and asks for one; one: it hides that one only",
        choices=("all", "one"),
    ),
    VALUE_KEYS["background"],
)
REGION_KEYS = _table(
    Key("rect", Shape.LISTED, "its box: [left, top, width, height], or a list of several boxes"),
    Key("ellipse", Shape.LISTED, "the box around an ellipse: [left, top, width, height]"),
    Key("polygon", Shape.LISTED, "its corners: [[x, y], [x, y], [x, y]]"),
    Key("also", _L, "other names of the region"),
    Key(
        "number",
        Shape.WHOLE,
        "the number of its card, if you number the regions yourself; it is permanent",
        most=499,
    ),
)
_RECORD_CONTROL = ("also", "distractors", "mistaken_for", "only", "forbid")
RECORD_KEYS = _table(
    Key("value", _T, "what the record says", required=True),
    *(PROVENANCE_KEYS[name] for name in ("as_of", "source", "note")),
    *(CONTROL_KEYS[name] for name in _RECORD_CONTROL),
    Key("ask", _T, "the question about what is true, in your own words"),
    Key("unit", _T, "the unit of a number"),
)
KIND_KEYS = _table(
    Key("one", _T, "the name of one fact of the kind", required=True),
    Key("plural", _T, "the name of several facts, which is also the name of their subdeck"),
    Key("about", _T, "what the kind is for"),
    Key("was", Shape.ID, "the first name of the kind, if you have corrected it"),
    Key("pool", _T, "the pool of the kind; kinds in one pool share their names as distractors"),
    Key("name", _T, "the field with the name of a fact", required=True),
    Key(
        "main",
        _T,
        "the field that a fact written as one text fills, and that its `also` and `ask` belong to",
    ),
    Key(
        "option",
        _T,
        "the name of a fact as an option: {name} with its article, {name:bare} without",
    ),
    Key(
        "alike",
        Shape.GROUPED,
        "the fields that make facts alike, and so good distractors, the most important first; "
        "or the fields by what they compare: {role: …, time: …, must: [role]}",
    ),
    Key("article", Shape.SECTION, "for each article, the last words of names that take it"),
    Key("plural_names", _L, "the last words of names that are plural"),
    Key("fields", Shape.SECTION, "the fields of the kind", required=True),
    Key("questions", Shape.SECTION, "the questions about each fact", required=True),
)
BUILT_IN_KIND_KEYS = KIND_KEYS | _table(
    Key("kind", Shape.ID, "the key under which decks group its facts", required=True)
)
DIMENSIONS = ("role", "time", "place", "topic", "magnitude")
ALIKE_KEYS = _table(
    Key("role", _L, "the fields that say what sort of thing a fact is"),
    Key("time", _L, "the fields that say when it exists or holds; the nearer, the better"),
    Key("place", _L, "the fields that say where it belongs"),
    Key("topic", _L, "the fields that say what it is about"),
    Key("magnitude", _L, "the fields that say how large it is; the nearer, the better"),
    Key("must", Shape.CHOICES, "those in which a distractor must not differ", choices=DIMENSIONS),
)
FIELD_KEYS = _table(
    Key("type", Shape.CHOICE, "the type of its values", required=True),
    Key("about", _T, "what the field means"),
    Key("required", Shape.FLAG, "true: every fact must have this field"),
    Key("many", Shape.FLAG, "true: a fact may have several values"),
    Key("single", Shape.FLAG, "true: a fact has only one value, so every other value is wrong"),
    Key(
        "unique", Shape.FLAG, "true: a value belongs to only one fact, so every other fact is wrong"
    ),
    Key("complete", Shape.FLAG, "true: the values given are all that exist"),
    Key("volatile", Shape.FLAG, "true: the value changes with time"),
    Key(
        "contains",
        Shape.FLAG,
        "true: it refers to the whole that contains the fact, as `part_of` does by itself",
    ),
    Key("other_name", Shape.FLAG, "true: it is another name of the fact"),
    Key("quiet", Shape.FLAG, "true: it only makes facts alike; no question asks for it"),
    Key("or_picture", Shape.FLAG, "true: a picture may replace its text: {picture: …, alt: …}"),
    Key("opinion", Shape.FLAG, "true: its values are claims, so questions say whose they are"),
    Key("in_order", Shape.FLAG, "true: its values stand in order, as the steps of a process do"),
    Key("begins", Shape.FLAG, "true: the fact exists from this date"),
    Key("ends", Shape.FLAG, "true: the fact exists until this date"),
    Key("over", Shape.FLAG, "true: after this date, questions about the fact are in the past"),
    Key(
        "at",
        _T,
        "the date field that says when its target must exist, or `when` for the value's own time",
    ),
    Key("default", _T, "the value for facts that give none"),
    Key("unit", _T, "the unit of its numbers"),
    Key("min", _T, "the least value that is possible; no wrong answer lies below it"),
    Key("max", _T, "the greatest value that is possible; no wrong answer lies above it"),
    Key("to", _L, "the kinds or pools that it may refer to"),
    Key(
        "voice",
        _T,
        "the language in which Anki reads its values aloud, if it is not the deck's: fr",
    ),
)
QUESTION_KEYS = _table(
    Key(
        "field",
        _T,
        "the field that the question asks for; by default, the field with the question's name",
    ),
    Key("ask", _L, "the stem that asks for the field, or a list of wordings"),
    Key("back", _L, "the stem that asks for the name of the fact, or a list of wordings"),
    Key("was", Shape.ID, "the first name of the question, if you have corrected it"),
    Key(
        "among",
        _L,
        "in place of `back`: the stem that asks which of the options has the value, for values "
        "that other facts of the world share; in a list, the stem that asks which is part of it",
    ),
    Key("except", _L, "the stem that asks which of the options does not have the value"),
    Key("next", _L, "the stem that asks what comes right after, such as the successor in a post"),
    Key("previous", _L, "the stem that asks what comes right before"),
    Key(
        "claim",
        _L,
        "the sentence that says what the value is, for true or false, or a list of wordings",
    ),
)
