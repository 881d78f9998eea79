"""The printed quiz and its key: a manifest becomes PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.paper.entries import (
    answer_of,
    forms_of,
    has_headings,
    instructions_of,
    key_entries,
    key_head,
    quiz_entries,
    tag_of,
)
from quizgen.paper.glyphs import PrintedText, unprintable
from quizgen.paper.layout import Layout
from quizgen.paper.manifest import Manifest, QuizItem, Version, printed
from quizgen.paper.marking import marking_notes, total_points
from quizgen.paper.pdf import joined
from quizgen.paper.script import language_data
from quizgen.paper.typesetting import printable, typeset

_PAPERS = {"a4": "a4", "letter": "us-letter"}
_USUAL = Layout()
_MOST_COLUMNS = 3
# No page holds more, were it all of the letter i; so much text would keep the typesetter busy for long.
_MOST_CHARACTERS = 12_000
_GAP = ("blank", "blank_alt")
_QUIZ_LABELS = ("name", "class", "number", "date", "score", "page", "version", "fingerprint", "worked_answer", *_GAP)
_KEY_LABELS = ("page", "key", "name", "version", "sheet_version", "fingerprint", *_GAP)
# Of more papers than these, so many have the pages of a key to themselves; a row of its grid takes as long as so
# many items.
_PAPERS_A_GRID, _ITEMS_A_ROW = 100, 4
_FORM_LABELS = {"true-false": ("true_letter", "false_letter")}


@dataclass(frozen=True, slots=True)
class _Text:
    """One text that is printed: the fact that it belongs to ("" for none), which part it is, its words."""

    fact: str
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet to print: the data for its template, and for each version in it the facts of the items."""

    data: Mapping[str, object]
    facts: Sequence[Sequence[str]]


def _rendered(  # noqa: PLR0913, PLR0917 - what is printed, how, and whose it is
    template: str,
    sheets: Sequence[_Sheet],
    texts: Iterable[_Text],
    layout: Layout,
    place_of: Callable[[str], Place],
    pictures: Mapping[str, bytes] | None = None,
) -> list[tuple[bytes, ...]]:
    """Return the parts of each sheet; `texts` are all that is printed on them."""
    texts = list(texts)
    hopeless = [text.fact for text in texts if len(text.words) > _MOST_CHARACTERS]
    if hopeless:
        raise QuizgenError(_too_long(hopeless, place_of, layout))
    made = typeset(template, [sheet.data for sheet in sheets], layout, pictures)
    missing = frozenset[str]().union(*(result.missing for result in made))
    both = zip(sheets, made, strict=True)
    too_long = [sheet.facts[version][item] for sheet, result in both for version, item in result.too_long]
    if missing or too_long:
        unprintable = _missing_characters(missing, texts, place_of) if missing else ()
        raise QuizgenError([*unprintable, *_too_long(too_long, place_of, layout)])
    return [result.parts for result in made]


def _places(manifest: Manifest, place_of: Callable[[str], Place]) -> Callable[[str], Place]:
    """Return what says where something is written; what belongs to no fact is the deck's."""
    return lambda fact: place_of(fact) if fact else Place(manifest.deck)


def render_quiz(  # noqa: PLR0913 - each has a sensible default, and is given by name
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: Layout = _USUAL,
    place_of: Callable[[str], Place] = Place,
    worked: bool = False,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the quiz as PDF, every version on pages of its own; a `worked` copy shows and explains what is right.

    `pictures` are those of the manifest by the names of their files, `labels` are the words of its
    language, and `place_of` says where a fact (``kind/id``) is written, or a student
    (``students/NUMBER``). Raises QuizgenError for characters that no font has (Q501), items that no
    column can hold (Q502), a font that is not at hand (Q504) and anything else that the typesetter
    refuses (Q503), ValueError for 0 or more than 3 columns.
    """
    sheet = _quiz(manifest, labels, layout, manifest.versions, worked=worked)
    texts = _texts_of_quiz(manifest, labels, worked=worked)
    return joined(_rendered("quiz", [sheet], texts, layout, _places(manifest, place_of), pictures)[0])


def render_papers(  # noqa: PLR0913 - as above
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: Layout = _USUAL,
    place_of: Callable[[str], Place] = Place,
    worked: bool = False,
    pictures: Mapping[str, bytes] | None = None,
) -> list[tuple[bytes, ...]]:
    """Return each version by itself, as parts that `pdf.joined` makes one; takes and raises what `render_quiz` does."""
    sheets = [_quiz(manifest, labels, layout, [version], worked=worked) for version in manifest.versions]
    texts = _texts_of_quiz(manifest, labels, worked=worked)
    return _rendered("quiz", sheets, texts, layout, _places(manifest, place_of), pictures)


def _quiz(
    manifest: Manifest, labels: Mapping[str, str], layout: Layout, versions: Sequence[Version], *, worked: bool
) -> _Sheet:
    names = (*_QUIZ_LABELS, *_form_labels(manifest))
    data = _common(manifest, labels, names, layout)
    data |= {
        "heading": f"{manifest.title} — {labels['worked']}" if worked else manifest.title,
        "worked": worked,
        "total": total_points(manifest),
        "notes": [*_instructions(manifest, labels), *marking_notes(manifest, labels)],
        "versions": [
            {
                "tag": tag_of(manifest, version, labels),
                "student": _student(version),
                "items": list(quiz_entries(manifest, version, labels, worked=worked)),
            }
            for version in versions
        ],
    }
    headings = has_headings(manifest)
    return _Sheet(data, [_blamed(manifest, version, labels, headings=headings) for version in versions])


def _texts_of_quiz(manifest: Manifest, labels: Mapping[str, str], *, worked: bool) -> list[_Text]:
    names = (*_QUIZ_LABELS, *_form_labels(manifest))
    told = _key_texts(manifest) if worked else ()
    return [*_common_texts(manifest, labels, names), *_quiz_texts(manifest), *told]


def render_key(
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: Layout = _USUAL,
    place_of: Callable[[str], Place] = Place,
) -> bytes:
    """Return the key as PDF: for every version what is right by number, then each answer once with its source.

    Takes and raises what `render_quiz` does. A source that an item shares with the whole quiz is
    printed once, under the title.
    """
    sheet = _key(manifest, labels, layout)
    return joined(_rendered("key", [sheet], _texts_of_key(manifest, labels), layout, _places(manifest, place_of))[0])


def render_keys(
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: Layout = _USUAL,
    place_of: Callable[[str], Place] = Place,
) -> list[tuple[bytes, ...]]:
    """Return the key of each version by itself, its answers numbered as they stand on that paper.

    Each is parts that `pdf.joined` makes one. Takes and raises what `render_quiz` does.
    """
    sheets = [_key(manifest, labels, layout, version) for version in manifest.versions]
    return _rendered("key", sheets, _texts_of_key(manifest, labels), layout, _places(manifest, place_of))


def _key(manifest: Manifest, labels: Mapping[str, str], layout: Layout, version: Version | None = None) -> _Sheet:
    """Return the key of one version, or of them all."""
    versions = [version] if version else manifest.versions
    data = _common(manifest, labels, (*_KEY_LABELS, *_form_labels(manifest)), layout)
    paper: dict[str, object] = {
        "tag": tag_of(manifest, version, labels) if version else "",
        "student": _student(version) if version else None,
        "items": list(key_entries(manifest, labels, version)),
        "answers": None,
    }
    pages = [paper]
    if len(versions) <= _PAPERS_A_GRID:
        paper["answers"] = key_head(manifest, versions, labels)
    else:
        grids = (versions[start : start + _PAPERS_A_GRID] for start in range(0, len(versions), _PAPERS_A_GRID))
        pages = [*(_grid(manifest, some, labels) for some in grids), paper]
    data |= {
        "heading": f"{manifest.title} — {labels['key']}",
        "source": manifest.source,
        "notes": list(marking_notes(manifest, labels)),
        "papers": len(versions),
        "versions": pages,
    }
    return _Sheet(data, [_facts(manifest, versions[0])] * len(pages))


def _grid(manifest: Manifest, versions: Sequence[Version], labels: Mapping[str, str]) -> dict[str, object]:
    """Return the answers of some of many papers, on pages of their own."""
    return {
        "tag": "\N{EN DASH}".join(dict.fromkeys((versions[0].version, versions[-1].version))),
        "student": None,
        "items": (),
        "answers": key_head(manifest, versions, labels),
        "weight": _ITEMS_A_ROW * len(versions),
    }


def _texts_of_key(manifest: Manifest, labels: Mapping[str, str]) -> list[_Text]:
    names = (*_KEY_LABELS, "paragraph", *_form_labels(manifest))
    return [*_common_texts(manifest, labels, names), *_student_texts(manifest), *_key_texts(manifest)]


def _form_labels(manifest: Manifest) -> Iterator[str]:
    """Yield the labels that the forms of a paper bring with them."""
    for form in forms_of(manifest):
        yield from (f"title_{form}", f"instructions_{form}", *_FORM_LABELS.get(form, ()))


def _instructions(manifest: Manifest, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield what to do on a paper whose sections have no headings."""
    if manifest.sections and manifest.items and not has_headings(manifest):
        yield instructions_of(manifest.sections[0], manifest.items[0].form, labels)


def _student(version: Version) -> dict[str, str] | None:
    student = version.student
    return {"name": student.name, "number": student.number, "class": student.group} if student else None


def _facts(manifest: Manifest, version: Version) -> list[str]:
    return [_fact(item.item) for section in printed(manifest, version) for item in section]


def _blamed(manifest: Manifest, version: Version, labels: Mapping[str, str], *, headings: bool) -> list[str]:
    """Return what is to blame for an item that does not fit: its fact, or the longer heading that stands with it."""
    blamed = _facts(manifest, version)
    first = 0
    for number, places in enumerate(version.sections):
        if headings and places:
            item, section = manifest.items[places[0].item], manifest.sections[number]
            heading = section.title + instructions_of(section, item.form, labels)
            if len(heading) > len("".join((item.stem, *item.options, *item.left))) and not item.every_picture:
                blamed[first] = _section(manifest, number)
        first += len(places)
    return blamed


def _section(manifest: Manifest, number: int) -> str:
    """Return what a section is called where a problem with it is told: those of one author's section count as one."""
    return f"section {sum(not section.continues for section in manifest.sections[: number + 1])}"


def _common(manifest: Manifest, labels: Mapping[str, str], names: Sequence[str], layout: Layout) -> dict[str, object]:
    if not 1 <= layout.columns <= _MOST_COLUMNS:
        raise ValueError(f"a sheet has 1 to {_MOST_COLUMNS} columns, not {layout.columns}")
    return {
        "title": manifest.title,
        "fingerprint": labels["fingerprint"].replace("{fingerprint}", manifest.fingerprint),
        "paper": _PAPERS[manifest.paper],
        "columns": layout.columns,
        "large-print": layout.large_print,
        "labels": {name: labels[name] for name in names},
        **language_data(manifest.language),
    }


def _fact(item: QuizItem) -> str:
    """Return the fact that a problem with an item is told of."""
    return item.facts[0] if item.facts else ""


def _too_long(facts: Iterable[str], place: Callable[[str], Place], layout: Layout) -> list[Diagnostic]:
    # The same item is too long in every version.
    return [_one_too_long(fact, place(fact), layout) for fact in dict.fromkeys(facts)]


def _one_too_long(fact: str, place: Place, layout: Layout) -> Diagnostic:
    if not fact:
        return Diagnostic("Q502", "the title or the source is longer than a page", place, "shorten it")
    ways = ["shorten it", *["print in fewer columns"] * (layout.columns > 1)]
    ways += ["leave out the large print"] * layout.large_print
    if fact.startswith("section "):
        message = f"the heading of {fact} leaves its first item no room in a column of the page"
    else:
        message = f"the item made from `{fact}` is longer than a column of the page, and items are never split"
    return Diagnostic("Q502", message, place, ", or ".join(ways))


def _missing_characters(
    missing: frozenset[str], texts: Sequence[_Text], place: Callable[[str], Place]
) -> Iterator[Diagnostic]:
    owned = (
        PrintedText(
            printable(text.words), f"{text.part} of `{text.fact}`" if text.fact else text.part, place(text.fact)
        )
        for text in dict.fromkeys(texts)
    )
    yield from unprintable(missing, owned, place(""))


def _common_texts(manifest: Manifest, labels: Mapping[str, str], names: Sequence[str]) -> Iterator[_Text]:
    yield _Text("", "the title", manifest.title)
    for name in names:
        yield _Text("", f"the label `{name}`", labels[name])


def _quiz_texts(manifest: Manifest) -> Iterator[_Text]:
    for number, section in enumerate(manifest.sections):
        yield _Text(_section(manifest, number), "the title", section.title)
        yield _Text(_section(manifest, number), "the instructions", section.instructions)
    yield from _student_texts(manifest)
    for item in manifest.items:
        yield _Text(_fact(item), "the stem", item.stem)
        for option in item.options if not item.option_pictures else ():
            # The letter differs between versions: the option itself says which it is.
            yield _Text(_fact(item), f"the option “{option}”", option)
        for picture in item.every_picture:
            yield _Text(_fact(item), "the words of a picture", picture.alt)
        for left in item.left:
            yield _Text(_fact(item), f"the entry “{left}”", left)


def _student_texts(manifest: Manifest) -> Iterator[_Text]:
    for student in (version.student for version in manifest.versions if version.student):
        for part, words in (("name", student.name), ("number", student.number), ("class", student.group)):
            yield _Text(f"students/{student.number}", f"the {part}", words)


def _key_texts(manifest: Manifest) -> Iterator[_Text]:
    yield _Text("", "the source", manifest.source)
    for item in manifest.items:
        yield _Text(_fact(item), "the stem", item.stem)
        yield _Text(_fact(item), "the answer", answer_of(item))
        for remark in item.remarks:
            yield _Text(_fact(item), "a remark", remark)
        for cited in item.cited:
            yield _Text(_fact(item), "the source", cited.source)
