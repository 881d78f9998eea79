"""The kinds that facts of a deck may have: those that are built in, and its own."""

from __future__ import annotations

from quizgen.deck.keys.deck import DECK_KEYS, FILE_KEYS
from quizgen.deck.kinds import built_in_kinds, read_kind
from quizgen.deck.languages import MAY_BE_KINDS
from quizgen.deck.model.kinds import Kind
from quizgen.deck.projection import Projection
from quizgen.deck.read import check_id, shorten
from quizgen.deck.same_kinds import is_same_kind
from quizgen.diagnostics import Problems, did_you_mean, slip_of
from quizgen.yaml.nodes import Broken, Entry, Mapping, Node, Scalar


class KnownKinds:
    """The kinds `by_key`.

    `refused` are the keys of faulty kinds, and `lost_pools` the names that their pools may have.
    """

    def __init__(self, problems: Problems) -> None:
        self.by_key: dict[str, Kind] = dict(built_in_kinds())
        self.refused: set[str] = set()
        # Blanks may draw on the pools of kinds that were refused.
        self.lost_pools: set[str] = set()
        self._problems = problems
        self._unknown: set[Scalar] = set()

    def read(self, entry: Entry, projection: Projection) -> None:
        """Read a kind that the deck declares."""
        key = entry.key
        if key is None:
            if not isinstance(entry.node, Broken):
                fix = "write `kinds: {elements: …}`"
                self._problems.error("Q301", "`kinds` takes kinds by name", entry.node.place, fix)
            return
        taken = key.text in built_in_kinds()
        if taken or key.text in (DECK_KEYS | FILE_KEYS).keys() - MAY_BE_KINDS:
            message = f"the kind `{key.text}` is {'built in' if taken else 'a key of the deck'}"
            self._problems.error("Q305", message, key.place, "choose another name")
        elif check_id(key, self._problems):
            self._declare(key, projection.kind(key, entry.node), _pools_named(entry.node))

    def _declare(self, key: Scalar, node: Node, pools: set[str]) -> None:
        """Take over the kind that is declared under a key, unless another one has the key."""
        kind = read_kind(key, node, self._problems)
        known = self.by_key.get(key.text)
        if kind is None:
            self.refused.add(key.text)
            self.lost_pools |= pools
        elif known is None:
            self.by_key[kind.key] = kind
        elif not is_same_kind(kind, known):
            message = f"the kind `{kind.key}` is declared in another way at {known.place}"
            fix = "delete one of the two, or choose another name"
            self._problems.error("Q305", message, key.place, fix)

    def report_unknown(self, name: Scalar, lost: set[str]) -> None:
        """Report a section that is no kind, unless its kind may be among the `lost` keys."""
        # This runs for each fact of the section; a refused kind has been reported.
        refused = self.refused | (lost if "kinds" in lost else set())
        if name in self._unknown or name.text in refused:
            return
        self._unknown.add(name)
        message = f"`{shorten(name.text)}` is neither a kind of fact nor a key of a deck"
        mend = self._slip(name.text)
        self._problems.error("Q201", message, name.place, self._nearest(name.text), mend=mend)

    def _slip(self, name: str) -> str:
        """Return the key or kind that a name surely means, "" for none."""
        known = {*self.by_key, *DECK_KEYS, *FILE_KEYS} - MAY_BE_KINDS
        meant = slip_of(name, known)
        # With an s at its end, `language` may as well be `languages`.
        return "" if meant == "language" and name.endswith("s") else meant

    def _nearest(self, name: str) -> str:
        """Return which kind or key somebody may mean: persons and person mean people."""
        if name in MAY_BE_KINDS:
            return DECK_KEYS[name].told
        singular = name.casefold().removesuffix("s")
        meant = next((kind for kind in self.by_key.values() if kind.one == singular), None)
        if meant:
            return f"did you mean `{meant.key}`?"
        known = {*self.by_key, *DECK_KEYS, *FILE_KEYS}
        # Most decks have one language, and need no key about several.
        fix = did_you_mean(name, known)
        is_near = fix.endswith("?")
        return fix if is_near else did_you_mean(name, known - MAY_BE_KINDS)


def _pools_named(kind: Node) -> set[str]:
    """Return the names that the pool of a kind may have, as the kind is written."""
    if not isinstance(kind, Mapping):
        return set()
    named = (node for key, node in kind if key.text in {"pool", "one"})
    return {node.text for node in named if isinstance(node, Scalar)}
