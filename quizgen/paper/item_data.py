"""The template data of the items that a quiz prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.forms.form import AnswerIn, instructions_label, title_label
from quizgen.forms.registry import form_of
from quizgen.language.script import direction_of, runs_only
from quizgen.markup.plain import plain
from quizgen.markup.signs import is_marked
from quizgen.paper.answers import answer_of, citation, remarks_of
from quizgen.paper.marking_notes import (
    counted_points,
    own_points,
    points_differ,
    points_each,
    rubric_of,
    subtotals,
)
from quizgen.paper.passages import PassagePart, laid_out
from quizgen.paper.print_job import PrintJob
from quizgen.quiz.manifest import Manifest, Picture, QuizSection, Version
from quizgen.quiz.printed_items import PrintedItem, shared_versions
from quizgen.typeset.binding import ending_whole
from quizgen.typeset.pictures import mark_entry, picture_entry

ItemData = dict[str, object]
# What a plain item leaves out, because it is the same for all.
PLAIN_ITEM: ItemData = {
    "pictures": (),
    "option-pictures": (),
    "left": (),
    "rubric": (),
    "marks": (),
    "told": None,
}
# The width that handwriting needs per character, relative to an underscore and to a line.
_UNDERSCORES_A_CHARACTER = 1.3
_FEWEST_UNDERSCORES, _MOST_UNDERSCORES = 16, 34
_CHARACTERS_A_LINE = 30
# The forms whose items are a stem and lettered options.
_LETTERED = {"choice", "odd-one-out", "chronology", "sequence", "classification"}
_EUROPEAN = re.compile("[ -~\xa0-\u024f\u2010-\u2027\u20ac]+")
# Options with more characters do not stand two across, by the number of columns.
_SHORT = {1: 48, 2: 22, 3: 12}


def tag_of(version: Version, job: PrintJob) -> str:
    """Return what tells a paper from the others: its student or its letter; "" if it is alone."""
    if version.student:
        student = version.student
        named = f"{student.number} · " + ", ".join(filter(None, (student.name, student.group)))
        return " · ".join(filter(None, (named, letter_of(version, job))))
    return letter_of(version, job)


def letter_of(version: Version, job: PrintJob) -> str:
    """Return which version a paper is, such as "Version B"; "" if it has none or is alone."""
    letter = version.letter if version.student else version.version
    if not letter or len(shared_versions(job.manifest)) == 1:
        return ""
    return job.labels["version"].replace("{version}", letter)


def forms_of(manifest: Manifest) -> tuple[str, ...]:
    """Return the forms of items on the paper."""
    return tuple(dict.fromkeys(item.form for item in manifest.items))


def has_headings(manifest: Manifest) -> bool:
    """Return whether sections print headings: for several forms, or for an author's title."""
    return len(forms_of(manifest)) > 1 or any(section.title for section in manifest.sections)


def quiz_entries(version: Version, job: PrintJob, *, worked: bool) -> Iterator[ItemData]:
    """Yield a version's items, the first of each section with its heading.

    A `worked` copy also has the answers.
    """
    headings = has_headings(job.manifest)
    room = _Room(job, worked=worked)
    for number, parts in enumerate(laid_out(job.manifest, version)):
        form = next((part.item.form for part in parts if isinstance(part, PrintedItem)), "")
        for index, part in enumerate(parts):
            section = _heading(number, form, job) if headings and not index else None
            if isinstance(part, PassagePart):
                yield {**_passage(part, job), "section": section}
                continue
            shown = {**_shown(part, job, room), "section": section}
            if "plain" not in shown:
                shown |= {
                    "marks": part.key if worked else (),
                    "told": _told(part, job) if worked else None,
                }
            yield shown


def _passage(part: PassagePart, job: PrintJob) -> ItemData:
    passage = part.passage
    return {
        "number": None,
        "passage": True,
        "note": part.note(job.labels) if part.opens else "",
        "heading": passage.title if part.opens and not part.before else "",
        "stem": part.text,
        "pictures": [_picture(each) for each in part.pictures],
    }


def instructions_of(section: QuizSection, form: str, job: PrintJob) -> str:
    """Return a section's instructions: the author's where its forms begin, else its form's."""
    own = "" if section.continues else section.instructions
    name = instructions_label(form)
    on_sheet = job.labels.get(f"sheet_{name}") if job.on_sheet else None
    return own or on_sheet or job.labels[name]


def _heading(number: int, form: str, job: PrintJob) -> ItemData:
    section = job.manifest.sections[number]
    return {
        "title": _title_of(number, form, job),
        "instructions": instructions_of(section, form, job),
        "points": _points_of(number, job),
    }


def _title_of(number: int, form: str, job: PrintJob) -> str:
    """Return the title of a section, "" for a further form under an author's title."""
    sections = job.manifest.sections
    first = number
    while sections[first].continues and first:
        first -= 1
    # An author's title covers all forms under it; without one, each form has its own.
    return (
        sections[number].title if sections[first].title else job.labels.get(title_label(form), "")
    )


def _points_of(number: int, job: PrintJob) -> str:
    """Return what each item of a section is worth, if sections differ, and all of them."""
    manifest = job.manifest
    section = manifest.sections[number]
    own = any(
        manifest.items[place.item].points is not None
        for place in manifest.versions[0].sections[number]
    )
    each = points_each(section.points, job) if points_differ(manifest) else ""
    total = subtotals(manifest)[number]
    is_told = len(manifest.versions[0].sections[number]) > 1 and len(manifest.sections) > 1
    is_told = is_told and (own or points_differ(manifest))
    return " · ".join(filter(None, (each, counted_points(total, job) if is_told else "")))


def section_names(job: PrintJob) -> list[str]:
    """Return the name of each section: its title, or that of its form."""
    manifest = job.manifest
    names = []
    for number, places in enumerate(manifest.versions[0].sections):
        form = manifest.items[places[0].item].form if places else ""
        title = _title_of(number, form, job) if places else ""
        names.append(title or job.labels.get(title_label(form), ""))
    return names


class _Room:
    """The space for answers.

    That for written ones is always equal, because its length would hint at the answer. Options of
    up to `short` characters may stand side by side. Papers may have `plain` items unless a user's
    template or the answers change how items look. What `shared` papers have in common is made once.
    """

    def __init__(self, job: PrintJob, *, worked: bool) -> None:
        self.blank = job.labels["blank"]
        wanted = round(_longest(job.manifest, AnswerIn.GAP) * _UNDERSCORES_A_CHARACTER)
        self.gap = "_" * min(max(wanted, _FEWEST_UNDERSCORES), _MOST_UNDERSCORES)
        self.short = 0 if job.style.large_print else _SHORT[job.style.columns]
        self.rtl = direction_of(job.manifest.language) == "rtl"
        self.plain = not (job.style.own or self.rtl or worked)
        self.shared: dict[int, ItemData] = {}
        self.lines = 1 if _longest(job.manifest, AnswerIn.LINES) <= _CHARACTERS_A_LINE else 2


def _longest(manifest: Manifest, answer_in: AnswerIn) -> int:
    """Return the length of the longest written answer whose item has no room of its own."""
    items = (
        item for item in manifest.items if form_of(item).answer_in is answer_in and not item.lines
    )
    return max((len(plain(item.answer)) for item in items), default=0)


def _shown(printed_item: PrintedItem, job: PrintJob, room: _Room) -> ItemData:
    shared = room.shared.get(id(printed_item.item))
    if shared is None:
        shared = room.shared[id(printed_item.item)] = _shared(printed_item, job, room)
    own = {"number": printed_item.number, "options": _options(printed_item)}
    if "plain" not in shared:
        pictures = [_picture(each) for each in printed_item.option_pictures]
        own |= {"option-pictures": pictures, "left": printed_item.left}
    return {**shared, **own}


def _shared(printed_item: PrintedItem, job: PrintJob, room: _Room) -> ItemData:
    """Return what an item has on every paper; a plain item has nothing but words."""
    item = printed_item.item
    in_gap = form_of(item).answer_in is AnswerIn.GAP
    points = own_points(item, job).replace(" ", "\N{NO-BREAK SPACE}")
    stem = f"{item.shown_stem} ({points})" if points else item.shown_stem
    short = _are_short(printed_item, room)
    if room.plain and not short and _is_plain(printed_item, stem, room.blank):
        return {"form": item.form, "stem": stem, "plain": True}
    return {
        "form": item.form,
        "stem": stem,
        "pictures": [_picture(each) for each in item.pictures],
        "short": short,
        "letters": form_of(item).letters(job.labels)[: len(item.options)],
        "parts": stem.split(room.blank) if in_gap else (),
        "gap": room.gap if in_gap else "",
        "lines": item.lines or room.lines,
        "rubric": rubric_of(item, job),
    }


def _is_plain(printed_item: PrintedItem, stem: str, blank: str) -> bool:
    """Return whether an item has a stem and lettered options in European letters, and no more.

    Items with other signs may have lines of other heights, which the typesetter sets one by one.
    """
    item = printed_item.item
    if item.form not in _LETTERED or item.pictures or printed_item.option_pictures:
        return False
    return blank not in stem and all(map(_EUROPEAN.fullmatch, (stem, *printed_item.options)))


def _options(printed_item: PrintedItem) -> Sequence[str]:
    """Return the options as printed; columns are too narrow to keep line ends whole."""
    options = printed_item.options
    return options if printed_item.left else [*map(ending_whole, options)]


def _are_short(printed_item: PrintedItem, room: _Room) -> bool:
    """Return whether options may be short enough to stand side by side.

    The typesetter measures those that may be. Readers of large print look for options below each
    other, and so do readers of a line in two directions. A formula may be wider than its letters.
    """
    options = printed_item.options
    if len(options) <= 1 or printed_item.option_pictures or printed_item.left:
        return False
    if any(len(option) > room.short for option in options):
        return False
    return all(runs_only(option, rtl=room.rtl) and not is_marked(option) for option in options)


def _picture(picture: Picture) -> ItemData:
    marks = ((mark.label, mark.shape, mark.points) for mark in picture.marks)
    return {
        **picture_entry(picture.file, picture.alt, picture.width, picture.height),
        "marks": [mark_entry(*mark) for mark in marks],
    }


def _told(printed_item: PrintedItem, job: PrintJob) -> ItemData:
    item = printed_item.item
    key = form_of(item).explained(printed_item, job.labels)
    return {
        "key": _sentence(job.labels["worked_answer"].replace("{answer}", key)),
        "answer": answer_of(item),
        "remarks": remarks_of(item, job.labels),
        "citation": _sentence(citation(item, job)),
    }


def _sentence(text: str) -> str:
    return f"{text}." if text and not text.endswith((".", "!", "?", "…", "”")) else text
