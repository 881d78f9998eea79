"""The printed quiz and its key: a manifest becomes PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from babel import Locale, UnknownLocaleError

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.paper.layout import Layout
from quizgen.paper.manifest import Manifest, PrintedItem, QuizItem, Source, Version, printed
from quizgen.paper.typesetting import printable, typeset

_PAPERS = {"a4": "a4", "letter": "us-letter"}
_USUAL = Layout()
_MOST_COLUMNS = 3
_MOST_NAMED = 5
# No page holds more, were it all of the letter i; so much text would keep the typesetter busy for long.
_MOST_CHARACTERS = 12_000
_EAST_ASIAN = {"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "BOPOMOFO", "HANGUL", "FULLWIDTH", "HALFWIDTH"}
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

    def rendered(self, layout: Layout, place_of: Callable[[str], Place]) -> bytes:
        def place(fact: str) -> Place:
            return place_of(fact) if fact else Place(self.manifest.deck)

        texts = [replace(text, words=printable(text.words)) for text in dict.fromkeys(self.texts)]
        hopeless = [text.fact for text in texts if len(text.words) > _MOST_CHARACTERS]
        if hopeless:
            raise QuizgenError(_too_long(hopeless, place))
        result = typeset(self.template, self.data, layout)
        if result.missing:
            raise QuizgenError(_missing_characters(result.missing, texts, place))
        if result.too_long:
            items = (
                _items(self.manifest, self.manifest.versions[version])[index] for version, index in result.too_long
            )
            raise QuizgenError(_too_long((_fact(each.item) for each in items), place))
        return result.pdf


def render_quiz(
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: Layout = _USUAL,
    place_of: Callable[[str], Place] = Place,
) -> bytes:
    """Return the quiz as PDF, every version on pages of its own.

    `labels` are the words of the manifest's language, and `place_of` says where a fact (``kind/id``) is written. Raises
    QuizgenError for characters that no font has (Q501), items that no column can hold (Q502) and
    anything else that the typesetter refuses (Q503), ValueError for 0 or more than 3 columns.
    """
    data = _common(manifest, labels, _QUIZ_LABELS, layout)
    data["versions"] = _versions(manifest, _quiz_item)
    texts = [*_common_texts(manifest, labels, _QUIZ_LABELS), *_quiz_texts(manifest)]
    return _Sheet("quiz", data, texts, manifest).rendered(layout, place_of)


def render_key(
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: Layout = _USUAL,
    place_of: Callable[[str], Place] = Place,
) -> bytes:
    """Return the key as PDF: for every version a grid of letters, then each answer with its source.

    Takes and raises what `render_quiz` does. A source that an item shares with the whole quiz is
    printed once, under the title.
    """
    data = _common(manifest, labels, _KEY_LABELS, layout)
    data["source"] = manifest.source
    data["versions"] = _versions(manifest, lambda item: _key_item(item, manifest, labels))
    texts = [*_common_texts(manifest, labels, (*_KEY_LABELS, "paragraph")), *_key_texts(manifest)]
    return _Sheet("key", data, texts, manifest).rendered(layout, place_of)


def _common(manifest: Manifest, labels: Mapping[str, str], names: Sequence[str], layout: Layout) -> dict[str, object]:
    if not 1 <= layout.columns <= _MOST_COLUMNS:
        raise ValueError(f"a sheet has 1 to {_MOST_COLUMNS} columns, not {layout.columns}")
    return {
        "title": manifest.title,
        "paper": _PAPERS[manifest.paper],
        "columns": layout.columns,
        "large-print": layout.large_print,
        "labels": {name: labels[name] for name in names},
        **_language(manifest.language),
    }


def _language(code: str) -> dict[str, object]:
    try:
        locale = Locale.parse(code, sep="-" if "-" in code else "_")
    except (UnknownLocaleError, ValueError):
        # "Undetermined": the sheet prints, and a screen reader uses its own language.
        return {"lang": "und", "region": None, "rtl": False}
    territory = locale.territory or ""
    region = territory if len(territory) == len("US") else None
    return {"lang": locale.language, "region": region, "rtl": locale.text_direction == "rtl"}


def _versions(manifest: Manifest, entry: Callable[[PrintedItem], dict[str, object]]) -> list[dict[str, object]]:
    several = len(manifest.versions) > 1
    return [
        {"letter": version.version if several else "", "items": [entry(item) for item in _items(manifest, version)]}
        for version in manifest.versions
    ]


def _items(manifest: Manifest, version: Version) -> list[PrintedItem]:
    return [item for section in printed(manifest, version) for item in section]


def _fact(item: QuizItem) -> str:
    """Return the fact that a problem with an item is told of."""
    return item.facts[0] if item.facts else ""


def _quiz_item(printed_item: PrintedItem) -> dict[str, object]:
    return {"stem": printed_item.item.stem, "options": printed_item.options}


def _key_item(printed_item: PrintedItem, manifest: Manifest, labels: Mapping[str, str]) -> dict[str, object]:
    item = printed_item.item
    return {
        "stem": item.stem,
        "letters": ", ".join(ascii_uppercase[index] for index in printed_item.key),
        "answer": _answer(item),
        "remarks": item.remarks,
        "citation": _citation(item, manifest, labels),
    }


def _answer(item: QuizItem) -> str:
    return item.answer or "; ".join(item.options[index] for index in item.key)


def _citation(item: QuizItem, manifest: Manifest, labels: Mapping[str, str]) -> str:
    citation = "; ".join(filter(None, (_cited(each, manifest, labels) for each in item.cited)))
    return citation[:1].upper() + citation[1:]


def _cited(cited: Source, manifest: Manifest, labels: Mapping[str, str]) -> str:
    source = "" if cited.source == manifest.source else cited.source
    number = "" if cited.paragraph is None else labels["paragraph"].replace("{number}", str(cited.paragraph))
    return ", ".join(part for part in (source, number) if part)


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
    # A joiner between two missing characters is missing with them, and no news.
    wanted = frozenset(char for char in missing if unicodedata.category(char) != "Cf") or missing
    seen = False
    for text in texts:
        found = [char for char in dict.fromkeys(text.words) if char in wanted]
        if found:
            seen = True
            owner = f"{text.part} of `{text.fact}`" if text.fact else text.part
            yield _unprintable(found, owner, place(text.fact))
    if not seen:
        yield _unprintable(sorted(wanted), "the sheet", place(""))


def _unprintable(chars: Sequence[str], owner: str, place: Place) -> Diagnostic:
    message = f"no font at hand can print {_named(chars)}, in {owner}"
    return Diagnostic("Q501", message, place, _font_advice(chars[0]))


def _named(chars: Sequence[str]) -> str:
    shown = [
        f"{f'`{char}` ' if char.isprintable() else ''}U+{ord(char):04X} {unicodedata.name(char, '(without a name)')}"
        for char in chars[:_MOST_NAMED]
    ]
    more = len(chars) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _font_advice(char: str) -> str:
    category = unicodedata.category(char)
    script = unicodedata.name(char, "").partition(" ")[0]
    if category == "Co":
        return "this code is for private use, and each font means something else by it: write another character"
    if script in _EAST_ASIAN:
        font = "Noto Serif CJK"
    elif category.startswith("L"):
        font = f"Noto Serif {script.capitalize()}"
    else:
        font = "Noto Emoji" if category == "So" else "Noto Sans Symbols"
    return f"write it in other characters, or give `--font-path` a folder with a font that has it, such as {font}"


def _common_texts(manifest: Manifest, labels: Mapping[str, str], names: Sequence[str]) -> Iterator[_Text]:
    yield _Text("", "the title", manifest.title)
    for name in names:
        yield _Text("", f"the label `{name}`", labels[name])


def _quiz_texts(manifest: Manifest) -> Iterator[_Text]:
    for item in manifest.items:
        yield _Text(_fact(item), "the stem", item.stem)
        for option in item.options:
            # The letter differs between versions: the option itself says which it is.
            yield _Text(_fact(item), f"the option “{option}”", option)


def _key_texts(manifest: Manifest) -> Iterator[_Text]:
    yield _Text("", "the source", manifest.source)
    for item in manifest.items:
        yield _Text(_fact(item), "the stem", item.stem)
        yield _Text(_fact(item), "the answer", _answer(item))
        for remark in item.remarks:
            yield _Text(_fact(item), "a remark", remark)
        for cited in item.cited:
            yield _Text(_fact(item), "the source", cited.source)
