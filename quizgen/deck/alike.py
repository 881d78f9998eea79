"""Reads in which respects the facts of a kind are alike."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Set as AbstractSet

from quizgen.deck.keys.kinds import ALIKE_KEYS
from quizgen.deck.model.kinds import Dimension, Field
from quizgen.deck.read import read_keys
from quizgen.diagnostics import Problems
from quizgen.yaml.nodes import Mapping

# What fields of these types compare if the author only lists them.
_BY_TYPE = {"date": "time", "number": "magnitude"}
_OTHERS = "topic"
# Dimensions in which nearness counts.
SIZED = frozenset(_BY_TYPE.values())


def read_alike(
    written: Mapping | tuple[str, ...],
    fields: MappingType[str, Field],
    asked: AbstractSet[str],
    problems: Problems,
) -> tuple[Dimension, ...]:
    """Return the dimensions of a kind, the most important first.

    `written` is a list of fields, each a dimension by its type, or a mapping from the names of
    dimensions to fields, with those that are hard under `must`. In a list, those are hard that no
    question asks for (`asked`): authors add them only to say what may stand beside what. So are
    they in a mapping of words alone without `must`. With an empty `must`, all are free.
    """
    if not isinstance(written, Mapping):
        return tuple(_by_type(name, fields, asked) for name in written)
    read = read_keys(written, ALIKE_KEYS, problems)
    is_said = "must" in read
    must = read.pop("must", ())
    _check_must(written, must, read, problems)
    if not is_said and SIZED.isdisjoint(read):
        must = tuple(name for name, names in read.items() if asked.isdisjoint(names))
    is_free = is_said and not must
    return tuple(Dimension(name, names, name in must, is_free) for name, names in read.items())


def _by_type(name: str, fields: MappingType[str, Field], asked: AbstractSet[str]) -> Dimension:
    # The check of the kind reports a name that is no field.
    field_type = fields[name].type if name in fields else ""
    dimension = _BY_TYPE.get(field_type, _OTHERS)
    is_hard = dimension == _OTHERS and name not in asked
    return Dimension(dimension, (name,), is_hard)


def _check_must(
    written: Mapping,
    must: tuple[str, ...],
    read: MappingType[str, object],
    problems: Problems,
) -> None:
    """Report a hard dimension that compares no field."""
    place = next((value.place for name, value in written if name.text == "must"), written.place)
    for name in _missing(must, read):
        message = f"`must` names `{name}`, which compares no field"
        problems.error("Q303", message, place, f"write `{name}: FIELD` beside it, or delete it")


def _missing(must: tuple[str, ...], read: MappingType[str, object]) -> Iterator[str]:
    return (name for name in must if name not in read)
