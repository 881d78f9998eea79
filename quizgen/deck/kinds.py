"""Reads kinds of fact from YAML: the built-in ones, and those that a deck declares."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from quizgen.deck.alike import read_alike
from quizgen.deck.keys.key import Table, with_choices
from quizgen.deck.keys.kinds import BUILT_IN_KIND_KEYS, FIELD_KEYS, KIND_KEYS, QUESTION_KEYS
from quizgen.deck.model.contents import Content
from quizgen.deck.model.kinds import Field, Kind, QuestionRule
from quizgen.deck.read import read_keys, read_texts
from quizgen.deck.template import media_apart, slots, template_problems
from quizgen.deck.types.registry import TYPES
from quizgen.deck.voices import read_voice
from quizgen.diagnostics import Place, Problems, QuizgenError, did_you_mean
from quizgen.resources import shipped
from quizgen.yaml.nodes import Broken, Entry, Mapping, Node, Scalar, Sequence
from quizgen.yaml.reader import DeckReader
from quizgen.yaml.text import read_text

# In a field's `at`: the time at which the value itself is true.
WHEN = "when"
# Fields cannot have these names, because they would hide keys that every fact may have.
_RESERVED = ("paragraph", "tags", "background")
_BACK = ("back", "among")
_STEMS = ("ask", *_BACK)
# The keys of a question that hold its wordings, and their names in Python.
WORDED = {
    **{key: key for key in (*_STEMS, "claim")},
    "except": "except_",
    "next": "next",
    "previous": "previous",
}


@cache
def built_in_kinds() -> MappingType[str, Kind]:
    """Return the kinds that ship with quizgen by key, in the order of their keys.

    A test checks their questions, because that takes half as long as all of the reading.
    """
    paths = sorted((shipped("templates") / "kinds").glob("*.yaml"))
    kinds = (kind_of_file(path, is_known_sound=True) for path in paths)
    return {kind.key: kind for kind in kinds}


def kind_of_file(path: Path, *, is_known_sound: bool = False) -> Kind:
    """Return the kind that a file describes, as those that ship; raises QuizgenError for faults."""
    problems = Problems()
    reader = DeckReader(path.name, read_text(path), problems)
    node = _as_mapping(reader.entries(), Place(path.name, 1, 1))
    kind = read_kind(None, node, problems, is_known_sound=is_known_sound)
    if kind is None or problems.found:
        raise QuizgenError(problems.found, exit_code=3)
    return kind


def _as_mapping(entries: Iterator[Entry], place: Place) -> Mapping:
    sections: dict[str, Any] = {}
    for entry in entries:
        if entry.key is None:
            sections[entry.section.text] = (entry.section, entry.node)
        else:
            _, inner = sections.setdefault(entry.section.text, (entry.section, []))
            inner.append((entry.key, entry.node))
    pairs = [
        (name, Mapping(tuple(node), name.place) if isinstance(node, list) else node)
        for name, node in sections.values()
    ]
    return Mapping(tuple(pairs), place)


def read_kind(
    key: Scalar | None, node: Node, problems: Problems, *, is_known_sound: bool = False
) -> Kind | None:
    """Return the kind that a mapping declares, None after reporting why there is none.

    `key` is the name that a deck gives it; a built-in kind has its name under ``kind``. The
    questions of a kind that `is_known_sound` are not checked.
    """
    if not isinstance(node, Mapping):
        if not isinstance(node, Broken):
            fix = "write one:, name:, fields:, questions:"
            problems.error("Q301", "a kind takes keys of its own", node.place, fix)
        return None
    before = len(problems.found)
    table = KIND_KEYS if key else BUILT_IN_KIND_KEYS
    read = read_keys(node, table, problems)
    if len(problems.found) > before or not _is_whole(table, read):
        return None
    fields = {field.name: field for field in _fields(read["fields"], problems)}
    if len(problems.found) > before:
        # Questions about refused fields would be reported for the wrong reason.
        return None
    questions = {rule.key: rule for rule in _questions(read["questions"], fields, problems)}
    if not is_known_sound:
        _check_questions(read["questions"], questions, fields, read["name"], problems)
    read["article"] = _articles(read.get("article"), problems)
    asked = {rule.field for rule in questions.values()}
    read["alike"] = read_alike(read.get("alike", ()), fields, asked, problems)
    kind = _kind(key, node.place, read, fields, questions)
    _check_kind(kind, node, problems)
    return kind if len(problems.found) == before else None


def _is_whole(table: Table, read: MappingType[str, Any]) -> bool:
    """Tell whether no required key is missing, as where the file breaks off in its value."""
    return all(key.name in read for key in table.values() if key.required)


def _kind(
    key: Scalar | None,
    place: Place,
    read: MappingType[str, Any],
    fields: MappingType[str, Field],
    questions: MappingType[str, QuestionRule],
) -> Kind:
    """Return the kind with these parts and the rest of what its keys say."""
    return Kind(
        key=key.text if key else read["kind"],
        one=read["one"],
        plural=read.get("plural", ""),
        pool=read.get("pool", read["one"]),
        name=read["name"],
        main=read.get("main", ""),
        fields=fields,
        questions=questions,
        place=key.place if key else place,
        about=read.get("about", ""),
        option=read.get("option", ""),
        alike=read["alike"],
        article=read["article"],
        plural_names=read.get("plural_names", ()),
        was=read.get("was", ""),
    )


def field_keys() -> Table:
    """Return the keys of a field; its `type` is one of the registered types."""
    return with_choices(FIELD_KEYS, {"type": tuple(TYPES)})


def _fields(node: Mapping, problems: Problems) -> Iterator[Field]:
    table = field_keys()
    for name, inner in node:
        if name.text in _RESERVED or not name.text.isidentifier():
            problems.error(
                "Q302",
                f"a field cannot be called `{name.text}`",
                name.place,
                _better_name(name.text),
            )
        elif isinstance(inner, Mapping):
            read = read_keys(inner, table, problems)
            if "type" in read:
                yield _field(name, inner, read, problems)
        elif not isinstance(inner, Broken):
            problems.error(
                "Q302",
                f"the field `{name.text}` takes keys of its own",
                inner.place,
                "write {type: text}",
            )


def _better_name(name: str) -> str:
    """Return the fix for a field whose name is not allowed."""
    with_underscores = name.replace("-", "_").replace(" ", "_")
    if with_underscores != name and with_underscores.isidentifier():
        return f"write `{with_underscores}`"
    reserved = ", ".join(f"`{word}`" for word in _RESERVED)
    return f"use letters, digits and underscores, and none of {reserved}"


_LIMITS = ("min", "max")
# A field of this name tells the whole that a fact is a part of, unless `contains` says no.
_PART_OF = "part_of"


def _field(name: Scalar, node: Mapping, read: dict[str, Any], problems: Problems) -> Field:
    """Return the field with its limits as contents of its type."""
    written = {key: read.pop(key) for key in _LIMITS if key in read}
    read.setdefault("contains", name.text == _PART_OF)
    field = Field(name=name.text, place=name.place, **read)
    places = {key.text: value.place for key, value in node}
    if field.voice:
        field = replace(field, voice=read_voice(field.voice, places["voice"], problems))
    least, most = (
        _limit(key, written.get(key, ""), places.get(key, node.place), field, problems)
        for key in _LIMITS
    )
    return replace(field, least=least, most=most)


def _limit(key: str, text: str, place: Place, field: Field, problems: Problems) -> Content | None:
    field_type = TYPES[field.type]
    if not text:
        return None
    if not field_type.ranked:
        message = f"`{field.name}` holds no numbers or dates, so it has no `{key}`"
        problems.error("Q303", message, place, "delete it")
        return None
    content: Content | None = field_type.read(text, place, field, problems)
    return content


def _questions(
    node: Mapping, fields: MappingType[str, Field], problems: Problems
) -> Iterator[QuestionRule]:
    """Yield the questions about fields, and report the others."""
    for name, inner in node:
        if isinstance(inner, Mapping):
            rule = _question(name, inner, fields, problems)
            if rule is not None:
                yield rule
        elif not isinstance(inner, Broken):
            message = f"the question `{name.text}` takes keys of its own"
            problems.error("Q303", message, inner.place, 'write {ask: "…?"}')


def _question(
    name: Scalar, node: Mapping, fields: MappingType[str, Field], problems: Problems
) -> QuestionRule | None:
    """Return one question, None after reporting that it asks for a field that does not exist."""
    read = read_keys(node, QUESTION_KEYS, problems)
    asked = read.get("field", name.text)
    if asked not in fields:
        message = f"`{name.text}` asks for `{asked}`, which is not a field"
        problems.error("Q303", message, name.place, did_you_mean(asked, fields))
        return None
    wordings = {name: read[key] for key, name in WORDED.items() if key in read}
    return QuestionRule(name.text, asked, **wordings, was=read.get("was", ""))


def _check_questions(
    node: Mapping,
    rules: MappingType[str, QuestionRule],
    fields: MappingType[str, Field],
    names: str,
    problems: Problems,
) -> None:
    """Report problems of the questions `rules`; `names` is the field with a fact's name."""
    for name, inner in node:
        if name.text in rules and isinstance(inner, Mapping):
            rule = rules[name.text]
            check_wordings(rule, inner, fields, names, problems)
            _check_ways(name, inner, rule, fields[rule.field], problems)


def _check_ways(
    name: Scalar, node: Mapping, rule: QuestionRule, asked: Field, problems: Problems
) -> None:
    """Report a question whose ways to ask do not go with its field or with each other."""
    if asked.type == "diagram":
        _check_diagram_question(rule, asked, node, problems)
    has_stem = any(key.text in _STEMS for key, _ in node)
    if not has_stem and asked.type != "sentence":
        message = f"the question `{name.text}` has no stem"
        problems.error("Q303", message, name.place, 'write {ask: "…?"}')
    if rule.back and rule.among:
        message = f"`{name.text}` has both `back` and `among`"
        fix = "delete `among` if a value tells the fact, else `back`"
        problems.error("Q303", message, name.place, fix)


def _check_diagram_question(
    rule: QuestionRule, asked: Field, node: Mapping, problems: Problems
) -> None:
    """Report a question about regions that does not say which one it asks for, or goes back."""
    for key, inner in node:
        if key.text in WORDED and key.text != "ask":
            message = f"`{key.text}` does not go with the regions of a diagram"
            problems.error("Q303", message, inner.place, "delete it: `ask` makes all the questions")
    if any(asked.name not in {slot.name for slot in slots(stem)} for stem in rule.ask):
        message = f"`ask` of `{rule.key}` does not say which region it asks for"
        fix = f"put {{{asked.name}}} in the place of the region's number"
        problems.error("Q304", message, node.place, fix)


def check_wordings(
    rule: QuestionRule,
    node: Mapping,
    fields: MappingType[str, Field],
    names: str,
    problems: Problems,
) -> None:
    """Report problems in the wordings of a question; `names` is the field with a fact's name."""
    for key, inner in node:
        if key.text not in WORDED:
            continue
        wordings = inner.items if isinstance(inner, Sequence) else (inner,)
        stems = [stem for stem in wordings if isinstance(stem, Scalar)]
        what = f"`{key.text}` of `{rule.key}`"
        if not wordings:
            problems.error("Q303", f"{what} has no wording", inner.place, 'write ["…?", "…?"]')
        if key.text in _STEMS:
            _check_pictures(rule.key, inner, stems, fields, problems)
        _check_repeated(what, stems, problems)
        answer = _answer_of(key.text, fields[rule.field], names)
        for stem in stems:
            if key.text == "claim":
                check_claim(what, stem, fields, rule.field, problems)
            else:
                _check_stem(what, stem, fields, answer, problems)


def _answer_of(key: str, asked: Field, names: str) -> str:
    """Return the field that a wording must not show, "" for none."""
    if key not in (*_BACK, "except"):
        return ""
    # Of a field with many values, the options are values; else they are names of facts.
    return asked.name if asked.many and key != "back" else names


def _check_pictures(
    question: str,
    node: Node,
    stems: list[Scalar],
    fields: MappingType[str, Field],
    problems: Problems,
) -> None:
    """Report wordings of one question that show different pictures or sounds."""
    media = frozenset(name for name, field in fields.items() if field.is_media)
    shown = {frozenset(media_apart(stem.text, media)[1]) for stem in stems}
    if len(shown) > 1:
        message = f"the wordings of `{question}` show different pictures or sounds"
        problems.error("Q303", message, node.place, "put the same slots into each: {picture}")


def _check_repeated(what: str, stems: list[Scalar], problems: Problems) -> None:
    seen: set[str] = set()
    for stem in stems:
        if stem.text in seen:
            problems.error("Q303", f"{what} has a wording twice", stem.place, "delete it")
        seen.add(stem.text)


def _check_stem(
    what: str, stem: Scalar, fields: MappingType[str, Field], answer: str, problems: Problems
) -> None:
    """Report the problems of one stem; `answer` is the field that it must not show, "" for none."""
    for message, fix in template_problems(stem.text, fields):
        problems.error("Q304", message, stem.place, fix)
    if answer and answer in {slot.name for slot in slots(stem.text)}:
        message = f"{what} gives its own answer away"
        problems.error("Q304", message, stem.place, f"remove {{{answer}}} from it")


def as_words(fields: MappingType[str, Field]) -> dict[str, Field]:
    """Return fields as claims show them: of words alone, so that what may be a picture fits."""
    return {name: replace(field, or_picture=False) for name, field in fields.items()}


def check_claim(
    what: str, claim: Scalar, fields: MappingType[str, Field], asked: str, problems: Problems
) -> None:
    """Report the problems of one claim, which must say what the field `asked` is."""
    for message, fix in template_problems(claim.text, as_words(fields)):
        problems.error("Q304", message, claim.place, fix)
    if asked not in {slot.name for slot in slots(claim.text)}:
        message = f"{what} does not say what `{asked}` is"
        problems.error("Q304", message, claim.place, f"put {{{asked}}} in the place of the answer")


def _articles(node: Mapping | None, problems: Problems) -> dict[str, tuple[str, ...]]:
    if node is None:
        return {}
    read = {name.text: read_texts(name.text, words, problems) for name, words in node}
    return {article: words for article, words in read.items() if words}


def _check_kind(kind: Kind, node: Mapping, problems: Problems) -> None:
    places = {name.text: value.place for name, value in node}
    named = [("name", kind.name), ("main", kind.main)]
    named += [("alike", field) for each in kind.alike for field in each.fields]
    for key, field in named:
        if field and field not in kind.fields:
            fix = did_you_mean(field, kind.fields)
            problems.error("Q303", f"`{field}` is not a field of this kind", places[key], fix)
    for each in kind.fields.values():
        _check_times(kind, each, problems)
    _check_name(kind, places, problems)
    for each in kind.fields.values():
        _check_media(kind, each, problems)
        if each.in_order and not each.many:
            message = f"`{each.name}` has one value, which has no order"
            problems.error("Q303", message, each.place, "add `many: true`, or delete `in_order`")
    _check_option(kind, places, problems)


def _check_name(kind: Kind, places: MappingType[str, Place], problems: Problems) -> None:
    name = kind.fields.get(kind.name)
    if name and (name.type not in ("text", "sentence") or not name.required):
        message = f"`{kind.name}` names the facts, so it must be a text that each has"
        fix = "give it {type: text, required: true}"
        problems.error("Q303", message, places["name"], fix)


def _check_media(kind: Kind, field: Field, problems: Problems) -> None:
    """Report a picture or a sound where only words can stand."""
    names_facts = field.other_name or field.name == kind.name
    if field.or_picture and (field.type != "text" or names_facts):
        what = "names the facts" if field.type == "text" else f"is a {field.type}"
        message = f"`{field.name}` {what}, so a picture cannot replace it"
        problems.error("Q303", message, field.place, "delete `or_picture`")
    if field.type == "diagram" and field.many:
        message = f"`{field.name}` is a diagram, of which a fact has one"
        problems.error("Q303", message, field.place, "delete `many`")
    if (field.is_media or field.type == "diagram") and field.default:
        message = f"`{field.name}` is a file, so it cannot have a default"
        problems.error("Q303", message, field.place, "let each fact name its own")


def _check_option(kind: Kind, places: MappingType[str, Place], problems: Problems) -> None:
    for slot in slots(kind.option):
        if slot.name in kind.fields and kind.fields[slot.name].is_media:
            message = f"an option cannot show `{{{slot.name}}}`"
            problems.error("Q304", message, places["option"], "remove it: options are words")
    for message, fix in template_problems(kind.option, kind.fields):
        problems.error("Q304", message, places["option"], fix)


def _check_times(kind: Kind, field: Field, problems: Problems) -> None:
    """Report `begins` or `ends` of a field without dates, and an `at` that names no date."""
    if (field.begins or field.ends or field.over) and field.type != "date":
        which = "begins" if field.begins else "ends"
        message = f"`{field.name}` is not a date, so nothing {which} with it"
        problems.error("Q303", message, field.place, "delete it")
    if field.at:
        _check_at(kind, field, problems)


def _check_at(kind: Kind, field: Field, problems: Problems) -> None:
    dates = [name for name, each in kind.fields.items() if each.type == "date"]
    if field.type != "reference":
        message = f"`{field.name}` is not a reference, so `at` has no effect"
        problems.error("Q303", message, field.place, "delete `at`")
    elif field.at not in (*dates, WHEN):
        message = f"`{field.at}` is not a date field of this kind"
        fix = did_you_mean(field.at, dates) or "name a date field of the kind, or `when`"
        problems.error("Q303", message, field.place, fix)


def check_targets(
    kinds: MappingType[str, Kind], problems: Problems, refused: AbstractSet[str] = frozenset()
) -> None:
    """Report fields that refer to kinds or pools that neither exist nor were `refused`."""
    known = {*kinds, *(kind.pool for kind in kinds.values())}
    for kind in kinds.values():
        for field in kind.fields.values():
            if field.type == "reference" and not field.to:
                message = f"`{field.name}` does not say what it refers to"
                problems.error("Q303", message, field.place, "name kinds: `to: [people]`")
            for target in field.to:
                if target not in known and target not in refused:
                    message = f"`{field.name}` refers to `{target}`, neither a kind nor a pool"
                    problems.error("Q303", message, field.place, did_you_mean(target, known))
