"""The keys of facts and their values."""

from __future__ import annotations

from quizgen.deck.keys.key import Key, Shape, table
from quizgen.deck.quantities import BOUNDS

_T, _L, _D, _O = Shape.TEXT, Shape.TEXTS, Shape.DATE, Shape.OFFERS

PROVENANCE_KEYS = table(
    Key("paragraph", Shape.WHOLE, "the number of the paragraph in the source"),
    Key("source", _T, "a source other than the deck's"),
    Key("as_of", _D, "the date as of which this is true"),
    Key("from", _D, "the date from which this is true", mistaken=("since", "took_office")),
    Key("to", _D, "the date until which this is true", mistaken=("until", "left_office")),
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
CONTROL_KEYS = table(
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
MISTAKEN_KEYS = table(
    Key("value", _T, "the wrong answer", required=True),
    Key("why", _T, "what sets it apart from the right one, shown with the answer"),
)
ASKING_KEYS = table(
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
    | table(
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
    | table(
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
PICTURE_KEYS = table(
    Key("picture", _T, "the picture file, inside the deck's folder", required=True),
    VALUE_KEYS["alt"],
)
PICTURED_KEYS = PICTURE_KEYS | {name: key for name, key in VALUE_KEYS.items() if name != "value"}
DIAGRAM_KEYS = PROVENANCE_KEYS | table(
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
REGION_KEYS = table(
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
RECORD_KEYS = table(
    Key("value", _T, "what the record says", required=True),
    *(PROVENANCE_KEYS[name] for name in ("as_of", "source", "note")),
    *(CONTROL_KEYS[name] for name in _RECORD_CONTROL),
    Key("ask", _T, "the question about what is true, in your own words"),
    Key("unit", _T, "the unit of a number"),
)
