"""The facts of deck files as the last runs read them, so that a run reads only what changes."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

import msgspec

from quizgen.deck.earlier import Earlier
from quizgen.deck.inside import real_path
from quizgen.records import store
from quizgen.records.digests import of_text

_LOG = logging.getLogger(__name__)
# Fewer facts are read as fast from the deck.
LEAST_FACTS = 500


class KeptFacts:
    """The readings of deck files that runs of a program made, by the digest of the program."""

    def __init__(self, program: str) -> None:
        self._program = program

    def last(self, path: Path) -> Earlier | None:
        """Return the last reading of a file, None if nothing sound is kept."""
        data = store.read(self._key(path))
        if data is None:
            return None
        try:
            return _decoder().decode(data)
        except msgspec.MsgspecError:
            return None

    def keep(self, path: Path, reading: Earlier) -> None:
        """Keep the reading of a file for the next run if it has many facts."""
        if len(reading.facts) < LEAST_FACTS:
            return
        _LOG.info("keeps the %d facts of %s", len(reading.facts), path)
        store.write(self._key(path), msgspec.msgpack.encode(reading))

    def _key(self, path: Path) -> str:
        return of_text("\0".join(("facts", self._program, str(path), str(real_path(path)))))


@cache
def _decoder() -> msgspec.msgpack.Decoder[Earlier]:
    return msgspec.msgpack.Decoder(Earlier)
