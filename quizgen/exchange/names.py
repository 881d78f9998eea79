"""Names of questions for other programs: the same in each export, so that nothing doubles."""

from __future__ import annotations

import hashlib

_DIGITS = 12


def short_name(uid: str, most: int) -> str:
    """Return a name of at most `most` characters: the uid, or its beginning and a hash of it."""
    if len(uid) <= most:
        return uid
    return f"{uid[: most - _DIGITS - 1]}-{_hash(uid)[:_DIGITS]}"


def identifier(uid: str) -> str:
    """Return a name that XML takes as an id: a letter, and 24 digits of a hash of the uid."""
    return f"q{_hash(uid)[:24]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
