"""The keys of a kind of fact, its fields and its questions."""

from __future__ import annotations

from quizgen.deck.keys.key import Key, Shape, table

_T, _L = Shape.TEXT, Shape.TEXTS

KIND_KEYS = table(
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
BUILT_IN_KIND_KEYS = KIND_KEYS | table(
    Key("kind", Shape.ID, "the key under which decks group its facts", required=True)
)
DIMENSIONS = ("role", "time", "place", "topic", "magnitude")
ALIKE_KEYS = table(
    Key("role", _L, "the fields that say what sort of thing a fact is"),
    Key("time", _L, "the fields that say when it exists or holds; the nearer, the better"),
    Key("place", _L, "the fields that say where it belongs"),
    Key("topic", _L, "the fields that say what it is about"),
    Key("magnitude", _L, "the fields that say how large it is; the nearer, the better"),
    Key("must", Shape.CHOICES, "those in which a distractor must not differ", choices=DIMENSIONS),
)
FIELD_KEYS = table(
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
QUESTION_KEYS = table(
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
