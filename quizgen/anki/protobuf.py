"""Reads single values from the messages (Protocol Buffers) in newer collections of Anki."""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MOST_BYTES_OF_A_NUMBER = 10
_SIGN = 1 << 63


def values_in(message: bytes) -> dict[int, int | bytes]:
    """Return the last value of each field number: a whole number, or the bytes of a text.

    Raises ValueError for bytes that are no message.
    """
    return dict(_values(message))


def pairs_in(message: bytes) -> list[tuple[int, int | bytes]]:
    """Return all values of a message in order, each with its field number."""
    return list(_values(message))


def text_in(values: dict[int, int | bytes], number: int) -> str:
    """Return a text by its field number, "" if it is missing; raises ValueError for a number."""
    value = values.get(number, b"")
    if not isinstance(value, bytes):
        raise ValueError("a message of the collection has a number in place of a text")  # noqa: TRY004
    return value.decode()


def number_in(values: dict[int, int | bytes], number: int) -> int:
    """Return a signed number by its field number, 0 if it is missing."""
    value = values.get(number, 0)
    if not isinstance(value, int):
        raise ValueError("a message of the collection has a text in place of a number")  # noqa: TRY004
    return value - 2 * _SIGN if value >= _SIGN else value


def _values(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(message):
        tag, at = _number(message, at)
        kind = tag & 7
        if kind == _VARINT:
            value, at = _number(message, at)
            yield tag >> 3, value
        else:
            size, at = _size(message, at, kind)
            if at + size > len(message):
                raise ValueError("a message of the collection is cut short")
            yield tag >> 3, message[at : at + size]
            at += size


def _size(message: bytes, at: int, kind: int) -> tuple[int, int]:
    if kind == _BYTES:
        return _number(message, at)
    sizes = {_FIXED32: 4, _FIXED64: 8}
    if kind not in sizes:
        raise ValueError("a message of the collection has a value of an unknown kind")
    return sizes[kind], at


def _number(message: bytes, at: int) -> tuple[int, int]:
    """Return the number of variable length at `at`, and where the rest of the message begins."""
    value = 0
    for count, byte in enumerate(message[at : at + _MOST_BYTES_OF_A_NUMBER]):
        value |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:
            return value % (2 * _SIGN), at + count + 1
    raise ValueError("a message of the collection is cut short")
