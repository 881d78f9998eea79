"""The keys of the printed quiz, and of the passages that its items share."""

from __future__ import annotations

from quizgen.deck.keys.key import Key, Shape, table

_T, _L = Shape.TEXT, Shape.TEXTS

QUIZ_KEYS = table(
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
HEAD_KEYS = table(
    Key("school", _T, "the name of the school, or `blank`"),
    Key("teacher", _T, "the name of the teacher, or `blank`"),
    Key("date", _T, "the date of the test, in place of the line for it"),
    Key("time", _T, "the time allowed, or `blank`"),
)
PASSAGE_KEYS = table(
    Key("title", _T, "its heading on the paper"),
    Key("text", _T, "the text; a blank line begins a new paragraph"),
    Key("picture", _T, "a picture file, inside the deck's folder"),
    Key("alt", _T, "what the picture shows, for people who cannot see it"),
)
SECTION_KEYS = table(
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
