"""Reads the header of a deck: its id, title and source, and its settings."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from quizgen.deck.anki import read_anki
from quizgen.deck.guids import check_guids
from quizgen.deck.inside import folder_of, is_inside
from quizgen.deck.keys.deck import DECK_KEYS, LINT_KEYS, SOURCE_KEYS
from quizgen.deck.keys.key import Key, Shape
from quizgen.deck.languages import Languages, is_language, read_languages
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.deck.model.deck import Deck, Source
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Kind
from quizgen.deck.model.quiz import FormNames, Passage, QuizDefaults
from quizgen.deck.passages import check_passages, read_passages
from quizgen.deck.quiz import read_quiz
from quizgen.deck.read import read_keys, read_shape, shorten
from quizgen.deck.rejected import read_rejected
from quizgen.diagnostics import Place, Problems
from quizgen.language.voices import voice_of
from quizgen.yaml.nodes import Entry, Mapping, Node, Scalar

_ONE = Languages()


class Header:
    """Collects the header: `take` each of its entries, then call `deck`.

    `forms` are the names of the forms that the quiz may have, None to accept any name.
    """

    def __init__(self, path: Path, forms: FormNames | None, problems: Problems) -> None:
        self._path = path
        self._forms = forms
        self._top = Place(str(path), 1, 1)
        self._problems = problems
        self._values: dict[str, Any] = {}
        self._sections: dict[str, list[tuple[Scalar, Node]]] = {}
        self._places: dict[str, Place] = {}
        self._lost: AbstractSet[str] = frozenset()

    def take(self, entry: Entry) -> None:
        """Read one entry whose section is a key of the deck."""
        key = DECK_KEYS[entry.section.text]
        self._places.setdefault(key.name, entry.section.place)
        if entry.key is not None and key.shape is Shape.SECTION:
            self._sections.setdefault(key.name, []).append((entry.key, entry.node))
            return
        node = (
            entry.node
            if entry.key is None
            else Mapping(((entry.key, entry.node),), entry.node.place)
        )
        value = self._read(key, node)
        if value is not None:
            self._values[key.name] = value
            self._places[key.name] = entry.node.place

    def _read(self, key: Key, node: Node) -> Any:  # noqa: ANN401 - as key.shape says
        if key.name == "languages":
            return read_languages(node, self._problems)
        return read_shape(key, node, self._problems)

    @property
    def id(self) -> str:
        """Return the id of the deck, "" if it has none."""
        return str(self._values.get("deck", ""))

    @property
    def language(self) -> str:
        """Return the code of the deck's language, ``en`` by default."""
        return str(self._values.get("language", "en"))

    @property
    def markup(self) -> bool:
        """Return whether signs in texts are markup, as they are by default."""
        return bool(self._values.get("markup", True))

    def deck(
        self,
        facts: MappingType[str, Fact],
        kinds: MappingType[str, Kind],
        files: Sequence[Path],
        lost: AbstractSet[str] = frozenset(),
        languages: Languages = _ONE,
    ) -> Deck | None:
        """Return the deck with these facts, None if it has no id or no title.

        `lost` holds keys in entries that could not be read, which are not reported as missing.
        Without `languages`, the deck is in one.
        """
        self._lost = lost
        source = self._source()
        quiz = self._quiz(facts, kinds)
        passages = self._passages(facts)
        rejected = self._section_node("rejected")
        lint = self._section("lint", LINT_KEYS)
        anki = self._anki(kinds)
        self._check(facts, kinds)
        check_guids(facts, anki.note_types, self._problems)
        self._check_voice(anki)
        values = self._values
        if "deck" not in values or "title" not in values:
            return None
        return Deck(
            id=values["deck"],
            title=values["title"],
            place=self._places["deck"],
            language=languages.chosen or self.language,
            description=values.get("description", ""),
            tags=values.get("tags", ()),
            source=source,
            quiz=quiz,
            passages=passages,
            rejected=read_rejected(rejected, self._problems) if rejected else {},
            anki=anki,
            assume=values.get("assume", ""),
            lint_off=tuple(lint),
            facts=facts,
            kinds=kinds,
            files=(*map(str, files), *(look.path for look in anki.looks.values())),
            languages=languages.codes,
            own_language=values.get("language", "") if languages.codes else "",
        )

    def _source(self) -> Source:
        read = self._section("source", SOURCE_KEYS)
        if "text" in read:
            pairs = self._sections["source"]
            place = next(node.place for key, node in pairs if key.text == "text")
            read["text_place"] = place
            if not is_inside(folder_of(self._path), self._path.parent, read["text"]):
                message = f"`{shorten(read['text'])}` lies outside the deck's folder"
                self._problems.error("Q007", message, place, "put the text beside the deck")
        return Source(**read)

    def _section(self, name: str, table: MappingType[str, Any]) -> dict[str, Any]:
        node = self._section_node(name)
        return read_keys(node, dict(table), self._problems) if node else {}

    def _quiz(self, facts: MappingType[str, Fact], kinds: MappingType[str, Kind]) -> QuizDefaults:
        node = self._section_node("quiz")
        if node is None:
            return QuizDefaults()
        # A fact that could not be read may have any tag.
        tags = (tag for fact in facts.values() for tag in fact.tags)
        topics = None if self._lost else {*kinds, *tags}
        return read_quiz(node, topics, self._forms, self._path, self._problems)

    def _passages(self, facts: MappingType[str, Fact]) -> dict[str, Passage]:
        node = self._section_node("passages")
        read = read_passages(node, self._problems) if node else {}
        if "passages" not in self._lost:
            known = {key.text for key, _ in self._sections.get("passages", ())}
            check_passages(facts.values(), known, self._problems)
        return read

    def _anki(self, kinds: MappingType[str, Kind]) -> AnkiDefaults:
        node = self._section_node("anki")
        if node is None:
            return AnkiDefaults()
        return read_anki(node, kinds, self._path, self._problems, self._lost)

    def _section_node(self, name: str) -> Mapping | None:
        return (
            Mapping(tuple(self._sections[name]), self._places[name], name not in self._lost)
            if name in self._sections
            else None
        )

    def _check_voice(self, anki: AnkiDefaults) -> None:
        spoken = (anki.tts, *(each.tts for each in anki.kinds.values()))
        if any(spoken) and not voice_of(self.language):
            message = (
                f"Anki knows no voice for the language `{self.language}`, so `tts` does nothing"
            )
            fix = "add a country to the code, such as language: en-GB, or delete `tts`"
            self._problems.warn("Q271", message, self._places["anki"], fix)

    def _check(self, facts: MappingType[str, Fact], kinds: MappingType[str, Kind]) -> None:
        for key in DECK_KEYS.values():
            if key.required and key.name not in {*self._places, *self._lost}:
                self._problems.error(
                    "Q202", f"the key `{key.name}` is missing", self._top, key.to_add
                )
        if not facts and not self._problems.found:
            known = ", ".join(f"`{key}`" for key in kinds)
            self._problems.error(
                "Q215", "the deck has no facts", self._top, f"add some, under {known}"
            )
        if not is_language(self.language):
            fix = "write a code such as en, de, fr, es or ru"
            self._problems.error(
                "Q216", f"`{self.language}` is not a language code", self._places["language"], fix
            )
