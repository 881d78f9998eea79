"""The keys of a deck file outside its facts, kinds and settings."""

from __future__ import annotations

from quizgen.deck.keys.key import Key, Shape, table
from quizgen.lint.rules import RULES

_T, _L, _D = Shape.TEXT, Shape.TEXTS, Shape.DATE

DECK_KEYS = table(
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
FILE_KEYS = table(
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
INCLUDE_KEYS = table(
    Key("facts", _L, "files whose facts belong to this deck, as those of a plain list do"),
    Key(
        "background",
        _L,
        "files that other decks ask about: here their facts are background, and make no cards",
    ),
)
TABLE_KEYS = table(
    Key("file", _T, "the table, inside the deck's folder: .csv, .tsv or .xlsx", required=True),
    Key("sheet", _T, "the sheet of a workbook; by default, the first"),
    Key("id", _T, "the column with the ids; by default `id`, and without it the names give ids"),
    Key("columns", Shape.SECTION, "what a column holds, by its heading: {Capital city: capital}"),
    Key("ignore", _L, "the headings of columns to leave out"),
    Key("split", _T, "the sign between several values in one cell; by default, a semicolon"),
)
SOURCE_KEYS = table(
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
LINT_KEYS = table(
    *(
        Key(code, Shape.CHOICE, rule.title.rstrip("."), choices=("off",))
        for code, rule in RULES.items()
    )
)
