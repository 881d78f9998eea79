"""Takes one language out of texts that are written in several: {en: Rome, de: Rom}."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, structs
from msgspec.structs import replace

from quizgen.deck.facts import needs_only_main
from quizgen.deck.keys.facts import FACT_KEYS, MISTAKEN_KEYS, PICTURED_KEYS, RECORD_KEYS, VALUE_KEYS
from quizgen.deck.keys.kinds import QUESTION_KEYS
from quizgen.deck.kinds import WORDED
from quizgen.deck.languages import Languages, is_language
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Kind
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, Problems, Severity, did_you_mean
from quizgen.yaml.nodes import Entry, Mapping, Node, Scalar, Sequence

# Without one of these keys, a value would say something else, or nothing.
_NEEDED = {
    *("value", "picture", "alt", "transcript", "unit"),
    *("ask", "back", "claim", "according_to", "record"),
}
# Many languages need no such texts where others do.
_OWN_TO_A_LANGUAGE = {"also", "forbid", "not", "tags"}
_KNOWN = {
    *VALUE_KEYS,
    *PICTURED_KEYS,
    *RECORD_KEYS,
    *MISTAKEN_KEYS,
    *QUESTION_KEYS,
}
# Sections of the header with texts.
_WORDED_SECTIONS = {"source", "quiz", "passages", "anki"}
# Words of a kind that a language may do without.
_DISPENSABLE = {"article", "plural_names"}
_MOST_SHOWN = 20


class _Lack(Struct, frozen=True):
    """A text that lacks the language: its place, its name, and what becomes of it."""

    place: Place
    name: str
    effect: str


class Projection:
    """Takes the nodes of a deck in one of its `languages`; without any, they stay as they are.

    Each method returns nodes with their places. Texts that lack the language are collected, and
    `report` reports them.
    """

    def __init__(self, languages: Languages, problems: Problems) -> None:
        self._languages = languages
        self._codes = frozenset(languages.codes)
        self._problems = problems
        self._lacks: list[_Lack] = []
        self._at = Place("")
        self._plain: dict[str, Place] = {}
        self._unlisted: dict[str, list[Place]] = {}
        # Texts of the header that stand there language by language.
        self._parts: dict[str, tuple[Scalar, list[tuple[Scalar, Node]]]] = {}
        # Keys of the header whose texts are written in several languages.
        self.translated: set[str] = set()

    def __bool__(self) -> bool:
        """Return whether the deck lists languages."""
        return bool(self._codes)

    def fact(self, kind: Kind, key: Scalar, node: Node) -> Node | None:
        """Return the node of a fact, None if the fact lacks a text that it needs."""
        if not self._codes or not isinstance(node, Mapping):
            return node
        ref = f"{kind.key}/{key.text}"
        main = kind.main or kind.name
        if self._is_one_text(kind, node):
            picked = self._picked(node, {*kind.fields, *FACT_KEYS}, main)
            if picked is None:
                self._lack(f"`{main}` of `{ref}`", "the fact is left out")
                return None
            node = picked
        return self._fact(kind, ref, node) if isinstance(node, Mapping) else node

    def _fact(self, kind: Kind, ref: str, node: Mapping) -> Mapping | None:
        kept: list[tuple[Scalar, Node]] = []
        is_whole = True
        for name, inner in node:
            value = self._value(inner)
            if value is not None:
                kept.append((name, value))
                continue
            field = kind.fields.get(name.text)
            what = f"`{name.text}` of `{ref}`"
            if field.required if field else name.text in _NEEDED:
                self._lack(what, "the fact is left out")
                is_whole = False
            elif field or name.text not in _OWN_TO_A_LANGUAGE:
                self._lack(what, "the fact does without it")
        return structs.replace(node, entries=tuple(kept)) if is_whole else None

    def left_out(self, fact: Fact) -> None:
        """Note a fact that is left out because it needs another one that is."""
        self._at = fact.place
        self._lack(f"what `{fact.ref}` refers to", "the fact is left out")

    def _is_one_text(self, kind: Kind, node: Mapping) -> bool:
        """Return whether a fact is one text in several languages, and no mapping of fields."""
        if not kind.main or not needs_only_main(kind):
            return False
        names = [name.text for name, _ in node]
        if any(name in kind.fields for name in names):
            return False
        return any(name in self._codes for name in names)

    def kind(self, key: Scalar, node: Node) -> Node:
        """Return the node of a deck's own kind.

        A question without a wording in the language is left out. Other words of the kind are taken
        in another language.
        """
        if not self._codes or not isinstance(node, Mapping):
            return node
        return structs.replace(node, entries=(*self._of_kind(key.text, node), *self._pool(node)))

    def _pool(self, node: Mapping) -> Iterator[tuple[Scalar, Node]]:
        """Yield the pool of a kind whose `one` has languages: its first one names it in all."""
        ones = [inner for name, inner in node if name.text == "one"]
        if any(name.text == "pool" for name, _ in node) or not ones:
            return
        if isinstance(ones[0], Mapping) and ones[0].entries:
            _, first = ones[0].entries[0]
            yield Scalar("pool", first.place), first

    def _of_kind(self, kind: str, node: Mapping) -> Iterator[tuple[Scalar, Node]]:
        for name, inner in node:
            if name.text == "questions" and isinstance(inner, Mapping):
                questions = tuple(self._questions(kind, inner))
                yield name, structs.replace(inner, entries=questions)
            elif name.text == "fields" and isinstance(inner, Mapping):
                fields = tuple((each, self._lenient_keys(kind, own)) for each, own in inner)
                yield name, structs.replace(inner, entries=fields)
            elif name.text in _DISPENSABLE:
                picked = self._dispensable(inner)
                yield from ((name, picked),) if picked is not None else ()
            else:
                yield name, self._lenient(f"`{name.text}` of `{kind}`", inner)

    def _dispensable(self, node: Node) -> Node | None:
        """Return words of a kind in the language, None if it has none.

        Articles are keys themselves, so that only a mapping of mappings has languages.
        """
        if isinstance(node, Mapping) and any(isinstance(each, Scalar) for _, each in node):
            return node
        return self._value(node)

    def _questions(self, kind: str, node: Mapping) -> Iterator[tuple[Scalar, Node]]:
        for name, inner in node:
            if not isinstance(inner, Mapping):
                yield name, inner
                continue
            self._note_plain(kind, inner)
            entries = [(key, self._value(each)) for key, each in inner]
            kept = tuple((key, each) for key, each in entries if each is not None)
            what = f"`{name.text}` of `{kind}`"
            if len(kept) < len(entries):
                self._lack(what, "that wording is not used")
            if len(kept) == len(entries) or any(key.text in WORDED for key, _ in kept):
                yield name, structs.replace(inner, entries=kept)

    def _note_plain(self, kind: str, question: Mapping) -> None:
        """Remember the first wording of a kind that is the same in every language."""
        plain = (each.place for key, each in question if key.text in WORDED and _is_plain(each))
        place = next(plain, None)
        if place is not None and len(self._codes) > 1:
            self._plain.setdefault(kind, place)

    def _lenient_keys(self, kind: str, node: Node) -> Node:
        if not isinstance(node, Mapping):
            return node
        entries = ((key, self._lenient(f"`{key.text}` of `{kind}`", each)) for key, each in node)
        return structs.replace(node, entries=tuple(entries))

    def header(self, entry: Entry, *, is_text: bool) -> Iterator[Entry]:
        """Yield the entries of the header that an entry gives.

        With `is_text`, its section takes a text. If the text is written language by language, it
        comes from `rest`.
        """
        section = entry.section.text
        if not self._codes or (not is_text and section not in _WORDED_SECTIONS):
            yield entry
        elif entry.key is None:
            yield structs.replace(entry, node=self._lenient(f"`{section}`", entry.node))
        elif is_text or entry.key.text in self._codes:
            _, parts = self._parts.setdefault(section, (entry.section, []))
            parts.append((entry.key, entry.node))
        else:
            yield self._of_section(entry, entry.key.text)

    def _of_section(self, entry: Entry, key: str) -> Entry:
        """Return an entry of a section of the header, with the texts of its key."""
        section = entry.section.text
        if (section, key) == ("anki", "kinds"):
            return entry
        if isinstance(entry.node, Mapping) and self._is_translated(entry.node):
            self.translated.add(f"{section}.{key}")
        return structs.replace(entry, node=self._lenient(f"`{key}`", entry.node))

    def rest(self) -> Iterator[Entry]:
        """Yield the entries of the header that are written language by language."""
        for section, parts in self._parts.values():
            node = Mapping(tuple(parts), section.place)
            if not any(key.text in self._codes for key, _ in parts):
                yield from (Entry(section, key, inner) for key, inner in parts)
                continue
            self.translated.add(section.text)
            picked = self._lenient(f"`{section.text}`", node)
            if section.text in _WORDED_SECTIONS and isinstance(picked, Mapping):
                yield from (Entry(section, key, inner) for key, inner in picked)
            else:
                yield Entry(section, None, picked)

    def _lenient(self, what: str, node: Node) -> Node:
        """Return a node in the language, or in another one if it lacks the language."""
        picked = self._value(node)
        if picked is not None:
            return picked
        self._lack(what, "another language is used")
        own = replace(self._languages, fallback=True)
        return Projection(own, Problems())._value(node) or node  # noqa: SLF001 - its own class

    def _value(self, node: Node) -> Node | None:
        """Return a value in the language, None if it lacks the language."""
        if isinstance(node, Sequence):
            items = [self._value(item) for item in node]
            kept = tuple(item for item in items if item is not None)
            return structs.replace(node, items=kept) if kept or not items else None
        if not isinstance(node, Mapping):
            return node
        if self._is_translated(node):
            picked = self._picked(node, _KNOWN, "value")
            return None if picked is None else self._value(picked)
        return self._long(node)

    def _long(self, node: Mapping) -> Mapping | None:
        kept: list[tuple[Scalar, Node]] = []
        for name, inner in node:
            value = self._value(inner)
            if value is not None:
                kept.append((name, value))
            elif name.text in _NEEDED:
                return None
            elif name.text not in _OWN_TO_A_LANGUAGE:
                self._lack(f"`{name.text}`", "the value does without it")
        return structs.replace(node, entries=tuple(kept))

    def _is_translated(self, node: Mapping) -> bool:
        """Return whether the keys of a mapping are meant as languages."""
        names = [name.text for name, _ in node]
        if any(name in self._codes for name in names):
            return True
        return bool(names) and all(name not in _KNOWN and is_language(name) for name in names)

    def _picked(self, node: Mapping, keys: set[str], beside: str) -> Node | None:
        """Return the text of a mapping of languages, None if it lacks the language.

        Reports what is no language of the deck. `keys` are known ones, which stand beside the key
        `beside`, and not in the mapping.
        """
        texts: dict[str, Node] = {}
        for name, inner in node:
            if name.text not in self._codes:
                self._report_stranger(name, keys, beside)
            elif not (isinstance(inner, Scalar) and inner.is_missing):
                texts[name.text] = inner
        if self._languages.chosen in texts:
            return texts[self._languages.chosen]
        if self._languages.fallback:
            return next((texts[code] for code in self._languages.codes if code in texts), None)
        self._at = node.place
        return None

    def _report_stranger(self, name: Scalar, keys: set[str], beside: str) -> None:
        shown = shorten(name.text)
        if name.text in keys:
            message = f"`{shown}` stands among languages"
            fix = f"write {{{beside}: {{…}}, {shown}: …}}, with the languages under `{beside}`"
            fix = "delete it, or the languages" if name.text == beside else fix
            self._problems.error("Q281", message, name.place, fix)
        elif is_language(name.text):
            # The author may have dropped the language for a while, so it is reported once.
            self._unlisted.setdefault(name.text, []).append(name.place)
        else:
            message = f"`{shown}` is none of the deck's languages"
            fix = did_you_mean(name.text, self._languages.codes)
            self._problems.error("Q281", message, name.place, fix)

    def _lack(self, name: str, effect: str) -> None:
        self._lacks.append(_Lack(self._at, name, effect))

    def report(self) -> Iterator[Diagnostic]:
        """Yield a warning for each text that lacks the language; of many, for the first ones.

        A hint says which kinds word their questions in one language alone, and a warning which
        languages are not listed.
        """
        for code, places in self._unlisted.items():
            texts = "1 text is" if len(places) == 1 else f"{len(places)} texts are"
            message = f"{texts} in `{code}`, which is none of the deck's languages"
            near = did_you_mean(code, self._languages.codes)
            advice = f"to use it, add `{code}` to `languages`"
            fix = f"{near} Or, {advice}" if near.endswith("?") else advice
            yield Diagnostic("Q281", message, places[0], fix, Severity.WARNING)
        for kind, place in self._plain.items():
            message = f"the questions of `{kind}` are worded the same in every language"
            fix = f"write {{ask: {{{': …, '.join(self._languages.codes)}: …}}}}"
            yield Diagnostic("Q283", message, place, fix, Severity.INFO)
        code = self._languages.chosen
        fix = f"add `{code}: …`; names that are the same everywhere are written once, as a text"
        for lack in self._lacks[:_MOST_SHOWN]:
            message = f"{lack.name} has no text in `{code}`: {lack.effect}"
            yield Diagnostic("Q282", message, lack.place, fix, Severity.WARNING)
        others = self._lacks[_MOST_SHOWN:]
        if others:
            message = f"{len(others)} more texts are missing in `{code}`; this is the first"
            yield Diagnostic("Q282", message, others[0].place, fix, Severity.WARNING)


def _is_plain(node: Node) -> bool:
    """Return whether a wording, or a list of them, holds texts without languages."""
    if isinstance(node, Sequence):
        return any(isinstance(item, Scalar) for item in node)
    return isinstance(node, Scalar)
