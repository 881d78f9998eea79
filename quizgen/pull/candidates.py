"""What an author would change in a deck so that a card says what a learner wrote on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quizgen.anki.plain import Plain
from quizgen.anki.remarks import read_remarks
from quizgen.anki.written import written_of
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way, content_text
from quizgen.deck.model.contents import Blank, Sentence, Text
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field
from quizgen.diagnostics import Place
from quizgen.markup.signs import is_marked
from quizgen.markup.source import source_of
from quizgen.markup.written import nodes_of
from quizgen.media.model import Media
from quizgen.mending.sources import Change, Sources, is_table
from quizgen.pull.words import ways_to_write

Option = tuple[Change, ...]
# Fields that quizgen fills from elsewhere, and where a mend belongs.
_MADE = {
    "Options": "the options come from other facts or from `distractors`: mend them there",
    "Source": "the source comes from `source` and `paragraph` in the deck: mend it there",
    "Occlusion": "the places of regions stand in the deck: mend them there",
    "Image": "the picture is a file beside the deck: replace it there",
    "Names": "the names of regions stand in the deck: mend them there",
    "Header": "the header is the name of the fact: mend it in the deck",
    "Comments": "quizgen leaves this field empty",
    "Language": "quizgen sets this field",
    "Direction": "quizgen sets this field",
    "Right": "quizgen sets this field",
    "Token": "quizgen sets this field",
}
# Number, text and hint of a gap.
_GAP = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_BLANK = re.compile(r"\{\{([^{}]*)\}\}")
# A number that the author gave to a blank.
_NUMBER = re.compile(r"\s*\d+:\s*")
# Signs that no text has, around the parts of a gap.
_OPEN, _CLOSE = "\ue000", "\ue001"
_NOWHERE = Place("")


class NoWayBackError(Exception):
    """What a learner wrote cannot go back into the deck; the message says why."""


@dataclass(frozen=True, slots=True)
class Card:
    """A note's questions, and one field that a learner changed: as HTML before and after."""

    base: FactBase
    prompts: Sequence[Prompt]
    field: str
    before: str
    after: str

    def prompt(self, way: Way) -> Prompt | None:
        """Return the question of the note that goes this way."""
        return next((each for each in self.prompts if each.way is way), None)


def options_for(card: Card, sources: Sources) -> list[Option]:
    """Return the changes that may bring a learner's mend about, the likeliest first.

    Raises NoWayBackError if there is none.
    """
    if card.field in _MADE:
        raise NoWayBackError(_MADE[card.field])
    if card.field == "Text":
        return list(_sentences(card, sources))
    if card.field in ("Remarks", "Back Extra"):
        return [_remarks(card)]
    after = _written(card.after)
    if not after.text:
        raise NoWayBackError("the field is empty now: delete the question in the deck instead")
    options = list(_options(card, after.text))
    if not options:
        raise NoWayBackError("nothing in the deck says what this field said")
    return options


def with_hints(after: str, before: str) -> str:
    """Return a sentence from a card with the hints that its gaps lack, from the deck's sentence.

    Cards of an older deck have none.
    """
    hints = {number: hint for number, _, hint in _GAP.findall(before)}

    def hinted(gap: re.Match[str]) -> str:
        hint = gap[3] or hints.get(gap[1], "")
        return f"{{{{c{gap[1]}::{gap[2]}{'::' if hint else ''}{hint}}}}}"

    return _GAP.sub(hinted, after)


def adopted_options(base: FactBase, fact: Fact, name: str, after: str) -> list[Option]:
    """Return the changes that bring about a mend of a field of a note that the deck adopted.

    `name` is the field of the kind that fills the note's field. Raises NoWayBackError.
    """
    said = _written(after)
    if not said.text:
        raise NoWayBackError(f"the field is empty now: delete `{name}` in the deck")
    kind, values = base.kind(fact), fact.values.get(name, ())
    if len(values) > 1 or any(isinstance(value.content, Media) for value in values):
        raise NoWayBackError("the field holds a picture, a sound or a list: mend it in the deck")
    if values:
        return list(_ways(base, kind.fields[name], values[0], said.text))
    named = base.names.value(fact)
    return [(Change(named.place, said.text, name, is_beside=True),)] if named else []


def _options(card: Card, said: str) -> Iterator[Option]:
    prompt = _asked(card)
    if prompt is None:
        return
    if card.field in ("Prompt", "BackPrompt"):
        yield from _stems(card, prompt, said)
    elif prompt.way is Way.BACK:
        yield from _names(card.base, prompt, said)
    else:
        yield from _answers(card.base, prompt, said)


def _asked(card: Card) -> Prompt | None:
    """Return the question whose stem or answer the field is."""
    if card.field in ("BackPrompt", "BackAnswer"):
        return card.prompt(Way.BACK)
    return card.prompt(Way.FORWARD) or next(iter(card.prompts), None)


def _answers(base: FactBase, prompt: Prompt, said: str) -> Iterator[Option]:
    if len(prompt.values) > 1:
        raise NoWayBackError("the answer is a list of values: mend them one by one")
    value = prompt.value
    if isinstance(value.content, Media):
        raise NoWayBackError("the answer is a picture or a sound: replace its file in the deck")
    if prompt.blank:
        raise NoWayBackError("the answer stands in a sentence: mend the cloze card")
    yield from _ways(base, prompt.field, value, said)


def _names(base: FactBase, prompt: Prompt, said: str) -> Iterator[Option]:
    value = base.names.value(prompt.fact)
    if value is not None:
        yield from _ways(
            base, base.kind(prompt.fact).fields[base.kind(prompt.fact).name], value, said
        )


def _ways(base: FactBase, field: Field, value: Value, said: str) -> Iterator[Option]:
    for text in ways_to_write(base, field, value.content, said):
        yield (Change(value.place, text),)


def _stems(card: Card, prompt: Prompt, said: str) -> Iterator[Option]:
    """Yield changes of a value that the stem names, then the stem in the learner's words."""
    before = written_of(card.before).text
    for value in _named_in(prompt):
        was = _source(content_text(card.base, value.content))
        for text in _in_place_of(was, before, said):
            yield (Change(value.place, text),)
    if not re.search(r"[{}]", said):
        key = "back" if prompt.way is Way.BACK else "ask"
        old = prompt.value.back if prompt.way is Way.BACK else prompt.value.ask
        yield (Change(prompt.value.place, said, key, old),)


def _source(text: str) -> str:
    return source_of(nodes_of(text)) if is_marked(text) else text


def _named_in(prompt: Prompt) -> Iterator[Value]:
    for values in prompt.fact.values.values():
        for value in values:
            if isinstance(value.content, Text) and not value.background:
                yield value


def _in_place_of(was: str, before: str, after: str) -> Iterator[str]:
    """Yield what stands after a mend in the place of a text, if only that has changed."""
    for found in re.finditer(re.escape(was), before):
        head, tail = before[: found.start()], before[found.end() :]
        middle = after[len(head) : len(after) - len(tail)]
        if middle and after == f"{head}{middle}{tail}":
            yield middle


def _written(field: str) -> Plain:
    """Return a field as an author would write it; raises NoWayBackError if it holds more."""
    written = written_of(field)
    if written.besides:
        besides = " and ".join(written.besides)
        raise NoWayBackError(f"the field has {besides}, which no text of a deck can have")
    return written


def _remarks(card: Card) -> Option:
    """Return the changes of the remark and of the extra text that a learner has changed."""
    before, after = read_remarks(card.before), read_remarks(card.after)
    changed: Option = ()
    if written_of(before.lines) != written_of(after.lines):
        changed += _remark(card, before.lines, after.lines)
    was, now = written_of(before.folded).text, _written(after.folded).text
    if was != now and not now:
        raise NoWayBackError("the extra text is empty now: delete `extra` in the deck")
    if was != now:
        value = card.prompts[0].value
        changed += (Change(value.place, now, "extra", value.provenance.extra),)
    return changed


def _remark(card: Card, was_before: str, is_now: str) -> Option:
    """Return the change of the one remark that a learner has changed or added."""
    prompt = card.prompts[0]
    value, told = prompt.value, prompt.value.provenance
    before, after = _lines(was_before), _lines(is_now)
    if after[:-1] == before and not told.note:
        return (Change(value.place, after[-1], "note"),)
    was, now = _changed_line(before, after)
    for key, text in (("note", told.note), ("now", told.now), ("record", told.record)):
        new = next(_in_place_of(_source(text), was, now), "") if text else ""
        if new:
            return (Change(value.place, new, key, text),)
    raise NoWayBackError("quizgen words this remark: mend in the deck what it is about")


def _changed_line(before: list[str], after: list[str]) -> tuple[str, str]:
    pairs = [(was, now) for was, now in zip(before, after, strict=False) if was != now]
    if len(before) != len(after) or len(pairs) != 1:
        raise NoWayBackError("a remark was deleted, or several have changed: mend the deck itself")
    return pairs[0]


def _lines(field: str) -> list[str]:
    return [line for line in _written(field).text.split("\n") if line]


def _sentences(card: Card, sources: Sources) -> Iterator[Option]:
    """Yield the changes of a sentence with blanks: its words, or the answers of its blanks."""
    prompt, value = card.prompts[0], card.prompts[0].value
    found = None if is_table(value.place) else sources.spot(value.place)
    if found is None or not isinstance(value.content, Sentence):
        raise NoWayBackError("the sentence does not stand in the deck's YAML")
    before, after = _pieces(card.before), _pieces(card.after)
    numbers = [gap.number for gap in after.gaps]
    if numbers != [gap.number for gap in before.gaps]:
        raise NoWayBackError("blanks were added, removed or moved: do this in the deck")
    written = _BLANK.split(found.spot.text)
    lead = prompt.sentence[0] if isinstance(prompt.sentence[0], str) else ""
    words = _words(written[::2], before.texts, after.texts, lead)
    gaps = zip(value.content.blanks, written[1::2], before.gaps, after.gaps, strict=True)
    blanks = [_blanks(card.base, content, inner, was, now) for content, inner, was, now in gaps]
    for text in _joined(words, blanks):
        yield (Change(value.place, text),)


def _joined(words: list[str], blanks: list[list[str]]) -> Iterator[str]:
    """Yield the sentence with each of the ways to write its blanks."""
    for index in range(max(map(len, blanks), default=1)):
        chosen = [each[min(index, len(each) - 1)] for each in blanks]
        made = (f"{text}{{{{{blank}}}}}" for text, blank in zip(words, chosen, strict=False))
        yield f"{''.join(made)}{words[-1]}".strip()


class _Gap(NamedTuple):
    number: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A sentence as a card has it: the texts around its gaps, and the gaps."""

    texts: list[str]
    gaps: list[_Gap]


def _pieces(field: str) -> _Pieces:
    marked = _GAP.sub(
        lambda gap: f"{_OPEN}{gap[1]}{_OPEN}{gap[2]}{_OPEN}{gap[3] or ''}{_CLOSE}", field
    )
    plain = _written(marked)
    parts = re.split(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", plain.text)
    texts = parts[::2]
    if any(re.search(r"\{\{|\}\}", text) for text in texts):
        raise NoWayBackError("the sentence has braces outside of its blanks")
    return _Pieces(texts, [_Gap(*part.split(_OPEN)) for part in parts[1::2]])


def _words(written: list[str], before: list[str], after: list[str], lead: str) -> list[str]:
    """Return the texts around the blanks: as the author wrote them, but for what has changed."""
    texts = zip(written, before, after, strict=True)
    words = [own if was == now else now for own, was, now in texts]
    if lead and before[0] != after[0]:
        # quizgen says whose claim it is; the author's own words follow.
        words[0] = after[0].removeprefix(lead)
    return words


def _blanks(base: FactBase, blank: Blank, inner: str, was: _Gap, now: _Gap) -> list[str]:
    """Return what may stand in the braces of a blank, given what a card shows."""
    if was == now:
        return [inner]
    number = _NUMBER.match(inner)
    head = number[0] if number else ""
    answer, _, tail = inner[len(head) :].partition("|")
    if was.hint != now.hint:
        if re.search(r"[{}|]", now.hint):
            raise NoWayBackError("no hint of a blank has braces or bars")
        tail = f"{tail.partition('|')[0]}|{now.hint}"
    if was.text == now.text:
        return [f"{head}{answer}|{tail}"]
    ways = ways_to_write(base, Field(blank.type, "text", _NOWHERE), blank.content, now.text)
    blanks = [f"{head}{way}|{tail}" for way in ways if not re.search(r"[{}|]", way)]
    if not blanks:
        raise NoWayBackError(f"a blank of the type `{blank.type}` cannot hold “{now.text}”")
    return blanks
