"""Pictures and sounds: sound ones, damaged ones, and those made to exhaust a machine."""

from __future__ import annotations

import io
import struct
import wave
import zlib
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

SOUNDS = Path(__file__).parents[1] / "sounds"
# A GIF frame of one pixel: its position and its data.
_GIF_FRAME = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"


def picture(
    form: str,
    side: tuple[int, int] = (16, 12),
    mode: str = "RGB",
    *,
    progressive: bool = False,
    lossless: bool = False,
) -> bytes:
    """Return a picture of many colors, written by Pillow."""
    made = Image.radial_gradient("L").resize(side)
    written = io.BytesIO()
    Image.merge("RGB", [made, made.rotate(90).resize(side), made]).convert(mode).save(
        written, form, progressive=progressive, lossless=lossless
    )
    return written.getvalue()


def animation(form: str, frames: int, side: tuple[int, int] = (16, 12)) -> bytes:
    made = [Image.new("L", side, number % 256) for number in range(frames)]
    written = io.BytesIO()
    made[0].save(written, form, save_all=True, append_images=made[1:])
    return written.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(
    width: int,
    height: int,
    data: bytes | None,
    *,
    before: bytes = b"",
    depth: int = 1,
    interlaced: bool = False,
) -> bytes:
    """Return a grey PNG with this compressed pixel data, or without any."""
    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, interlaced)
    pixels = b"" if data is None else chunk(b"IDAT", data)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + pixels + chunk(b"IEND", b"")


def text_chunk(size: int) -> bytes:
    """Return compressed text that expands to this many bytes."""
    return chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(size), 9))


def gif_of(frames: int, side: int) -> bytes:
    screen = struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return b"GIF89a" + screen + _GIF_FRAME * frames + b"\x3b"


def jpeg_of(scans: int, side: int) -> bytes:
    """Return a progressive JPEG that repeats its last scan."""
    written = io.BytesIO()
    Image.new("L", (side, side)).save(written, "JPEG", progressive=True)
    data = written.getvalue()
    last = data[data.rfind(b"\xff\xda") : -2]
    return data[:-2] + last * scans + b"\xff\xd9"


def wav(samples: int) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(samples))
    return written.getvalue()


def sound(name: str) -> bytes:
    return (SOUNDS / name).read_bytes()


def flac_headers(data: bytes) -> bytes:
    """Return the part of a FLAC file before its first frame."""
    at, is_last = 4, False
    while not is_last:
        is_last = data[at] >= 0x80
        at += 4 + int.from_bytes(data[at + 1 : at + 4], "big")
    return data[:at]


def deck_with(folder: Path, files: Sequence[tuple[str, bytes]]) -> Path:
    """Write a deck with one fact for each file, which shows or plays it, and return its path."""
    lines = []
    for number, (name, data) in enumerate(files):
        (folder / name).write_bytes(data)
        field, words = (
            ("picture", "alt")
            if name.endswith(("png", "jpg", "gif", "webp", "svg"))
            else ("call", "transcript")
        )
        value = f"{{value: {name}, {words}: words number {number}}}"
        lines.append(
            f"  b{number}: {{name: Bird {number}, {field}: {value}, wings: {number} cm}}\n"
        )
    path = folder / "birds.yaml"
    path.write_text(_BIRDS + "".join(lines), encoding="utf-8")
    return path


_BIRDS = """\
deck: birds
title: Birds
source: {title: Notes}
kinds:
  birds:
    one: bird
    name: name
    fields:
      name: {type: text, required: true}
      picture: {type: image, single: true}
      call: {type: audio, single: true}
      wings: {type: text, single: true}
    questions:
      picture: {back: "which bird is this? {picture}"}
      call: {back: "whose call is this? {call}"}
      wings: {ask: "how long are the wings of {name}? {picture}"}
birds:
"""
