"""The keys of the Anki deck: which cards it has, and how they look."""

from __future__ import annotations

from quizgen.deck.keys.key import Key, Shape, table

_T, _L = Shape.TEXT, Shape.TEXTS

# The sides of a card that Anki reads aloud.
SIDES_TO_SPEAK = ("front", "back", "both")
# The sorts of typefaces, each with the fonts that most machines have; they follow each other in a
# style sheet.
FONTS = {
    "sans": "system-ui,Roboto,Noto Sans,Helvetica Neue,Arial,sans-serif",
    "serif": "Charter,Georgia,Noto Serif,Cambria,serif",
    "mono": "ui-monospace,SF Mono,Menlo,Consolas,Liberation Mono,monospace",
}
CARD_KEYS_OF_A_QUESTION = table(
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
CARD_KEYS = CARD_KEYS_OF_A_QUESTION | table(
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
CLOZE_KEYS = table(
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
LOOK_KEYS = table(
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
CARD_KEYS_OF_A_KIND = CARD_KEYS | table(
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
NOTE_TYPE_KEYS = table(
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
ADOPTED_CARD_KEYS = CARD_KEYS_OF_A_QUESTION | table(
    Key("shows", _L, "the fields of the kind on the front", required=True),
    Key("asks", _L, "the fields that the card asks for", required=True),
    Key("adds", _L, "further fields on the back"),
    Key("needs", _L, "the fields that a fact must have to have the card"),
)
ANKI_KEYS = CARD_KEYS | table(
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
