"""Fills the templates of stems from the values of a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from quizgen.bank.attribution import attributed, is_claim
from quizgen.bank.base import FactBase
from quizgen.bank.bodies import ORGANIZATION, is_state_body
from quizgen.bank.chance import shuffled
from quizgen.bank.once import once
from quizgen.bank.telling import telling
from quizgen.bank.tense import Time, stated, supported, time_of, when
from quizgen.bank.wording import sentence_case, small_initial, tidy
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field
from quizgen.deck.template import (
    SPECIAL_SLOTS,
    Part,
    Section,
    Slot,
    slots_in,
    worded,
)
from quizgen.deck.types.registry import type_of
from quizgen.language.counting import with_how_many
from quizgen.language.descriptions import with_description
from quizgen.language.german import without_colon
from quizgen.language.happenings import with_verb
from quizgen.language.measured import without_count
from quizgen.language.plurals import with_singular
from quizgen.language.question_marks import with_one_mark

# Forms of a slot that do not say the value of its field.
_SAYS_NO_VALUE = ("which", "bound")
_NOUN, _INSTITUTION = re.compile(rf"\b{ORGANIZATION}\b"), "institution"
# The only place where the noun is that of the fact, and not that of the answer.
_OWN_NOUN = re.compile(rf"\bkind of {ORGANIZATION}\b")


class _Named:
    """A fact by its name, as all stems about it need it: the last fact that was asked about."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._fact: Fact | None = None
        self.plural = False
        self.is_gap = False

    def of(self, fact: Fact) -> _Named:
        """Return this after reading the name of a fact."""
        if fact is not self._fact:
            base, name = self._base, self._base.names.value(fact)
            self.plural = name is not None and base.wording.is_plural(name, base.kind(fact))
            self.is_gap = name is not None and name.content == base.wording.gap
            self._fact = fact
        return self


class Subject:
    """What fills a stem: a fact, and the values of a field that the question asks for or gives.

    `time` is when the (first) value holds. `plural` says whether the fact's name is plural. If it
    `is_gap`, the name is a gap for many facts, which must share one wording. The kind `is_own` if
    the deck declares it, so that its author chose the words. Many stems need the same words, which
    a subject finds once.
    """

    def __init__(self, base: FactBase, fact: Fact, field: Field, values: tuple[Value, ...]) -> None:
        self.base = base
        self.fact = fact
        self.field = field
        self.values = values
        self.kind = base.kind(fact)
        self.time = time_of(base, fact, field, values[0])
        named = once(base, _Named).of(fact)
        self.plural, self.is_gap = named.plural, named.is_gap
        self.is_own = self.kind.place.file in base.deck.files
        self._words: dict[Slot, str | None] = {}

    def words(self, slot: Slot) -> str | None:
        """Return the words for a slot, None if the fact has none."""
        if slot in self._words:
            return self._words[slot]
        words = self._words[slot] = _slot(self, slot)
        return words


class Stem(Struct, frozen=True, gc=False):
    """A stem in words: `inserted` are those that come from fields.

    `gives` are the fields whose values it says; `is_timed` tells whether it says when they hold.
    """

    text: str
    inserted: str = ""
    gives: frozenset[str] = frozenset()
    is_timed: bool = False


class Stems(Struct, frozen=True, gc=False):
    """The stems of a question in the order in which to use them, and the slots that stayed empty.

    `empty` are the slots for which wordings are left out, as the author writes them.
    """

    found: tuple[Stem, ...] = ()
    empty: tuple[str, ...] = ()


class _Filling(Struct, gc=False):
    """What one template has given so far."""

    words: list[str] = []
    inserted: list[str] = []
    used: list[str] = []
    missing: str = ""


def make_stems(subject: Subject, name: str, own: str, wordings: tuple[str, ...]) -> Stems:
    """Return the filled stems: the author's `own`, or those of the kind.

    `name` is the question's id, which decides the order: a further wording changes few questions.
    """
    found: list[Stem] = []
    empty: list[str] = []
    may_be_body = subject.kind.pool == ORGANIZATION and not own
    for template in _ordered(subject, name, own, wordings):
        named = _with_noun(subject, template) if may_be_body else template
        filled = _stem(subject, named, is_own=bool(own))
        if isinstance(filled, Stem):
            found.append(filled)
        elif filled not in empty:
            empty.append(filled)
    return Stems(tuple(found), tuple(empty))


def _with_noun(subject: Subject, template: str) -> str:
    """Return a stem about a body; of a built-in kind, state bodies are institutions, in English.

    A noun that stands for the answer must fit all facts of the kind: else it would rule some out.
    """
    base, kind = subject.base, subject.kind
    if not base.wording.is_english or subject.is_own:
        return template
    if base.are_state_bodies(kind.key):
        return _NOUN.sub(_INSTITUTION, template)
    if is_state_body(subject.fact, kind.name):
        return _OWN_NOUN.sub(f"kind of {_INSTITUTION}", template)
    return template


def without_telling(subject: Subject, stems: Sequence[Stem], answer: str) -> tuple[Stem, ...]:
    """Return the stems so that one whose slots bring no word of the answer comes first."""
    if len(stems) <= 1 or len({stem.inserted for stem in stems}) <= 1:
        return tuple(stems)
    wording = subject.base.wording
    told = telling(wording, answer)
    clear = next((stem for stem in stems if not told & telling(wording, stem.inserted)), None)
    return tuple(stems) if clear is None else tuple(dict.fromkeys((clear, *stems)))


def _ordered(subject: Subject, name: str, own: str, wordings: tuple[str, ...]) -> Sequence[str]:
    """Return the templates of a stem in the order in which to try them."""
    if own:
        return [own]
    if len(wordings) <= 1 or subject.is_gap:
        return wordings[:1]
    numbered = [(str(number), wording) for number, wording in enumerate(wordings)]
    return shuffled(numbered, name, "wording")


def _stem(subject: Subject, template: str, *, is_own: bool) -> Stem | str:
    """Return the filled stem, or the slot that the fact cannot fill; for no words, the template."""
    base, time = subject.base, subject.time
    chosen = worded(template, subject.kind.media, time, plural=subject.plural)
    filling = _Filling()
    if chosen.media:
        _show(subject, chosen.media, filling)
    _fill(subject, chosen.parts, filling)
    text = tidy("".join(filling.words), base.wording.labels)
    if filling.missing or not text:
        return filling.missing or template
    text = text if is_own else _mended(subject, text)
    is_whole = is_own or chosen.is_one_part
    is_led = time is Time.PLANNED and not is_whole and "as_of" not in filling.used
    text = _introduced(subject, text, is_whole=is_whole, is_led=is_led)
    gives, says_time = _given(tuple(filling.used))
    is_timed = says_time or is_led or time is Time.PRESENT
    # An author who words a question for one value says the value, and when it holds.
    gives = gives | {subject.field.name} if is_own else gives
    return Stem(text, " ".join(filling.inserted), gives, is_timed or is_own)


def _mended(subject: Subject, text: str) -> str:
    """Return a stem of a kind as people would say it, in English and German."""
    wording, language = subject.base.wording, subject.base.deck.language
    is_built_in = not subject.is_own
    text = without_count(text, language) if is_built_in else text
    if wording.is_english:
        text = with_verb(text)
        text = with_singular(text) if _has_one_answer(subject) else text
        return with_one_mark(_plainer(subject, text) if is_built_in else text)
    if is_built_in and language.partition("-")[0] == "de":
        return without_colon(text, "war" if subject.time is Time.PAST else "ist")
    return text


def _has_one_answer(subject: Subject) -> bool:
    """Return whether a field that may have several values is known to have just one."""
    field = subject.field
    is_sure = field.many and field.complete and not subject.is_gap
    return is_sure and len(subject.fact.values.get(field.name, ())) == 1


def _plainer(subject: Subject, text: str) -> str:
    """Return a stem of a built-in kind as people would say it, in English."""
    forms = ("was", "were") if subject.time is Time.PAST else ("is", "are")
    return with_description(with_how_many(text), forms[subject.plural])


@lru_cache(maxsize=4096)
def _given(used: tuple[str, ...]) -> tuple[frozenset[str], bool]:
    """Return the fields whose values a stem gives by its slots, and whether one says a time."""
    return frozenset(used).difference(SPECIAL_SLOTS), not SPECIAL_SLOTS.keys().isdisjoint(used)


def _introduced(subject: Subject, stem: str, *, is_whole: bool, is_led: bool) -> str:
    """Return the stem after the date and the claimant that it lacks."""
    base, value = subject.base, subject.values[0]
    # Authors who word the whole question name the account that it follows, and its date.
    if is_led:
        stem = _led(base, stem, value)
    says_whose = is_whole and (value.provenance.record or subject.field.opinion)
    if not says_whose and is_claim(subject.field, value):
        stem = attributed(base, subject.field, value, stem)
    return sentence_case(stem)


def _show(subject: Subject, media: Iterable[Slot], filling: _Filling) -> None:
    """Note the pictures and sounds that a template shows, and one that the fact lacks."""
    for slot in media:
        if subject.words(slot) is not None:
            filling.used.append(slot.name)
        elif slot.form != "maybe":
            filling.missing = slot.written


def _fill(subject: Subject, parts: Iterable[Part], filling: _Filling) -> None:
    """Add the words of a template's parts, up to a slot that the fact cannot fill."""
    for part in parts:
        if isinstance(part, str):
            filling.words.append(part)
        elif isinstance(part, Slot):
            words = subject.words(part)
            if words is None:
                filling.missing = part.written
                return
            _insert(part, words, filling)
        elif isinstance(part, Section) and _is_shown(subject, part):
            _fill(subject, part.parts, filling)


def _is_shown(subject: Subject, section: Section) -> bool:
    """Return whether a fact can fill an optional section.

    What belongs to one fact is no part of a question that many share.
    """
    inner = tuple(slots_in(section.parts))
    if subject.is_gap and any(slot.name not in SPECIAL_SLOTS for slot in inner):
        return False
    return all(subject.words(slot) for slot in inner)


def _insert(slot: Slot, words: str, filling: _Filling) -> None:
    """Add the words of a slot."""
    filling.words.append(words)
    if slot.form in _SAYS_NO_VALUE or not words:
        return
    filling.used.append(slot.name)
    if slot.name not in SPECIAL_SLOTS:
        filling.inserted.append(words)


def _led(base: FactBase, stem: str, value: Value) -> str:
    """Return a question about the future after the date at which it was the future."""
    as_of = stated(base, value)
    if as_of is None:
        return stem
    if base.wording.goes_on(stem):
        stem = small_initial(stem)
    elif not base.wording.labels.question_words:
        # In these languages a new sentence begins after the date.
        stem = sentence_case(stem)
    return base.wording.lead(as_of, stem)


def _slot(subject: Subject, slot: Slot) -> str | None:
    base, fact, asked, values = subject.base, subject.fact, subject.field, subject.values
    if slot.name == "when":
        return when(base, fact, asked, values[0])
    if slot.name == "as_of":
        return _as_of(subject, slot.form)
    held = values if slot.name == asked.name else fact.values.get(slot.name, ())
    if not held:
        return None
    if slot.form == "which":
        return _which(subject, held[0].content)
    kind = subject.kind
    is_name = slot.name == kind.name or kind.fields[slot.name].other_name
    words = [_formed(subject, value, slot.form, is_name=is_name) for value in held]
    return words[0] if len(words) == 1 else base.wording.all_of(words)


def _as_of(subject: Subject, form: str) -> str | None:
    wording = subject.base.wording
    as_of = supported(subject.base, subject.fact, subject.values[0])
    if as_of is None:
        return None
    return wording.date_in(as_of) if form == "in" else wording.date(as_of)


def _which(subject: Subject, content: Content) -> str:
    """Return the words that ask for a content; if the name is a gap, for any content."""
    wording = subject.base.wording
    own = "" if subject.is_gap else type_of(content).which(content, wording)
    return own or wording.labels.texts["which"]


def _formed(subject: Subject, value: Value, form: str, *, is_name: bool) -> str:
    base, field_type = subject.base, type_of(value.content)
    name = field_type.text(value.content) if is_name else ""
    if not name:
        return field_type.form(value.content, form, base)
    if form == "bare":
        return base.wording.bare(name)
    return base.wording.name(value, subject.kind, name)


def texts_of(stems: Iterable[Stem]) -> tuple[str, ...]:
    """Return the different texts of stems in their order."""
    return tuple(dict.fromkeys([stem.text for stem in stems]))
