"""What the sheets show of each item, as data for their templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase

from quizgen.paper.binding import ending_whole
from quizgen.paper.manifest import Manifest, Picture, PrintedItem, QuizItem, QuizSection, Source, Version, printed
from quizgen.paper.marking import points_differ, points_each
from quizgen.paper.script import has_rtl, language_data

Entry = dict[str, object]
# Forms whose answer is short enough to stand under its number.
_IN_LETTERS = {"choice", "multiple", "true-false", "odd-one-out"}
# Forms whose answer is nothing but the right options.
_NAMED = {"choice", "multiple"}
# Forms whose answer is written out.
_IN_WORDS = {"fill-in", "short"}
_STRIP = 10
# What a hand needs to write a character, against the width of an underscore and of a line.
_UNDERSCORES_A_CHARACTER = 1.3
_FEWEST_UNDERSCORES, _MOST_UNDERSCORES = 16, 34
_CHARACTERS_A_LINE = 30


def tag_of(manifest: Manifest, version: Version, labels: Mapping[str, str]) -> str:
    """Return what tells a paper from the others: its student, or its letter; "" if it is the only one."""
    if version.student:
        student = version.student
        return f"{student.number} · " + ", ".join(filter(None, (student.name, student.group)))
    return labels["version"].replace("{version}", version.version) if len(manifest.versions) > 1 else ""


def forms_of(manifest: Manifest) -> tuple[str, ...]:
    """Return the forms of items that are on the paper."""
    return tuple(dict.fromkeys(item.form for item in manifest.items))


def has_headings(manifest: Manifest) -> bool:
    """Tell whether sections have headings of their own: several forms need them, and so does an author's title."""
    return len(forms_of(manifest)) > 1 or any(section.title for section in manifest.sections)


def quiz_entries(manifest: Manifest, version: Version, labels: Mapping[str, str], *, worked: bool) -> Iterator[Entry]:
    """Yield the items of a version, the first of each section with its heading; a `worked` copy has what is right."""
    headings = has_headings(manifest)
    room = _Room(manifest, labels)
    for number, items in enumerate(printed(manifest, version)):
        for index, item in enumerate(items):
            first = headings and not index
            yield {
                **_shown(item, manifest, labels, room),
                "section": _heading(manifest, number, item.item.form, labels) if first else None,
                "marks": item.key if worked else (),
                "told": _told(item, manifest, labels) if worked else None,
            }


def instructions_of(section: QuizSection, form: str, labels: Mapping[str, str]) -> str:
    """Return what to do in a section: the author's words where its own forms begin, else those of the form."""
    own = "" if section.continues else section.instructions
    return own or labels[f"instructions_{form}"]


def _heading(manifest: Manifest, number: int, form: str, labels: Mapping[str, str]) -> Entry:
    section = manifest.sections[number]
    first = number
    while manifest.sections[first].continues and first:
        first -= 1
    title = section.title
    if not manifest.sections[first].title:
        # An author's title is of all forms under it; without one, each form has its own.
        title = labels[f"title_{form}"]
    return {
        "title": title,
        "instructions": instructions_of(section, form, labels),
        "points": points_each(section.points, manifest, labels) if points_differ(manifest) else "",
    }


class _Room:
    """The room for what is written: the same everywhere, since its length would tell of the answer's."""

    def __init__(self, manifest: Manifest, labels: Mapping[str, str]) -> None:
        self.blank = labels["blank"]
        longest = {
            form: max((len(each.answer) for each in manifest.items if each.form == form), default=0)
            for form in ("fill-in", "short")
        }
        wanted = round(longest["fill-in"] * _UNDERSCORES_A_CHARACTER)
        self.gap = "_" * min(max(wanted, _FEWEST_UNDERSCORES), _MOST_UNDERSCORES)
        self.lines = 1 if longest["short"] <= _CHARACTERS_A_LINE else 2


def _shown(printed_item: PrintedItem, manifest: Manifest, labels: Mapping[str, str], room: _Room) -> Entry:
    item = printed_item.item
    return {
        "number": printed_item.number,
        "form": item.form,
        "stem": _claimed(item.stem, item, manifest, labels),
        "pictures": [_picture(each) for each in item.pictures],
        "options": printed_item.options if item.form == "matching" else [*map(ending_whole, printed_item.options)],
        "option-pictures": [_picture(each) for each in printed_item.option_pictures],
        "left": printed_item.left,
        "letters": (labels["true_letter"], labels["false_letter"]),
        "parts": item.stem.split(room.blank) if item.form == "fill-in" else (),
        "gap": room.gap,
        "lines": room.lines,
    }


def _claimed(words: str, item: QuizItem, manifest: Manifest, labels: Mapping[str, str]) -> str:
    """Return the words of a claim, whose stem and answer keep their sides in what is written from right to left.

    Where both meet in Latin letters, the signs between them would go with these and turn the claim round.
    """
    joint = labels["claim"].partition("{stem}")[2].partition("{answer}")[0]
    stem, found, answer = words.rpartition(joint) if joint else ("", "", words)
    if item.form != "true-false" or not found or not (has_rtl(words) and language_data(manifest.language)["rtl"]):
        return words
    return f"{stem}\N{RIGHT-TO-LEFT MARK}{joint}{answer}"


def _picture(picture: Picture) -> Entry:
    return {
        "path": f"/{picture.file}",
        "alt": picture.alt,
        "width": picture.width,
        "height": picture.height,
        "drawn": picture.file.endswith(".svg"),
    }


def _told(printed_item: PrintedItem, manifest: Manifest, labels: Mapping[str, str]) -> Entry:
    item = printed_item.item
    key = key_of(printed_item, labels)
    if item.form in {"true-false", "odd-one-out", "ordering"}:
        # Their answers say more than the letters: what is true, what the others share, the dates.
        key = (
            _claimed(answer_of(item), item, manifest, labels)
            if item.form != "odd-one-out"
            else f"{key}. {answer_of(item)}"
        )
    return {
        "key": _sentence(labels["worked_answer"].replace("{answer}", key)),
        "answer": answer_of(item),
        "remarks": item.remarks,
        "citation": _sentence(citation(item, manifest, labels)),
    }


def _sentence(text: str) -> str:
    return f"{text}." if text and not text.endswith((".", "!", "?", "…", "”")) else text


def key_of(printed_item: PrintedItem, labels: Mapping[str, str]) -> str:
    """Return what is right as a version letters it: C; A, C; T; 1c 2a; B D A C; or the answer itself."""
    item, key = printed_item.item, printed_item.key
    match item.form:
        case "true-false":
            return labels["false_letter" if key and key[0] else "true_letter"]
        case "matching":
            return " ".join(f"{number}{ascii_lowercase[index]}" for number, index in enumerate(key, 1))
        case "ordering":
            return " ".join(ascii_uppercase[index] for index in key)
        case "fill-in" | "short":
            return answer_of(item)
        case _:
            return ", ".join(ascii_uppercase[index] for index in key)


def answer_of(item: QuizItem) -> str:
    """Return the answer in words; words that are options are those of the key, which may have been mended."""
    named = "; ".join(item.options[index] for index in item.key)
    outdated = item.form in _NAMED and set(item.answer.split("; ")) <= set(item.options)
    return named if outdated else item.answer or named


def citation(item: QuizItem, manifest: Manifest, labels: Mapping[str, str]) -> str:
    """Return where an answer stands; a source that an item shares with the whole quiz is not named again."""
    told = "; ".join(filter(None, (_cited(each, manifest, labels) for each in item.cited)))
    return told[:1].upper() + told[1:]


def _cited(cited: Source, manifest: Manifest, labels: Mapping[str, str]) -> str:
    source = "" if cited.source == manifest.source else cited.source
    number = "" if cited.paragraph is None else labels["paragraph"].replace("{number}", str(cited.paragraph))
    # A number does not begin a line.
    number = number.replace(" ", "\N{NO-BREAK SPACE}")
    return ", ".join(part for part in (source, number) if part)


def key_head(manifest: Manifest, versions: Sequence[Version], labels: Mapping[str, str]) -> Entry:
    """Return the answers to mark papers by: strips of letters for one, a grid of them for several, lists of the rest.

    A grid has a row for each version and a column for each number; a key is "" where a version has no
    letters under that number.
    """
    listed: list[Entry] = []
    rows: list[dict[int, str]] = []
    for version in versions:
        items = [item for section in printed(manifest, version) for item in section]
        rows.append({item.number: key_of(item, labels) for item in items if item.item.form in _IN_LETTERS})
        longer = [_answered(item, labels) for item in items if item.item.form not in _IN_LETTERS]
        if longer:
            listed.append({"tag": tag_of(manifest, version, labels), "items": longer})
    numbers = sorted({number for row in rows for number in row})
    alone = len(versions) == 1
    strips = [{"number": number, "key": key} for number, key in rows[0].items()] if alone else []
    named = any(version.student for version in versions)
    return {
        "strips": [strips[start : start + _STRIP] for start in range(0, len(strips), _STRIP)],
        "grid": {
            "corner": labels["name" if named else "sheet_version"],
            "numbers": numbers,
            "rows": [
                {"name": _row_name(version), "keys": [row.get(number, "") for number in numbers]}
                for version, row in zip(versions, rows, strict=True)
            ],
        }
        if numbers and not alone
        else None,
        "listed": listed,
    }


def _answered(item: PrintedItem, labels: Mapping[str, str]) -> Entry:
    return {"number": item.number, "key": key_of(item, labels)}


def _row_name(version: Version) -> str:
    student = version.student
    return " · ".join(filter(None, (student.number, student.name))) if student else version.version


def key_entries(manifest: Manifest, labels: Mapping[str, str], version: Version | None = None) -> Iterator[Entry]:
    """Yield each item once with its answer.

    They are numbered and lettered as a `version` has them; without one, in the order of the first, with
    where each version has them.
    """
    lettered = version is not None or not any(each.student for each in manifest.versions)
    alone = version is not None or len(manifest.versions) == 1
    found = {} if alone or not lettered else {each.version: _by_id(manifest, each) for each in manifest.versions}
    for section in printed(manifest, version or manifest.versions[0]):
        for item in section:
            same = {name: items[item.item.id] for name, items in found.items() if item.item.id in items}
            places = [f"{name}: {_place(each, labels)}" for name, each in same.items()]
            in_words = item.item.form in _IN_WORDS
            yield {
                # Students have numbers of their own for it.
                "number": item.number if lettered else None,
                "section": None,
                "stem": _claimed(item.item.stem, item.item, manifest, labels),
                "letters": key_of(item, labels) if alone and not in_words else "",
                "answer": _claimed(answer_of(item.item), item.item, manifest, labels),
                "remarks": item.item.remarks,
                "citation": citation(item.item, manifest, labels),
                # A line ends between two places, not within one.
                "places": "\N{NO-BREAK SPACE}· ".join(place.replace(" ", "\N{NO-BREAK SPACE}") for place in places),
            }


def _by_id(manifest: Manifest, version: Version) -> dict[str, PrintedItem]:
    return {item.item.id: item for section in printed(manifest, version) for item in section}


def _place(item: PrintedItem, labels: Mapping[str, str]) -> str:
    if item.item.form in _IN_WORDS:
        return str(item.number)
    return f"{item.number} {key_of(item, labels)}"
