"""The pictures of imported questions, each under a name of its own."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from quizgen.media.formats import DamagedError
from quizgen.media.pictures import check_picture, picture_size
from quizgen.quiz.manifest import Picture

_DATA = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,([A-Za-z0-9+/=\s]+)")
_SUFFIXES = {"jpeg": "jpg", "svg+xml": "svg"}
_KNOWN = {"png", "jpg", "gif", "webp", "svg"}


class Pictures:
    """Pictures by name; equal ones are one file."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def of_address(self, address: str, words: str) -> Picture | None:
        """Return the picture that an address holds itself (``data:``), None for another one."""
        found = _DATA.fullmatch(address)
        if not found:
            return None
        try:
            data = base64.b64decode(found[2])
        except binascii.Error:
            return None
        return self.of_bytes(_SUFFIXES.get(found[1], found[1]), data, words)

    def of_bytes(self, suffix: str, data: bytes, words: str) -> Picture | None:
        """Return the picture with these bytes, None if it is damaged or of another format."""
        suffix = _SUFFIXES.get(suffix.lower(), suffix.lower())
        if suffix not in _KNOWN:
            return None
        width = height = 0
        if suffix != "svg":
            try:
                width, height = picture_size(data, suffix)
                check_picture(data, suffix)
            except DamagedError:
                return None
        name = f"quizgen-{hashlib.sha256(data).hexdigest()[:32]}.{suffix}"
        self.files[name] = data
        return Picture(name, words, width, height)
