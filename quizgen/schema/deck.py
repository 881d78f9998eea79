"""The JSON Schema of a deck file: the header, the kinds of the author's own, and all facts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

from quizgen.deck.keys.anki import (
    ADOPTED_CARD_KEYS,
    ANKI_KEYS,
    CARD_KEYS_OF_A_KIND,
    CARD_KEYS_OF_A_QUESTION,
    CLOZE_KEYS,
    LOOK_KEYS,
    NOTE_TYPE_KEYS,
)
from quizgen.deck.keys.deck import DECK_KEYS, FILE_KEYS, INCLUDE_KEYS, LINT_KEYS, SOURCE_KEYS
from quizgen.deck.keys.key import with_choices
from quizgen.deck.keys.kinds import ALIKE_KEYS, KIND_KEYS, QUESTION_KEYS
from quizgen.deck.keys.quiz import HEAD_KEYS, PASSAGE_KEYS, QUIZ_KEYS, SECTION_KEYS
from quizgen.deck.kinds import built_in_kinds, field_keys
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.kinds import Kind
from quizgen.deck.model.quiz import FormNames
from quizgen.schema.facts import FactNames, definition_of, definitions, fact_of, facts_of
from quizgen.schema.languages import with_languages
from quizgen.schema.shapes import (
    ID_PATTERN,
    SCALAR,
    Schema,
    keys_of,
    mapping_of,
    one_or_more,
    properties_of,
)

_DRAFT = "http://json-schema.org/draft-07/schema#"


def deck_schema(forms: FormNames, deck: Deck | None = None) -> Schema:
    """Return the schema of deck files and of the files that they include (JSON Schema, draft 7).

    `forms` are the names that the quiz may have. With a deck, its own kinds count and no others,
    and references complete to the ids of its facts.
    """
    kinds = _own_kinds(deck) if deck else built_in_kinds()
    names = _names(deck) if deck else {}
    sections = {
        "source": keys_of(SOURCE_KEYS),
        "quiz": _quiz(forms),
        "passages": mapping_of(_passage(), {"pattern": ID_PATTERN}),
        "anki": _anki(kinds, closed=deck is not None),
        "rejected": mapping_of(one_or_more(SCALAR)),
        "lint": keys_of(LINT_KEYS),
        "include": keys_of(INCLUDE_KEYS),
        "kinds": mapping_of(_kind(), {"pattern": ID_PATTERN}),
    }
    header = properties_of(DECK_KEYS | FILE_KEYS, sections)
    facts = {key: facts_of(kind) for key, kind in kinds.items()}
    members = {definition_of(kind): fact_of(kind, names) for kind in kinds.values()}
    # Without a deck, a key may be the name of a kind that the deck declares.
    others: bool | Schema = False if deck else {"type": ["object", "null"]}
    whole = {
        "$schema": _DRAFT,
        "title": f"quizgen deck: {deck.title}" if deck else "quizgen deck",
        "type": "object",
        # A file that a deck includes has neither; the deck's main file has both.
        "dependencies": {"deck": ["title"], "title": ["deck"]},
        "properties": {**header, **facts},
        "additionalProperties": others,
        "definitions": {**definitions(), **members},
    }
    return with_languages(whole, deck.languages if deck else None)


def schema_file(schema: Schema) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _own_kinds(deck: Deck) -> Mapping[str, Kind]:
    """Return the kinds of a deck without those that only facts of other decks have."""
    built_in = built_in_kinds()
    return {
        key: kind
        for key, kind in deck.kinds.items()
        if key in built_in or kind.place.file in deck.files
    }


def _names(deck: Deck) -> FactNames:
    """Return what references call facts, by their kind, and by the pool of their kind."""
    names: dict[str, set[str]] = defaultdict(set)
    for fact in deck.facts.values():
        name = fact.written if fact.deck else fact.id
        names[fact.kind].add(name)
        names[deck.kinds[fact.kind].pool].add(name)
    return names


def _quiz(forms: FormNames) -> Schema:
    table = with_choices(QUIZ_KEYS, {"forms": forms.every, "otherwise": forms.stand_in})
    of_section = with_choices(SECTION_KEYS, {"forms": forms.every})
    own = {
        "sections": keys_of(of_section),
        "scale": mapping_of(SCALAR),
        "head": keys_of(HEAD_KEYS),
    }
    return keys_of(table, own)


def _passage() -> Schema:
    """Return the schema of a passage, which has a text, a picture or both."""
    return {
        **keys_of(PASSAGE_KEYS),
        "anyOf": [{"required": ["text"]}, {"required": ["picture"]}],
    }


def _anki(kinds: Mapping[str, Kind], *, closed: bool) -> Schema:
    """Return the schema of the section `anki`; if `closed`, no other kinds exist."""
    note_type = keys_of(
        NOTE_TYPE_KEYS,
        {"fields": mapping_of(SCALAR), "cards": mapping_of(keys_of(ADOPTED_CARD_KEYS))},
    )
    look, cloze = keys_of(LOOK_KEYS), keys_of(CLOZE_KEYS)
    questions = mapping_of(keys_of(CARD_KEYS_OF_A_QUESTION))
    shared = {"look": look, "cloze": cloze}
    sections = {
        "note_type": note_type,
        "questions": questions,
        "voice": mapping_of(SCALAR),
        **shared,
    }
    of_kind = keys_of(CARD_KEYS_OF_A_KIND, sections)
    known = mapping_of(of_kind, {"enum": list(kinds)}) if closed else mapping_of(of_kind)
    return keys_of(ANKI_KEYS, {"kinds": known, **shared})


def _kind() -> Schema:
    """Return the schema of a kind that a deck declares."""
    return keys_of(
        KIND_KEYS,
        {
            "alike": keys_of(ALIKE_KEYS),
            "article": mapping_of(one_or_more(SCALAR)),
            "fields": mapping_of(keys_of(field_keys())),
            "questions": mapping_of(keys_of(QUESTION_KEYS)),
        },
    )
