"""Kinds of fact, read from YAML: the built-in ones and those that a deck declares."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from quizgen.deck.keys import (
    BUILT_IN_KIND_KEYS,
    FIELD_KEYS,
    KIND_KEYS,
    QUESTION_KEYS,
    Table,
    with_choices,
)
from quizgen.deck.model import Field, Kind, QuestionRule
from quizgen.deck.read import read_keys, read_texts
from quizgen.deck.template import media_apart, slots, template_problems
from quizgen.deck.types.registry import TYPES
from quizgen.diagnostics import Place, Problems, QuizgenError, did_you_mean
from quizgen.resources import shipped
from quizgen.yaml.nodes import Broken, Entry, Mapping, Node, Scalar, Sequence
from quizgen.yaml.reader import DeckReader
from quizgen.yaml.text import read_text

# In a field's `at`, the time for which its value is told.
WHEN = "when"
_NO_PICTURE = "delete `or_picture`"
# Keys of every fact; a field of that name would hide them. The others may be fields.
_RESERVED = ("paragraph", "tags", "background")


@cache
def built_in_kinds() -> MappingType[str, Kind]:
    """Return the kinds that ship with the program, by key, in the order of their names."""
    kinds: dict[str, Kind] = {}
    for path in sorted((shipped("templates") / "kinds").glob("*.yaml")):
        problems = Problems()
        reader = DeckReader(path.name, read_text(path), problems)
        node = _as_mapping(reader.entries(), Place(path.name, 1, 1))
        kind = read_kind(None, node, problems)
        if kind is None or problems.found:
            raise QuizgenError(problems.found, exit_code=3)
        kinds[kind.key] = kind
    return kinds


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


def read_kind(key: Scalar | None, node: Node, problems: Problems) -> Kind | None:
    """Return the kind that a mapping declares, None after reporting why it declares none.

    `key` is the name that a deck gives it; a built-in kind names itself under ``kind``.
    """
    if not isinstance(node, Mapping):
        if not isinstance(node, Broken):
            problems.error(
                "Q301",
                "a kind takes keys of its own",
                node.place,
                "write one:, name:, fields:, questions:",
            )
        return None
    before = len(problems.found)
    table = KIND_KEYS if key else BUILT_IN_KIND_KEYS
    read = read_keys(node, table, problems)
    # Of a key whose value the file breaks off in, the reader has told already.
    if len(problems.found) > before or any(
        each.required and each.name not in read for each in table.values()
    ):
        return None
    name = key.text if key else read["kind"]
    fields = {field.name: field for field in _fields(read["fields"], problems)}
    if len(problems.found) > before:
        # Questions for fields that were refused would be refused for the wrong reason.
        return None
    questions = {
        rule.key: rule for rule in _questions(read["questions"], fields, read["name"], problems)
    }
    kind = Kind(
        key=name,
        one=read["one"],
        plural=read.get("plural", ""),
        pool=read.get("pool", read["one"]),
        name=read["name"],
        main=read.get("main", ""),
        fields=fields,
        questions=questions,
        place=key.place if key else node.place,
        about=read.get("about", ""),
        option=read.get("option", ""),
        alike=read.get("alike", ()),
        article=_articles(read.get("article"), problems),
        plural_names=read.get("plural_names", ()),
    )
    _check_kind(kind, node, problems)
    return kind if len(problems.found) == before else None


def field_keys() -> Table:
    """Return the keys of a field; its `type` is one of the registered types."""
    return with_choices(FIELD_KEYS, {"type": tuple(TYPES)})


def _fields(node: Mapping, problems: Problems) -> Iterator[Field]:
    table = field_keys()
    for name, inner in node:
        if name.text in _RESERVED or not name.text.isidentifier():
            fix = "use letters, digits and underscores, and none of " + ", ".join(
                f"`{word}`" for word in _RESERVED
            )
            problems.error("Q302", f"a field cannot be called `{name.text}`", name.place, fix)
        elif isinstance(inner, Mapping):
            read = read_keys(inner, table, problems)
            if "type" in read:
                yield Field(name=name.text, place=name.place, **read)
        elif not isinstance(inner, Broken):
            problems.error(
                "Q302",
                f"the field `{name.text}` takes keys of its own",
                inner.place,
                "write {type: text}",
            )


def _questions(
    node: Mapping, fields: MappingType[str, Field], names: str, problems: Problems
) -> Iterator[QuestionRule]:
    """Yield the questions; `names` is the field that names a fact."""
    for name, inner in node:
        if not isinstance(inner, Mapping):
            if not isinstance(inner, Broken):
                fix = 'write {ask: "…?"}'
                problems.error(
                    "Q303", f"the question `{name.text}` takes keys of its own", inner.place, fix
                )
            continue
        read = read_keys(inner, QUESTION_KEYS, problems)
        asked = read.get("field", name.text)
        if asked not in fields:
            fix = did_you_mean(asked, fields)
            problems.error(
                "Q303", f"`{name.text}` asks for `{asked}`, which is no field", name.place, fix
            )
            continue
        check_wordings(name.text, inner, fields, names, problems)
        if (
            not {"ask", "back"} & {key.text for key, _ in inner}
            and fields[asked].type != "sentence"
        ):
            problems.error(
                "Q303", f"the question `{name.text}` has no stem", name.place, 'write {ask: "…?"}'
            )
        yield QuestionRule(name.text, asked, read.get("ask", ()), read.get("back", ()))


def check_wordings(
    question: str, node: Mapping, fields: MappingType[str, Field], names: str, problems: Problems
) -> None:
    """Report what is wrong with the wordings of a question; `names` is the field that names a fact."""
    for key, inner in node:
        if key.text not in ("ask", "back"):
            continue
        wordings = inner.items if isinstance(inner, Sequence) else (inner,)
        if not wordings:
            problems.error(
                "Q303",
                f"`{key.text}` of `{question}` has no wording",
                inner.place,
                'write ["…?", "…?"]',
            )
        shown = {
            frozenset(media_apart(stem.text, fields)[1])
            for stem in wordings
            if isinstance(stem, Scalar)
        }
        if len(shown) > 1:
            message = f"the wordings of `{question}` show different pictures or sounds"
            problems.error("Q303", message, inner.place, "put the same slots into each: {picture}")
        seen: set[str] = set()
        for stem in wordings:
            if not isinstance(stem, Scalar):
                continue
            for message, fix in template_problems(stem.text, fields):
                problems.error("Q304", message, stem.place, fix)
            if key.text == "back" and names in {slot.name for slot in slots(stem.text)}:
                message = f"the way back of `{question}` gives its own answer away"
                problems.error("Q304", message, stem.place, f"take {{{names}}} out of it")
            if stem.text in seen:
                problems.error(
                    "Q303",
                    f"`{key.text}` of `{question}` has a wording twice",
                    stem.place,
                    "delete it",
                )
            seen.add(stem.text)


def _articles(node: Mapping | None, problems: Problems) -> dict[str, tuple[str, ...]]:
    if node is None:
        return {}
    read = {name.text: read_texts(name.text, words, problems) for name, words in node}
    return {article: words for article, words in read.items() if words}


def _check_kind(kind: Kind, node: Mapping, problems: Problems) -> None:
    places = {name.text: value.place for name, value in node}
    named = [("name", kind.name), ("main", kind.main), *(("alike", field) for field in kind.alike)]
    for key, field in named:
        if field and field not in kind.fields:
            problems.error(
                "Q303",
                f"`{field}` is no field of this kind",
                places[key],
                did_you_mean(field, kind.fields),
            )
    for each in kind.fields.values():
        _check_times(kind, each, problems)
    name = kind.fields.get(kind.name)
    if name and (name.type not in ("text", "sentence") or not name.required):
        fix = "give it {type: text, required: true}"
        problems.error(
            "Q303",
            f"`{kind.name}` names the facts, so it must be a text that each has",
            places["name"],
            fix,
        )
    _check_media(kind, places, problems)
    for message, fix in template_problems(kind.option, kind.fields):
        problems.error("Q304", message, places["option"], fix)


def _check_media(kind: Kind, places: MappingType[str, Place], problems: Problems) -> None:
    """Report pictures and sounds where only words can stand."""
    for field in kind.fields.values():
        if field.or_picture and (
            field.type != "text" or field.other_name or field.name == kind.name
        ):
            what = f"is a {field.type}" if field.type != "text" else "names the facts"
            problems.error(
                "Q303",
                f"`{field.name}` {what}, so no picture stands for it",
                field.place,
                _NO_PICTURE,
            )
        if field.is_media and field.default:
            fix = "let each fact name its own"
            problems.error(
                "Q303", f"`{field.name}` is a file, and has no default", field.place, fix
            )
    for slot in slots(kind.option):
        if slot.name in kind.fields and kind.fields[slot.name].is_media:
            fix = "take it out: options are words"
            problems.error(
                "Q304", f"an option cannot show `{{{slot.name}}}`", places["option"], fix
            )


def _check_times(kind: Kind, field: Field, problems: Problems) -> None:
    """Report a bound of existence that is no date, and an `at` that leads to none."""
    if (field.begins or field.ends) and field.type != "date":
        which = "begins" if field.begins else "ends"
        problems.error(
            "Q303",
            f"`{field.name}` is no date, so nothing {which} with it",
            field.place,
            "delete it",
        )
    dates = [name for name, each in kind.fields.items() if each.type == "date"]
    if field.at and field.type != "reference":
        problems.error(
            "Q303",
            f"`{field.name}` refers to nothing that exists `at` a time",
            field.place,
            "delete `at`",
        )
    elif field.at and field.at not in (*dates, WHEN):
        fix = did_you_mean(field.at, dates) or "name a date field of the kind, or `when`"
        problems.error("Q303", f"`{field.at}` is no date field of this kind", field.place, fix)


def check_targets(
    kinds: MappingType[str, Kind], problems: Problems, refused: AbstractSet[str] = frozenset()
) -> None:
    """Report fields that refer to kinds or pools that neither exist nor were `refused`."""
    known = {*kinds, *(kind.pool for kind in kinds.values())}
    for kind in kinds.values():
        for field in kind.fields.values():
            if field.type == "reference" and not field.to:
                problems.error(
                    "Q303",
                    f"`{field.name}` refers to nothing",
                    field.place,
                    "name kinds: `to: [people]`",
                )
            for target in field.to:
                if target not in known and target not in refused:
                    message = f"`{field.name}` refers to `{target}`, which is no kind or pool"
                    problems.error("Q303", message, field.place, did_you_mean(target, known))
