"""The printed quiz and its key: a manifest becomes PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_uppercase

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.paper.glyphs import PrintedText, unprintable
from quizgen.paper.manifest import Manifest, PrintedItem
from quizgen.paper.script import language_data
from quizgen.paper.typesetting import printable, typeset

_PAPERS = {"a4": "a4", "letter": "us-letter"}
_MOST_COLUMNS = 4
# No page holds more, were it all of the letter i; so much text would keep the typesetter busy for long.
_MOST_CHARACTERS = 12_000
_QUIZ_LABELS = ("name", "class", "date", "score", "page", "instructions", "version")
_KEY_LABELS = ("page", "key", "version")


@dataclass(frozen=True, slots=True)
class _Text:
    """One text that is printed: the fact that it belongs to ("" for none), which part it is, its words."""

    fact: str
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet to print: its template, the data for it, and whose the texts in the data are."""

    template: str
    data: Mapping[str, object]
    texts: Sequence[_Text]
    manifest: Manifest

    def rendered(self, fonts: Sequence[Path], place_of: Callable[[str], Place]) -> bytes:
        def place(fact: str) -> Place:
            return place_of(fact) if fact else Place(self.manifest.deck)

        # Versions repeat the items, so that each text is looked at once.
        texts = [replace(text, words=printable(text.words)) for text in dict.fromkeys(self.texts)]
        hopeless = [text.fact for text in texts if len(text.words) > _MOST_CHARACTERS]
        if hopeless:
            raise QuizgenError(_too_long(hopeless, place))
        result = typeset(self.template, self.data, fonts)
        if result.missing:
            raise QuizgenError(_missing_characters(result.missing, texts, place))
        if result.too_long:
            items = (self.manifest.versions[version].items[index] for version, index in result.too_long)
            raise QuizgenError(_too_long((item.fact for item in items), place))
        return result.pdf


def render_quiz(
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    columns: int = 2,
    fonts: Sequence[Path] = (),
    place_of: Callable[[str], Place] = Place,
) -> bytes:
    """Return the quiz as PDF, every version on pages of its own.

    `labels` are the words of the manifest's language, `fonts` folders with fonts for characters that
    the shipped ones lack, and `place_of` says where a fact (``kind/id``) is written. Raises
    QuizgenError for characters that no font has (Q501), items that no column can hold (Q502) and
    anything else that the typesetter refuses (Q503), ValueError for 0 or more than 4 columns.
    """
    data = _common(manifest, labels, _QUIZ_LABELS, columns)
    data["versions"] = _versions(manifest, _quiz_item)
    texts = [*_common_texts(manifest, labels, _QUIZ_LABELS), *_quiz_texts(manifest)]
    return _Sheet("quiz", data, texts, manifest).rendered(fonts, place_of)


def render_key(
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    columns: int = 2,
    fonts: Sequence[Path] = (),
    place_of: Callable[[str], Place] = Place,
) -> bytes:
    """Return the key as PDF: for every version a grid of letters, then each answer with its source.

    Takes and raises what `render_quiz` does. A source that an item shares with the whole quiz is
    printed once, under the title.
    """
    data = _common(manifest, labels, _KEY_LABELS, columns)
    data["source"] = manifest.source
    data["versions"] = _versions(manifest, lambda item: _key_item(item, manifest, labels))
    texts = [*_common_texts(manifest, labels, (*_KEY_LABELS, "paragraph")), *_key_texts(manifest)]
    return _Sheet("key", data, texts, manifest).rendered(fonts, place_of)


def _common(manifest: Manifest, labels: Mapping[str, str], names: Sequence[str], columns: int) -> dict[str, object]:
    if not 1 <= columns <= _MOST_COLUMNS:
        raise ValueError(f"a sheet has 1 to {_MOST_COLUMNS} columns, not {columns}")
    return {
        "title": manifest.title,
        "paper": _PAPERS[manifest.paper],
        "columns": columns,
        "labels": {name: labels[name] for name in names},
        **language_data(manifest.language),
    }


def _versions(manifest: Manifest, entry: Callable[[PrintedItem], dict[str, object]]) -> list[dict[str, object]]:
    several = len(manifest.versions) > 1
    return [
        {"letter": version.version if several else "", "items": [entry(item) for item in version.items]}
        for version in manifest.versions
    ]


def _quiz_item(item: PrintedItem) -> dict[str, object]:
    return {"stem": item.stem, "options": item.options}


def _key_item(item: PrintedItem, manifest: Manifest, labels: Mapping[str, str]) -> dict[str, object]:
    return {
        "stem": item.stem,
        "letters": ", ".join(ascii_uppercase[index] for index in item.key),
        "answer": item.answer or "; ".join(item.options[index] for index in item.key),
        "remarks": item.remarks,
        "citation": _citation(item, manifest, labels),
    }


def _citation(item: PrintedItem, manifest: Manifest, labels: Mapping[str, str]) -> str:
    source = "" if item.source == manifest.source else item.source
    number = "" if item.paragraph is None else labels["paragraph"].replace("{number}", str(item.paragraph))
    citation = ", ".join(part for part in (source, number) if part)
    return citation[:1].upper() + citation[1:]


def _too_long(facts: Iterable[str], place: Callable[[str], Place]) -> list[Diagnostic]:
    # The same item is too long in every version.
    return [_one_too_long(fact, place(fact)) for fact in dict.fromkeys(facts)]


def _one_too_long(fact: str, place: Place) -> Diagnostic:
    if not fact:
        return Diagnostic("Q502", "the title or the source is longer than a page", place, "shorten it")
    message = f"the item made from `{fact}` is longer than a column of the page, and items are never split"
    return Diagnostic("Q502", message, place, "shorten it, or print in fewer columns")


def _missing_characters(
    missing: frozenset[str], texts: Sequence[_Text], place: Callable[[str], Place]
) -> Iterator[Diagnostic]:
    owned = (
        PrintedText(text.words, f"{text.part} of `{text.fact}`" if text.fact else text.part, place(text.fact))
        for text in texts
    )
    yield from unprintable(missing, owned, place(""))


def _common_texts(manifest: Manifest, labels: Mapping[str, str], names: Sequence[str]) -> Iterator[_Text]:
    yield _Text("", "the title", manifest.title)
    for name in names:
        yield _Text("", f"the label `{name}`", labels[name])


def _quiz_texts(manifest: Manifest) -> Iterator[_Text]:
    for item in _items(manifest):
        yield _Text(item.fact, "the stem", item.stem)
        for option in item.options:
            # The letter differs between versions: the option itself says which it is.
            yield _Text(item.fact, f"the option “{option}”", option)


def _key_texts(manifest: Manifest) -> Iterator[_Text]:
    yield _Text("", "the source", manifest.source)
    for item in _items(manifest):
        yield _Text(item.fact, "the stem", item.stem)
        yield _Text(item.fact, "the answer", item.answer or "; ".join(item.options[index] for index in item.key))
        for remark in item.remarks:
            yield _Text(item.fact, "a remark", remark)
        yield _Text(item.fact, "the source", item.source)


def _items(manifest: Manifest) -> Iterator[PrintedItem]:
    return (item for version in manifest.versions for item in version.items)
