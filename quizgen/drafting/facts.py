"""Facts that are not yet in a deck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

# A value as a deck writes it: a text, a number or list, or a mapping of these.
Written = str | bool | Sequence["Written"] | Mapping[str, "Written"]


class Drafted(Struct, frozen=True):
    """A fact to write: its kind, its id, its values by key, and the paragraph that it cites."""

    kind: str
    id: str
    values: Mapping[str, Written]
    paragraph: int

    @property
    def ref(self) -> str:
        """Return its kind and its id: ``people/curie``."""
        return f"{self.kind}/{self.id}"
