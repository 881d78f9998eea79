"""Reads one fact: the keys that every fact may have, and the fields of its kind."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from msgspec.structs import replace

from quizgen.deck.keys.facts import ASKING_KEYS, CONTROL_KEYS, FACT_KEYS
from quizgen.deck.keys.key import Table
from quizgen.deck.kinds import built_in_kinds
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Control, Criterion, Fact, Provenance, Value
from quizgen.deck.model.kinds import Field, Kind
from quizgen.deck.offers import check_offers
from quizgen.deck.ordered import check_options
from quizgen.deck.read import check_id, read_shape, shorten, unknown_key
from quizgen.deck.rubric import read_rubric
from quizgen.deck.values import (
    FieldContext,
    check_stems,
    control_of,
    merge_control,
    provenance_of,
    read_content,
    read_values,
)
from quizgen.deck.wrong import check_no_names, check_wrong
from quizgen.diagnostics import Place, Problems
from quizgen.yaml.nodes import Broken, Mapping, Node, Scalar, Sequence

Values = dict[str, tuple[Value, ...]]


def read_fact(kind: Kind, key: Scalar, node: Node, problems: Problems) -> Fact | None:
    """Return the fact under the id `key`, None after reporting why it cannot be one."""
    mapping = _as_mapping(kind, key, node, problems)
    if mapping is None or not check_id(key, problems):
        return None
    common = _read_common(kind, mapping, problems)
    provenance = provenance_of(common, mapping)
    values: Values = {}
    for name, inner in mapping:
        if name.text in kind.fields:
            context = FieldContext(kind.fields[name.text], kind.fields, provenance)
            read = read_values(inner, context, problems)
            if read:
                values[name.text] = read
    values = _with_main(kind, mapping, values, common, problems)
    _check_required(kind, key, mapping, values, problems)
    _add_defaults(kind, values, key.place, provenance, problems)
    if not common:
        # Most facts have nothing but their fields.
        return Fact(kind.key, key.text, values, key.place)
    written = common.get("rubric")
    rubric = read_rubric(written, common.get("points"), problems) if written else ()
    return Fact(
        kind.key,
        key.text,
        values,
        key.place,
        common.get("tags", ()),
        common.get("background", False),
        guid=common.get("guid", ""),
        was=common.get("was", ""),
        points=common.get("points") or _sum_of(rubric),
        lines=common.get("lines", 0),
        rubric=rubric,
        passage=common.get("passage", ""),
    )


def _sum_of(rubric: tuple[Criterion, ...]) -> Decimal | None:
    return sum((each.points for each in rubric), Decimal(0)) if rubric else None


def _as_mapping(kind: Kind, key: Scalar, node: Node, problems: Problems) -> Mapping | None:
    if isinstance(node, Mapping):
        return node
    if isinstance(node, Scalar) and not node.is_missing and kind.main and needs_only_main(kind):
        name = Scalar(kind.main, node.place)
        return Mapping(((name, node),), node.place)
    if not isinstance(node, Broken):
        _refuse_shape(kind, key, node, problems)
    return None


def _refuse_shape(kind: Kind, key: Scalar, node: Node, problems: Problems) -> None:
    one = f"an {kind.one}" if kind.one[:1] in "aeiou" else f"a {kind.one}"
    if key.text in kind.fields:
        told = f"is a key of {one}, but stands where its id belongs"
        fix = "write an id of your own above it, such as `first:`, and indent the keys below that"
        # All keys of the fact stand there.
        if not any(each.message.endswith(told) for each in problems.found):
            problems.error("Q214", f"`{key.text}` {told}", key.place, fix)
        return
    required = ", ".join(f"{name}: …" for name, field in kind.fields.items() if field.required)
    fix = f"write {{{required}}}, or its keys below it, indented"
    if isinstance(node, Scalar) and node.is_missing:
        message = f"this {kind.one} is empty"
    else:
        shape = "a list" if isinstance(node, Sequence) else "a text"
        message = f"{one} takes keys of its own, not {shape}"
    problems.error("Q214", message, node.place, fix)


def needs_only_main(kind: Kind) -> bool:
    """Return whether a fact of a kind may be written as one text, the value of its main field."""
    return all(name == kind.main or not field.required for name, field in kind.fields.items())


def _common_keys(kind: Kind) -> Table:
    return _keys_without(kind.names)


@cache
def _keys_without(fields: frozenset[str]) -> Table:
    """Return the keys that every fact may have, without those that are fields of its kind."""
    return {name: key for name, key in FACT_KEYS.items() if name not in fields}


@cache
def _keys_of_answers(fields: frozenset[str]) -> frozenset[str]:
    """Return the keys of a fact that control its answer or its question."""
    keys = {*CONTROL_KEYS, *ASKING_KEYS, "single"}
    return frozenset(keys & _keys_without(fields).keys())


def _read_common(kind: Kind, mapping: Mapping, problems: Problems) -> dict[str, Any]:
    common: dict[str, Any] = {}
    others = [(name, node) for name, node in mapping.entries if name.text not in kind.fields]
    if not others:
        return common
    table = _common_keys(kind)
    for name, node in others:
        if name.text not in table:
            unknown_key(name, {**kind.fields, **table}, problems)
            continue
        value = read_shape(table[name.text], node, problems)
        if value is not None and (name.text != "was" or _is_former_id(value, node, problems)):
            common[name.text] = value
    return common


def _is_former_id(text: str, node: Node, problems: Problems) -> bool:
    """Return whether a text is an id, or a kind and an id; report it if not."""
    kind, _, own = text.rpartition("/")
    parts = [Scalar(part, node.place) for part in (kind, own) if part or part is own]
    return all(check_id(part, problems) for part in parts)


def _with_main(
    kind: Kind, mapping: Mapping, values: Values, common: dict[str, Any], problems: Problems
) -> Values:
    """Return the values with the fact's answers and stems given to the kind's main field.

    In a kind without one, they belong to the only value beside the name. What the fact forbids is
    forbidden beside its name, too. Where the fact has a name, and says something of itself in
    words, `also` has other names.
    """
    if len(values) == len(mapping.entries):
        # Each key is a field.
        return values
    shared = _answer_keys(kind, mapping)
    if "also" in common and _has_names(kind):
        values = _with_names(kind, values, Control(also=control_of(common).also))
        rest = tuple((name, node) for name, node in shared if name.text != "also")
        shared = Mapping(rest, shared.place)
        common = {key: each for key, each in common.items() if key != "also"}
    if not shared.entries:
        return values
    asked = _asked_fields(kind, values)
    main = kind.main or (asked[0] if len(asked) == 1 else "")
    if not main:
        _refuse_answer_keys(kind, shared, asked, problems)
        return values
    context = FieldContext(kind.fields[main], kind.fields)
    check_stems({name.text: node for name, node in shared}, context, problems)
    if "forbid" in common and kind.name != main:
        values = _with_names(kind, values, Control(forbid=control_of(common).forbid))
    if main not in values:
        return values
    first, *others = values[main]
    check_no_names(shared, first.content, kind, problems)
    check_offers(shared, first.content, context.field, problems)
    check_wrong(shared, first.content, problems)
    if "options" in _common_keys(kind):
        check_options(mapping, first.content, problems)
    keys = (*ASKING_KEYS, "single")
    own = {key: common[key] for key in keys if key in common and not getattr(first, key)}
    control = merge_control(first.control, control_of(common))
    return {**values, main: (replace(first, control=control, **own), *others)}


def _with_names(kind: Kind, values: Values, control: Control) -> Values:
    """Return the values with a fact's other names, or what it forbids, given to its name."""
    names = values.get(kind.name, ())
    if not names:
        return values
    first, *others = names
    named = replace(first, control=merge_control(first.control, control))
    return {**values, kind.name: (named, *others)}


def _has_names(kind: Kind) -> bool:
    """Return whether facts of a kind, such as people or terms, have names and are told in words."""
    is_in_words = not kind.main or kind.fields[kind.main].type in ("text", "diagram")
    return is_in_words and kind.name != kind.main and kind.pool in _pools_of_names()


@cache
def _pools_of_names() -> frozenset[str]:
    """Return the pools of the built-in kinds whose facts have a name, and are no sentences."""
    kinds = built_in_kinds().values()
    return frozenset(kind.pool for kind in kinds if kind.name == "name")


def _asked_fields(kind: Kind, values: Values) -> list[str]:
    """Return the fields of a fact for which questions ask."""
    asked = {rule.field for rule in kind.questions.values()}
    return [name for name in values if name in asked]


def _answer_keys(kind: Kind, mapping: Mapping) -> Mapping:
    """Return the keys at the top of a fact that control its answer or its question."""
    wanted = _keys_of_answers(kind.names)
    found = tuple((name, node) for name, node in mapping if name.text in wanted)
    return Mapping(found, mapping.place)


def _refuse_answer_keys(kind: Kind, mapping: Mapping, asked: list[str], problems: Problems) -> None:
    field = asked[0] if asked else "field"
    for name, _ in mapping:
        message = f"`{name.text}` belongs to one value of a {kind.one}"
        told = "true" if name.text == "single" else "…"
        fix = f"write it with that value, such as `{field}: {{value: …, {name.text}: {told}}}`"
        if name.text == "also":
            fix += f", or, for another name, `{kind.name}: {{value: …, also: …}}`"
        if kind.key not in built_in_kinds():
            fix += f"; if it always belongs to one field, name that in the kind: `main: {field}`"
        problems.error("Q213", message, name.place, fix)


def _check_required(
    kind: Kind, key: Scalar, mapping: Mapping, values: Values, problems: Problems
) -> None:
    if values.keys() >= kind.required or not mapping.whole:
        return
    # What is written and could not be read has been reported.
    told = values.keys() | {name.text for name, _ in mapping}
    for field in kind.fields.values():
        if field.required and field.name not in told:
            message = f"the {kind.one} `{shorten(key.text)}` has no `{field.name}`"
            about = f" ({_about(field)})" if field.about else ""
            problems.error("Q202", message, key.place, f"add `{field.name}: …`{about}")


def _about(field: Field) -> str:
    """Return what a field holds: for a reference, the id of what its `about` says."""
    return f"the id of {field.about}" if field.type == "reference" else field.about


def _add_defaults(
    kind: Kind, values: Values, place: Place, provenance: Provenance, problems: Problems
) -> None:
    for field in kind.defaults:
        if field.name not in values:
            content = _default(field, kind, place, problems)
            if content is not None:
                values[field.name] = (Value(content, place, provenance),)


def _default(field: Field, kind: Kind, place: Place, problems: Problems) -> Any:  # noqa: ANN401 - a Content
    if field.type == "text":
        return Text(field.default)
    return read_content(field.default, place, FieldContext(field, kind.fields), problems)
