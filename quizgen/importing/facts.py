"""Facts of a deck from the questions of other programs, each in the kind that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.deck.tables import id_from
from quizgen.diagnostics import Diagnostic
from quizgen.exchange.model import Answering, Option, Question
from quizgen.importing.answers import as_claim
from quizgen.importing.reader import left_out, not_held
from quizgen.language.labels import truth_words
from quizgen.language.script import is_question
from quizgen.markup.author import author_text
from quizgen.markup.plain import plain
from quizgen.markup.written import nodes_of
from quizgen.quiz.manifest import Picture
from quizgen.yaml.edit import written as as_yaml

# A value in YAML: a text, a number, a list, or a mapping.
Value = object
MEDIA = "media"
# The limits of quizgen's items.
_FEWEST_OPTIONS, _MOST_OPTIONS, _MOST_ORDERED = 3, 26, 26
_BRACES = re.compile(r"\{\{|\}\}|\|")
_TAG_OF_DIFFICULTY = re.compile("difficulty-(easy|medium|hard)")
# Parts of ids that name quizgen's forms and fields, and no fact.
_NO_NAMES = {"answer", "short", "claim", "several", "fill-in", "order", "steps", "text", "match"}
_MOST_OF_ID = 60
# What stands in the deck as the answer of an essay that has none.
_NO_ANSWER = "(no model answer)"


@dataclass(frozen=True, slots=True)
class MadeFact:
    """A fact: the key of its kind, its id, its values by key, and where its question stands."""

    kind: str
    id: str
    values: Mapping[str, Value]


@dataclass(slots=True)
class Facts:
    """The facts of a deck, with the kinds that the deck must declare for them."""

    labels: Mapping[str, str]
    facts: list[MadeFact] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    most_options: int = 0
    _ids: set[tuple[str, str]] = field(default_factory=set)

    def add(self, question: Question) -> None:
        """Add the fact or the facts of a question, or a problem if a deck can't hold it."""
        maker = _MAKERS[question.answering]
        try:
            self.facts += maker(self, question)
        except _UnheldError as unheld:
            self.problems.append(left_out(question.place, str(unheld)))

    def lose(self, question: Question, what: str, instead: str) -> None:
        """Note that a deck can't hold a part of a question."""
        self.problems.append(not_held(question.place, what, instead))

    def id_for(self, kind: str, question: Question) -> str:
        """Return an id for the fact of a question, which no other fact of the kind has."""
        name = _name_in(question.uid) or id_from(question.id) or id_from(plain(question.stem))
        return self._free(kind, name[:_MOST_OF_ID].strip("-") or "question")

    def _free(self, kind: str, name: str) -> str:
        made, count = name, 1
        while (kind, made) in self._ids:
            count += 1
            made = f"{name}-{count}"
        self._ids.add((kind, made))
        return made

    def fact(self, kind: str, question: Question, values: Mapping[str, Value]) -> MadeFact:
        """Return a fact with its values, and with what all questions have."""
        id_ = self.id_for(kind, question)
        return MadeFact(kind, id_, {**values, **self._common(question)})

    def _common(self, question: Question) -> dict[str, Value]:
        made: dict[str, Value] = {}
        note = "\n".join(map(written, self._told(question)))
        if note:
            made["note"] = note
        if question.pictures and question.answering is not Answering.GAP:
            made["picture"] = _shown(question.pictures[0])
        if len(question.pictures) > (question.answering is not Answering.GAP):
            self.lose(question, "a question of a deck has one picture", "the others are left out")
        if question.points != 1:
            made["points"] = question.points
        tags = [tag for tag in question.tags if not _TAG_OF_DIFFICULTY.fullmatch(tag)]
        if tags:
            made["tags"] = ["-".join(tag.split()) for tag in tags]
        return made

    def _told(self, question: Question) -> Iterator[str]:
        """Yield the explanation without what quizgen says of accepted answers by itself."""
        begins = tuple(self.labels[name].partition("{")[0] for name in ("also", "accept"))
        read = begins if question.accepted else ()
        if question.answering is Answering.ONE:
            read = begins[:1]
        for line in (*question.explanation, *question.cited):
            if not (read and plain(line).startswith(read)):
                yield line

    def also_in(self, question: Question) -> Iterator[str]:
        """Yield the further right answers in the remark that quizgen itself writes of them."""
        begin = self.labels["also"].partition("{")[0]
        for line in question.explanation:
            text = plain(line)
            if text.startswith(begin):
                yield from text.removeprefix(begin).removesuffix(".").split("; ")


class _UnheldError(Exception):
    """A question that a deck can't hold: why."""


def written(text: str) -> str:
    """Return a marked text as an author writes it."""
    return author_text(nodes_of(text))


def _shown(picture: Picture) -> dict[str, Value]:
    return {"value": f"{MEDIA}/{picture.file}", "alt": plain(picture.alt) or "a picture"}


def _offer(option: Option) -> Value:
    if not option.picture:
        return written(option.text)
    return {"picture": f"{MEDIA}/{option.picture.file}", "alt": option.text or "a picture"}


def _name_in(uid: str) -> str:
    """Return the name of the fact in the id of a question that quizgen exported, else ""."""
    parts = uid.split("/")
    if len(parts) < 3:
        return ""
    kept = [part for part in parts[2:] if part not in _NO_NAMES and not part.isdecimal()]
    return id_from("-".join(kept))


def _choice(facts: Facts, question: Question) -> Iterator[MadeFact]:
    claim = _as_yes_or_no(question)
    yield from _claim(facts, claim) if claim else _one(facts, question)


def _as_yes_or_no(question: Question) -> Question | None:
    """Return a choice between yes and no as a claim, None for another choice."""
    right, wrong = _parted(question)
    has_pictures = any(option.picture for option in question.options)
    if len(right) != 1 or len(wrong) != 1 or has_pictures or question.accepted:
        return None
    yes, no = truth_words()
    words = [plain(option.text).casefold().strip() for option in (right[0], wrong[0])]
    is_true = words[0] in yes
    first, second = (yes, no) if is_true else (no, yes)
    if words[0] not in first or words[1] not in second:
        return None
    return as_claim(question, is_true, wrong=wrong[0].feedback)


def _one(facts: Facts, question: Question) -> Iterator[MadeFact]:
    right, wrong = _parted(question)
    if not right:
        raise _UnheldError("none of its options is right")
    if len({bool(option.picture) for option in question.options}) > 1:
        raise _UnheldError("some of its options are pictures, and others are words")
    if len(right) > 1:
        what = "several options are right, each by itself"
        facts.lose(question, what, "the first one is an option, the others are further answers")
    values: dict[str, Value] = {"ask": _ask(question), "answer": _offer(right[0])}
    also = _also(facts, question, right, wrong)
    if also:
        values["also"] = list(map(_plain, also))
    values |= _wrong(facts, question, wrong)
    yield facts.fact("questions", question, values)


def _also(
    facts: Facts, question: Question, right: list[Option], wrong: list[Option]
) -> Sequence[str]:
    """Return further right answers: options, and what the file says of them elsewhere."""
    told = [*question.accepted]
    if question.answering is Answering.ONE:
        told += facts.also_in(question)
    denied = {plain(option.text) for option in wrong}
    for text in dict.fromkeys(told):
        if text in denied:
            facts.lose(question, f"`{text}` is a wrong option and also right", "it counts as wrong")
    known = dict.fromkeys([*(plain(option.text) for option in right[1:]), *told])
    unsaid = denied | {plain(right[0].text), ""}
    return [text for text in known if text not in unsaid]


def _parted(question: Question) -> tuple[list[Option], list[Option]]:
    """Return the right options and the wrong ones."""
    right = [option for option in question.options if option.is_right]
    return right, [option for option in question.options if not option.is_right]


def _ask(question: Question) -> str:
    if not question.stem:
        raise _UnheldError("it asks nothing in words")
    return written(question.stem)


def _wrong(facts: Facts, question: Question, wrong: list[Option]) -> dict[str, Value]:
    """Return the keys for wrong options, and for what sets them apart."""
    offers = list(map(_offer, wrong))
    if len(offers) < _FEWEST_OPTIONS - 1:
        return _too_few(facts, question, offers)
    facts.most_options = max(facts.most_options, len(offers) + 1)
    told = [option for option in wrong if option.feedback]
    if not (question.shuffle or told):
        return {"options": list(map(_offer, question.options))}
    if any(option.picture for option in told):
        facts.lose(question, "a picture has no feedback of its own", "it is left out")
    return {**_tempting(told), "only": offers}


def _too_few(facts: Facts, question: Question, offers: list[Value]) -> dict[str, Value]:
    if offers:
        count = len(offers)
        what = f"it has only {count} wrong option; multiple choice needs {_FEWEST_OPTIONS - 1}"
        facts.lose(question, what, "it is asked in words")
    texts = [offer for offer in offers if isinstance(offer, str)]
    return {"not": texts} if texts else {}


def _tempting(told: list[Option]) -> dict[str, Value]:
    listed: list[Value] = [
        {"value": written(option.text), "why": written(option.feedback)}
        for option in told
        if not option.picture
    ]
    return {"mistaken_for": listed} if listed else {}


def _several(facts: Facts, question: Question) -> Iterator[MadeFact]:
    right, wrong = _parted(question)
    if len(right) < 2:
        yield from _choice(facts, question)
        return
    if any(option.picture for option in question.options):
        raise _UnheldError("several pictures are right")
    if _is_of_steps(question, "several"):
        what = "the question has the steps of a process without their order"
        facts.lose(question, what, "the deck has a question with several right options")
    label = facts.labels["several"].partition("{stem}")[2]
    stem = question.stem.removesuffix(label).rstrip()
    facts.kinds["several"] = _SEVERAL
    answers = [written(option.text) for option in right]
    values: dict[str, Value] = {"ask": _ask(_with_stem(question, stem)), "answer": answers}
    values |= _wrong(facts, question, wrong)
    yield facts.fact("several", question, values)


def _is_of_steps(question: Question, form: str) -> bool:
    """Return whether quizgen made a question of a form from the steps of a process."""
    return question.uid.split("/")[-2:] == ["steps", form]


def _with_stem(question: Question, stem: str) -> Question:
    return replace(question, stem=stem)


def _claim(facts: Facts, question: Question) -> Iterator[MadeFact]:
    if len(question.key) != 1:
        raise _UnheldError("both true and false are right")
    names = ("is_yes", "is_no") if is_question(plain(question.stem)) else ("is_true", "is_false")
    words = [facts.labels[name] for name in names]
    values: dict[str, Value] = {"ask": _ask(question), "answer": words[question.key[0]]}
    told = zip(words, question.options, strict=True)
    wrong = [Option(word, feedback=each.feedback) for word, each in told if each.feedback]
    yield facts.fact("questions", question, values | _tempting(wrong))


def _written(facts: Facts, question: Question) -> Iterator[MadeFact]:
    answer, *others = question.accepted or ("",)
    if not answer:
        raise _UnheldError("it has no answer")
    value: Value = _plain(answer)
    if question.bounds:
        least, largest = question.bounds
        value = {"value": answer, "tolerance": _decimal((largest - least) / 2)}
    values: dict[str, Value] = {"ask": _ask(question), "answer": value}
    if others:
        values["also"] = list(map(_plain, others))
    yield facts.fact("questions", question, values)


def _decimal(number: float) -> str:
    """Return a number with the decimals that it needs: 2, 0.25."""
    return f"{number:.9f}".rstrip("0").rstrip(".")


def _plain(text: str) -> str:
    """Return plain words as an author writes them."""
    return author_text((text,)) if text else ""


def _gap(facts: Facts, question: Question) -> Iterator[MadeFact]:
    answer, *others = question.accepted or ("",)
    before, after = question.stem_parts
    parts = [written(before), _plain(answer), written(after)]
    is_sentence = answer and not question.bounds and not any(map(_BRACES.search, parts))
    if not is_sentence or not (before + after).strip():
        yield from _written(facts, question)
        return
    # The parts lose the blanks at their ends when they are written for themselves.
    left = before[: len(before) - len(before.lstrip())] + written(before.strip())
    right = written(after.strip())
    spaced = f"{left}{' ' * before.endswith(' ')}{{{{{parts[1]}|text}}}}"
    text = f"{spaced}{' ' * after.startswith(' ')}{right}"
    values: dict[str, Value] = {"text": text}
    if others:
        values["also"] = list(map(_plain, others))
    yield facts.fact("statements", question, values)


def _essay(facts: Facts, question: Question) -> Iterator[MadeFact]:
    answer = " ".join(written(question.answer).split())
    if not answer:
        answer = _NO_ANSWER
        what = "it does not say what a good answer is"
        facts.lose(question, what, f"its answer is `{_NO_ANSWER}`")
    values: dict[str, Value] = {"ask": _ask(question), "answer": answer}
    values["lines"] = min(max(question.lines, 1), 40)
    if question.rubric:
        values["rubric"] = {as_yaml(each.words, '"'): each.points for each in question.rubric}
    yield facts.fact("questions", question, values)


def _order(facts: Facts, question: Question) -> Iterator[MadeFact]:
    entries = [written(question.options[index].text) for index in question.key]
    if any(question.options[index].picture for index in question.key):
        raise _UnheldError("its entries are pictures")
    if len(set(entries)) < 4:
        raise _UnheldError("a deck orders at least four entries")
    if _is_of_steps(question, "order"):
        what = "a question on the order of steps may leave out some of the process"
        facts.lose(question, what, f"the deck has the {len(entries)} steps that it asks for")
    label = facts.labels["order_steps"].partition("{name}")[2]
    name = question.stem.removesuffix(label)
    yield facts.fact("steps", question, {"name": written(name), "steps": entries})


def _pairs(facts: Facts, question: Question) -> Iterator[MadeFact]:
    """Yield a fact for each pair, and background for options to spare."""
    options = [option.text for option in question.options]
    if len(set(question.key)) < len(question.key):
        raise _UnheldError("an answer belongs to several of its entries")
    if len(options) < 4:
        raise _UnheldError("a deck matches at least three entries with four answers")
    begin, _, end = facts.labels["match"].partition("{question}")
    stem = question.stem.removeprefix(begin).removesuffix(end)
    kind = f"match-{len(facts.kinds) + 1}"
    facts.kinds[kind] = _match(written(stem), facts.labels["gap"])
    entries = list(zip(question.left, question.key, strict=True))
    for left, index in entries:
        values = {"name": written(left), "answer": written(options[index])}
        made = facts.fact(kind, _named(question, left), values)
        yield made if left == question.left[0] else _bare(made)
    spare = [index for index in range(len(options)) if index not in question.key]
    for number, index in enumerate(spare, 1):
        name = f"({number})"
        values = {"name": name, "answer": written(options[index])}
        yield MadeFact(kind, f"spare-{number}", {**values, "background": True})


def _named(question: Question, left: str) -> Question:
    return replace(question, uid="", id=plain(left))


def _bare(made: MadeFact) -> MadeFact:
    """Return a fact without the note, which one of the pairs has."""
    return MadeFact(made.kind, made.id, {k: v for k, v in made.values.items() if k != "note"})


_MAKERS = {
    Answering.ONE: _choice,
    Answering.MANY: _several,
    Answering.CLAIM: _claim,
    Answering.PAIRS: _pairs,
    Answering.ORDER: _order,
    Answering.GAP: _gap,
    Answering.WORDS: _written,
    Answering.TEXT: _essay,
}
_SEVERAL = """\
    one: question
    name: ask
    main: answer
    fields:
      ask: {type: text, required: true}
      answer: {type: text, required: true, many: true}
      picture: {type: image}
    questions:
      answer: {ask: "{ask} {picture:maybe}"}
"""


def _match(stem: str, gap: str) -> str:
    """Return the declaration of a kind whose facts are the pairs of one question."""
    plain_stem = stem.replace("{", "(").replace("}", ")")
    asked = plain_stem.replace(gap, "{name}", 1) if gap in stem else f"{plain_stem} {{name}}"
    return f"""\
    one: entry
    name: name
    fields:
      name: {{type: text, required: true}}
      answer: {{type: text, required: true, single: true}}
      picture: {{type: image}}
    questions:
      answer: {{ask: {as_yaml(asked, '"')}}}
"""
