"""A process that reads pictures and sounds of an Anki package, which a stranger may have made."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from quizgen.anki.protobuf import pairs_in, text_in, values_in
from quizgen.anki.read_collection import RefusedError, opened_package
from quizgen.sandbox.limited import answer

MOST_FILE_BYTES = 10 * 1024 * 1024
MOST_BYTES = 100 * 1024 * 1024
_MOST_LIST = 8 * 1024 * 1024
_MOST_WINDOW = 8 * 1024 * 1024
_ZSTD = b"\x28\xb5\x2f\xfd"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def media_in(path: Path, wanted: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of wanted files in a package, without files that are too large.

    Raises RefusedError if it is not a package, and if the files are larger than 100 MiB in total.
    """
    with opened_package(path) as package:
        members = {name: member for member, name in _names(package).items()}
        size = 0
        for name in wanted:
            data = _read(package, members.get(name, ""), MOST_FILE_BYTES)
            if data is None:
                continue
            size += len(data)
            if size > MOST_BYTES:
                message = "its pictures and sounds are larger than 100 MiB"
                raise RefusedError("Q528", message, "export a part of the deck")
            yield name, data


def _names(package: zipfile.ZipFile) -> Mapping[str, str]:
    """Return the names of the media by the names of their members in the package."""
    data = _read(package, "media", _MOST_LIST)
    if not data:
        return {}
    if data.startswith(b"{"):
        listed = json.loads(data)
        pairs = listed.items() if isinstance(listed, dict) else ()
        return {member: name for member, name in pairs if isinstance(name, str)}
    entries = [value for _, value in pairs_in(data) if isinstance(value, bytes)]
    return {str(number): text_in(values_in(entry), 1) for number, entry in enumerate(entries)}


def _read(package: zipfile.ZipFile, member: str, most: int) -> bytes | None:
    """Return a member of the package, None if it is missing or larger than `most` bytes."""
    if member not in package.NameToInfo:
        return None
    entry = package.getinfo(member)
    if entry.compress_type not in _PLAIN or entry.file_size > most:
        return None
    with package.open(entry) as stream:
        data = stream.read(most + 1)
    if data.startswith(_ZSTD):
        data = _decompressed(data, most)
    return data if len(data) <= most else None


def _decompressed(data: bytes, most: int) -> bytes:
    try:
        import zstandard  # noqa: PLC0415 - only packages of newer kinds need it
    except ImportError:
        message = "to read this package, quizgen needs the library `zstandard`"
        raise RefusedError("Q529", message, "`pip install zstandard`", 3) from None
    reader = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW)
    try:
        with reader.stream_reader(BytesIO(data)) as stream:
            return bytes(stream.read(most + 1))
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from None


def _answered(arguments: Sequence[str], order: bytes) -> bytes:
    try:
        found = list(media_in(Path(arguments[0]), json.loads(order)))
    except RefusedError as error:
        return json.dumps({"refused": error.problem}).encode() + b"\n"
    listed = json.dumps({"files": [(name, len(data)) for name, data in found]})
    return b"\n".join((listed.encode(), b"".join(data for _, data in found)))


if __name__ == "__main__":
    answer(_answered)
