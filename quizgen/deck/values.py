"""Reads the values of a fact's fields, short or long, by the types that the kind declares."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.diagram import read_diagram
from quizgen.deck.keys.facts import (
    ASKING_KEYS,
    CONTROL_KEYS,
    PICTURED_KEYS,
    PROVENANCE_KEYS,
    RECORD_KEYS,
    VALUE_KEYS,
)
from quizgen.deck.kinds import as_words
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import UNCONTROLLED, UNTOLD, Control, Provenance, Value
from quizgen.deck.model.kinds import Field
from quizgen.deck.offers import check_answers, check_offers
from quizgen.deck.ordered import check_options
from quizgen.deck.quantities import Quantity
from quizgen.deck.read import read_keys, read_text_node
from quizgen.deck.template import template_problems
from quizgen.deck.tolerance import read_tolerance
from quizgen.deck.types.registry import TYPES, type_of
from quizgen.deck.wrong import check_wrong
from quizgen.diagnostics import Place, Problems
from quizgen.media.model import Media
from quizgen.yaml.nodes import Broken, Mapping, Node, Scalar, Sequence

# Keys whose names are reserved in Python, or would say less there.
_ATTRIBUTE = {"from": "since", "to": "until", "not": "denied"}
# Keys of a long value whose names are those of the value's attributes.
_VALUE_ATTRIBUTES = (
    *ASKING_KEYS,
    "article",
    "background",
    "plural",
    "single",
    "contested",
    "number",
)
# Keys that describe a content: what they belong to, and the key of the other sort.
_DESCRIBES = {"alt": ("pictures", "transcript"), "transcript": ("sounds", "alt")}


class FieldContext(Struct, frozen=True, gc=False):
    """What reading a value needs to know about its field and its fact.

    An `ask` may name the fields in `slots`; `provenance` holds for all values of the fact.
    """

    field: Field
    slots: MappingType[str, Field]
    provenance: Provenance = UNTOLD


def provenance_of(
    read: MappingType[str, Any], node: Mapping, base: Provenance = UNTOLD
) -> Provenance:
    """Return the provenance that the keys of a node give, and `base` for other keys."""
    if not read:
        return base
    given = {_ATTRIBUTE.get(key, key): read[key] for key in PROVENANCE_KEYS if key in read}
    if "paragraph" in given:
        given["cited"] = place_of("paragraph", node)
    elif "source" in given:
        # The fact's paragraph is no paragraph of another source.
        given |= {"paragraph": None, "cited": None}
    return replace(base, **given) if given else base


def place_of(key: str, node: Mapping) -> Place:
    """Return the place of what stands under a key, that of the node if it lacks the key."""
    return next((value.place for name, value in node if name.text == key), node.place)


def control_of(read: MappingType[str, Any]) -> Control:
    """Return the author's control over the options that the keys give."""
    given = {_ATTRIBUTE.get(key, key): read[key] for key in CONTROL_KEYS if key in read}
    return Control(**given) if given else UNCONTROLLED


def merge_control(first: Control, second: Control) -> Control:
    """Return both controls together."""
    return Control(
        **{name: getattr(first, name) + getattr(second, name) for name in Control.__struct_fields__}
    )


def _instead_of_list(node: Sequence, field: Field) -> str:
    """Return what to write in place of a list for a field that takes one value."""
    if len(node.items) < 2 or field.required:
        return "delete the brackets; if they belong to the text, put it in quotation marks"
    apart = "write a fact for each value, with the same name and an id of its own"
    is_own = field.place.file == node.place.file
    many = f"add `many: true` to the field `{field.name}`, or " if is_own else ""
    return f"{many}{apart}; put a text that has brackets in quotation marks"


def read_values(node: Node, context: FieldContext, problems: Problems) -> tuple[Value, ...]:
    """Return the values that a field's node holds, without those that it reports as wrong."""
    if isinstance(node, Broken):
        return ()
    name = context.field.name
    if isinstance(node, Sequence) and not context.field.many:
        fix = _instead_of_list(node, context.field)
        problems.error("Q203", f"`{name}` takes one value, not a list", node.place, fix)
        return ()
    if not isinstance(node, Sequence):
        value = _read_value(node, context, problems)
        return () if value is None else (value,)
    read = [_read_value(each, context, problems) for each in node.items]
    values = tuple([value for value in read if value is not None])
    check_answers(values, context.field, problems)
    _check_entry_numbers(values, problems)
    return values


def _check_entry_numbers(values: tuple[Value, ...], problems: Problems) -> None:
    """Report a number that two entries of a list have."""
    seen: set[int] = set()
    for value in values:
        if value.number in seen:
            message = f"two entries have the number {value.number}"
            problems.error("Q264", message, value.place, "give each entry its own number")
        seen.update({value.number} - {0})


def _read_value(node: Node, context: FieldContext, problems: Problems) -> Value | None:
    if isinstance(node, Mapping):
        is_diagram = context.field.type == "diagram"
        return (_read_diagram if is_diagram else _read_long)(node, context, problems)
    text = read_text_node(context.field.name, node, problems)
    if text is None:
        return None
    content = read_content(text, node.place, context, problems)
    if content is None:
        return None
    field_type = type_of(content)
    if field_type.described_by(content):
        field_type.report_undescribed(content, node.place, context.field, problems)
    return Value(content, node.place, context.provenance)


def _read_diagram(node: Mapping, context: FieldContext, problems: Problems) -> Value | None:
    diagram, read, place = read_diagram(node, problems)
    if diagram is None:
        return None
    told = provenance_of(read, node, context.provenance)
    return Value(diagram, place, told, background=read.get("background", False))


def _read_long(node: Mapping, context: FieldContext, problems: Problems) -> Value | None:
    key = _key_of_content(node, context.field, problems)
    if not key or _holds_list(node, context.field, problems):
        return None
    read = read_keys(node, PICTURED_KEYS if key == "picture" else VALUE_KEYS, problems)
    check_stems({name.text: value for name, value in node}, context, problems)
    if key not in read:
        return None
    place = next(value.place for name, value in node if name.text == key)
    content = _long_content(key, read, place, context, problems)
    content = _described(content, read, node, context.field, problems)
    if content is None:
        return None
    record = _record_of(read, key, context, problems)
    _check_contested(node, read, record, problems)
    check_offers(node, content, context.field, problems)
    check_wrong(node, content, problems)
    check_options(node, content, problems)
    content = _with_bound(content, read, node, problems)
    return Value(
        content,
        place,
        provenance_of(read, node, context.provenance),
        control_of(read),
        record=record,
        accepted=_accepted(content, read, node, problems),
        **{each: read[each] for each in _VALUE_ATTRIBUTES if each in read},
    )


def _holds_list(node: Mapping, field: Field, problems: Problems) -> bool:
    """Return whether a list stands under the `value` of a field, and report it."""
    found = (value for name, value in node if name.text == "value")
    listed = next((value for value in found if isinstance(value, Sequence)), None)
    if listed is None:
        return False
    if not field.many:
        fix = _instead_of_list(listed, field)
    elif len(node.entries) == 1:
        fix = f"write `{field.name}: [A, B]`, without `value`"
    else:
        fix = f"write `{field.name}: [{{value: A}}, {{value: B}}]`, each with its own keys"
    problems.error("Q203", "`value` takes one value, not a list", listed.place, fix)
    return True


def _long_content(
    key: str,
    read: MappingType[str, Any],
    place: Place,
    context: FieldContext,
    problems: Problems,
) -> Content | None:
    """Return what stands under `value` or `picture`, the `key`."""
    if key == "picture":
        return Media("image", read[key], place=place)
    return read_content(read[key], place, context, problems)


def _record_of(
    read: dict[str, Any], key: str, context: FieldContext, problems: Problems
) -> Value | None:
    """Return the record if it is a value; leave its words in `read`."""
    node = read.get("record")
    if not isinstance(node, Mapping):
        return None
    kind = "image" if key == "picture" else context.field.type
    record, read["record"] = _read_record(node, kind, context, problems)
    return record


def _key_of_content(node: Mapping, field: Field, problems: Problems) -> str:
    """Return the key that holds the value, "" after reporting that it can't be a picture."""
    names = {name.text: name for name, _ in node}
    if "picture" not in names:
        return "value"
    if not field.takes_pictures:
        fix = (
            "pictures stand in fields of the type image, "
            "and in texts whose kind says `or_picture: true`"
        )
        problems.error("Q238", f"`{field.name}` takes no picture", names["picture"].place, fix)
    elif "value" in names:
        message = f"`{field.name}` has two values, `value` and `picture`"
        problems.error("Q238", message, names["value"].place, "delete one")
    else:
        return "picture"
    return ""


def _read_record(
    node: Mapping, kind: str, context: FieldContext, problems: Problems
) -> tuple[Value | None, str]:
    """Return the record as a value, None if it has none, and in words.

    The words are the author's note, else the value as written. `kind` is the type of the source's
    value: the type of the field, or ``image`` for a picture in it.
    """
    read = read_keys(node, RECORD_KEYS, problems)
    check_stems({name.text: value for name, value in node}, context, problems)
    words = read.get("note", read.get("value", ""))
    noun = TYPES[kind].unrecordable(kind)
    if noun:
        message = f"the record of {noun} is text only"
        problems.error("Q213", message, node.place, "write `record: text`")
        return None, words
    if "value" not in read:
        return None, words
    place = next(value.place for name, value in node if name.text == "value")
    content = read_content(read["value"], place, context, problems)
    if content is None:
        return None, words
    check_offers(node, content, context.field, problems)
    check_wrong(node, content, problems)
    source = replace(UNTOLD, source=context.provenance.source)
    value = Value(
        _with_bound(content, read, node, problems),
        place,
        provenance_of(read, node, source),
        control_of(read),
        read.get("ask", ""),
    )
    return value, words


def _check_contested(
    node: Mapping, read: MappingType[str, Any], record: Value | None, problems: Problems
) -> None:
    """Report a mode that asks for the record if there is no record, or none as a value."""
    mode = read.get("contested", "")
    place = place_of("contested", node)
    if mode and not read.get("record"):
        fix = "say what the record says: `record: …`"
        problems.error("Q213", "`contested` needs a `record`", place, fix)
    elif mode in ("truth", "contrast") and record is None:
        fix = "write {value: …, note: …} under `record`"
        message = f"`contested: {mode}` asks for the record's value, and `record` has none"
        problems.error("Q213", message, place, fix)


def _with_bound(
    content: Content, read: MappingType[str, Any], node: Mapping, problems: Problems
) -> Content:
    given = {key: read[key] for key in ("bound", "unit") if key in read}
    if not given:
        return content
    bounded: Content | None = type_of(content).bounded(content, given)
    if bounded is not None:
        return bounded
    place = next(name.place for name, _ in node if name.text in given)
    problems.error("Q201", f"`{next(iter(given))}` belongs to numbers only", place, "delete it")
    return content


def _accepted(
    content: Content, read: MappingType[str, Any], node: Mapping, problems: Problems
) -> Quantity | None:
    if "tolerance" not in read:
        return None
    place = place_of("tolerance", node)
    return read_tolerance(read["tolerance"], content, place, problems)


def _described(
    content: Content | None,
    read: MappingType[str, Any],
    node: Node,
    field: Field,
    problems: Problems,
) -> Content | None:
    """Return a content with the words that describe it; report missing ones, and any for others."""
    if content is None:
        return None
    field_type = type_of(content)
    own = field_type.described_by(content)
    for key in _DESCRIBES:
        if key in read and key != own:
            _report_description(key, own, node, field, problems)
    if own and own in read:
        described: Content = field_type.described(content, read[own])
        return described
    # A description that could not be read is already reported.
    if own and not _has_key(node, own):
        field_type.report_undescribed(content, node.place, field, problems)
    return content


def _has_key(node: Node, key: str) -> bool:
    return isinstance(node, Mapping) and any(name.text == key for name, _ in node)


def _report_description(key: str, own: str, node: Node, field: Field, problems: Problems) -> None:
    """Report a key that describes another sort of content."""
    sort, other = _DESCRIBES[key]
    named = (name for name, _ in node if name.text == key) if isinstance(node, Mapping) else ()
    fix = f"call it `{other}`" if other == own else "delete it"
    if key == "alt" and field.or_picture:
        fix = "a picture is written {picture: …, alt: …}"
    place = next(iter(named), node).place
    problems.error("Q201", f"`{key}` belongs to {sort} only", place, fix)


def check_stems(written: MappingType[str, Node], context: FieldContext, problems: Problems) -> None:
    """Report slots in the author's own stems that name no field of the kind."""
    for key in ASKING_KEYS:
        node = written.get(key)
        if not isinstance(node, Scalar) or key in context.slots:
            continue
        # A claim of one's own may say the answer in words.
        fields = as_words(context.slots) if key == "claim" else context.slots
        for message, fix in template_problems(node.text, fields):
            problems.error("Q304", message, node.place, fix)


def read_content(
    text: str, place: Place, context: FieldContext, problems: Problems
) -> Content | None:
    """Return the content that a text gives in the field's type, None after reporting a fault."""
    content: Content | None = TYPES[context.field.type].read(text, place, context.field, problems)
    return content
