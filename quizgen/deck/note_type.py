"""Reads the note type of a kind whose facts learners had as notes before the deck."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizgen.deck.keys.anki import ADOPTED_CARD_KEYS, NOTE_TYPE_KEYS
from quizgen.deck.model.anki import AdoptedCard, AdoptedType
from quizgen.deck.model.kinds import Kind
from quizgen.deck.read import read_keys, read_text_node, shorten
from quizgen.diagnostics import Place, Problems, did_you_mean
from quizgen.late import late_pattern
from quizgen.yaml.nodes import Mapping

# Anki allows these characters in no name of a field.
_NOT_IN_NAMES = late_pattern(r'[{}:"]|^[#^/\s]|\s$')
_MOST_CARDS = 100


def read_note_type(node: Mapping, kind: Kind, problems: Problems) -> AdoptedType | None:
    """Return the note type of a kind, None after reporting what is wrong with it (Q562)."""
    before = len(problems.found)
    read = read_keys(node, NOTE_TYPE_KEYS, problems)
    places = {name.text: value.place for name, value in node}
    if read.keys() != NOTE_TYPE_KEYS.keys():
        return None
    if not re.fullmatch("[1-9][0-9]{0,17}", read["id"]):
        message = f"`{shorten(read['id'])}` is not the id of a note type"
        problems.error("Q562", message, places["id"], "write it as in Anki: 1504870384021")
    fields = tuple(_fields(read["fields"], kind, problems))
    filled = {own for _, own in fields}
    cards = tuple(_cards(read["cards"], filled, problems))
    for part, found in (("fields", fields), ("cards", cards)):
        if not found and len(problems.found) == before:
            problems.error("Q562", f"the note type has no {part}", places[part], "list them all")
    if len(problems.found) > before:
        # Cards may name fields that do not exist.
        return None
    is_cloze = any(kind.fields[own].type == "sentence" for card in cards for own in card.shows)
    if is_cloze and (len(cards) > 1 or len(cards[0].shows) > 1):
        message = "a note type with a sentence has one card, which shows the sentence alone"
        problems.error("Q562", message, places["cards"], "write the other fields under `adds`")
        return None
    return AdoptedType(int(read["id"]), read["name"], fields, cards, is_cloze)


def _fields(node: Mapping, kind: Kind, problems: Problems) -> Iterator[tuple[str, str]]:
    for name, value in node:
        text = read_text_node(name.text, value, problems)
        if text is None:
            continue
        if _NOT_IN_NAMES.search(name.text):
            message = f"`{shorten(name.text)}` is not the name of a field in Anki"
            problems.error("Q562", message, name.place, "write the name as in Anki")
        elif text not in kind.fields:
            _report_field(text, value.place, kind.fields, problems)
        else:
            yield name.text, text


def _cards(node: Mapping, filled: set[str], problems: Problems) -> Iterator[AdoptedCard]:
    for name, inner in node:
        if not isinstance(inner, Mapping):
            fix = "write {shows: [name], asks: [capital]}"
            message = f"the card `{shorten(name.text)}` takes keys of its own"
            problems.error("Q562", message, inner.place, fix)
            continue
        read = read_keys(inner, ADOPTED_CARD_KEYS, problems)
        for key, value in inner:
            for each in read.get(key.text, ()):
                if each not in filled:
                    _report_field(each, value.place, filled, problems)
        if "shows" in read and "asks" in read:
            yield AdoptedCard(name.text, **read)
    if len(node.entries) > _MOST_CARDS:
        message = f"the note type has more than {_MOST_CARDS} cards"
        problems.error("Q562", message, node.place, "Anki's note types have fewer")


def _report_field(name: str, place: Place, known: Iterable[str], problems: Problems) -> None:
    message = f"no field is called `{shorten(name)}`"
    problems.error("Q562", message, place, did_you_mean(name, known))
