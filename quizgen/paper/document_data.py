"""The template data of a quiz and of a key, with the fact to blame for each entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from quizgen.language.script import language_data
from quizgen.paper.item_data import (
    PLAIN_ITEM,
    has_headings,
    instructions_of,
    letter_of,
    quiz_entries,
    section_names,
    tag_of,
)
from quizgen.paper.key_data import key_entries, key_head
from quizgen.paper.marking_notes import (
    marking_notes,
    scale_notes,
    subtotal_notes,
    total_points,
)
from quizgen.paper.passages import PassagePart, laid_out
from quizgen.paper.print_job import PrintJob
from quizgen.paper.printed_texts import fact_of, key_labels, quiz_labels, section_name
from quizgen.quiz.manifest import Manifest, Version
from quizgen.quiz.printed_items import printed, shared_versions
from quizgen.typeset.pictures import picture_entry

_PAPERS = {"a4": "a4", "letter": "us-letter"}
_MOST_COLUMNS = 3
# With more papers than this, keys put this many on pages of their own; a row of the grid takes as
# long as this many items.
_PAPERS_A_GRID, _ITEMS_A_ROW = 100, 4
# An answer sheet takes as long as this many items.
_ITEMS_A_PANEL = 40
Panel = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document to print: its template's data, and a function that names a version's facts.

    The function takes the index of a version, and returns what to blame for each of its entries.
    """

    data: Mapping[str, object]
    facts: Callable[[int], Sequence[str]]


def quiz_sheet(
    job: PrintJob,
    versions: Sequence[Version],
    *,
    worked: bool,
    followed: bool = False,
    panels: Sequence[Panel] = (),
) -> Sheet:
    """Return some versions of a quiz, or of its `worked` copy, as one document.

    If the style prints both sides of the paper, a blank page follows each version that needs one;
    after the last, only if it is `followed` by something else. `panels` are the answer sheets on
    the papers, one for each version, if they have any. Raises ValueError for 0 or more than
    3 columns.
    """
    manifest = job.manifest
    data = _common(job, quiz_labels(manifest))
    data |= {
        "heading": f"{manifest.title} — {job.labels['worked']}" if worked else manifest.title,
        "worked": worked,
        "head": {field.name: field.words for field in manifest.head},
        # Pages of one paper may come apart.
        **_cover(job, worked=worked),
        "name-line": not worked and not any(version.student for version in versions),
        "total": total_points(manifest),
        "notes": [*_instructions(job), *marking_notes(job)],
        "plain-item": PLAIN_ITEM,
        "versions": [
            {
                "tag": tag_of(version, job),
                "letter": letter_of(version, job),
                "student": _student(version),
                "items": list(quiz_entries(version, job, worked=worked)),
                "blank-after": job.style.duplex and (followed or version is not versions[-1]),
                **_with_panel(version, panel),
            }
            for version, panel in zip_longest(versions, panels)
        ],
    }
    if panels:
        # Only answer sheets need codes, and a library that makes them.
        from quizgen.paper.answer_sheet_pdf import panel_common  # noqa: PLC0415

        common = panel_common(job.labels)
        data |= {**common, "labels": {**data["labels"], **common["labels"]}}
    headings = has_headings(manifest)
    return Sheet(data, lambda index: _blamed(versions[index], job, headings=headings))


def _with_panel(version: Version, panel: Panel | None) -> dict[str, object]:
    if panel is None:
        return {}
    return {"panel": panel, "weight": sum(map(len, version.sections)) + _ITEMS_A_PANEL}


def key_sheet(job: PrintJob, version: Version | None = None) -> Sheet:
    """Return the key of one version or of all; raises ValueError for 0 or more than 3 columns."""
    manifest = job.manifest
    versions = [version] if version else shared_versions(manifest)
    data = _common(job, key_labels(manifest))
    paper: dict[str, object] = {
        "tag": tag_of(version, job) if version else "",
        "letter": letter_of(version, job) if version else "",
        "student": _student(version) if version else None,
        "items": list(key_entries(job, version)),
        "answers": None,
    }
    pages = [paper]
    if len(versions) <= _PAPERS_A_GRID:
        paper["answers"] = key_head(versions, job)
    else:
        grids = (
            versions[start : start + _PAPERS_A_GRID]
            for start in range(0, len(versions), _PAPERS_A_GRID)
        )
        pages = [*(_grid(some, job) for some in grids), paper]
    data |= {
        "heading": f"{manifest.title} — {job.labels['key']}",
        "source": manifest.source,
        "notes": [
            *marking_notes(job),
            *subtotal_notes(job, section_names(job)),
            *scale_notes(job),
        ],
        "papers": len(versions),
        "versions": pages,
    }
    return Sheet(data, lambda _: _facts(manifest, versions[0]))


def _grid(versions: Sequence[Version], job: PrintJob) -> dict[str, object]:
    """Return the answers of some of many papers, on pages of their own."""
    names = "\N{EN DASH}".join(dict.fromkeys((versions[0].version, versions[-1].version)))
    return {
        "tag": names,
        "letter": names,
        "student": None,
        "items": (),
        "answers": key_head(versions, job),
        "weight": _ITEMS_A_ROW * len(versions),
    }


def _instructions(job: PrintJob) -> Iterator[str]:
    """Yield the words above a paper's items: the author's, and instructions without a heading."""
    manifest = job.manifest
    if manifest.instructions:
        yield manifest.instructions
    if job.on_sheet:
        yield job.labels["sheet_note"]
    if manifest.sections and manifest.items and not has_headings(manifest):
        yield instructions_of(manifest.sections[0], manifest.items[0].form, job)


def _cover(job: PrintJob, *, worked: bool) -> dict[str, object]:
    """Return the logo, and what a cover says; a worked copy has none."""
    manifest = job.manifest
    return {
        "logo": _logo(job),
        "cover": manifest.cover and not worked,
        "cover-text": manifest.cover_text,
        "cover-counts": [
            job.labels["cover_items"].replace("{count}", str(len(manifest.items))),
            job.labels["cover_points"].replace("{points}", total_points(manifest)),
        ],
    }


def _logo(job: PrintJob) -> dict[str, object] | None:
    """Return the picture above the title; it reads aloud as the name of the school."""
    logo = job.manifest.logo
    if not logo:
        return None
    named = {field.name: field.words for field in job.manifest.head}
    alt = named.get("school") or job.labels["school"]
    return picture_entry(logo.file, alt, logo.width, logo.height)


def _student(version: Version) -> dict[str, str] | None:
    student = version.student
    return (
        {"name": student.name, "number": student.number, "class": student.group}
        if student
        else None
    )


def _facts(manifest: Manifest, version: Version) -> list[str]:
    return [fact_of(item.item) for section in printed(manifest, version) for item in section]


def _blamed(version: Version, job: PrintJob, *, headings: bool) -> list[str]:
    """Return what to blame for an item that does not fit: its fact, or a heading that is longer."""
    manifest = job.manifest
    blamed = _facts(manifest, version)
    first = 0
    for number, places in enumerate(version.sections):
        if headings and places:
            item, section = manifest.items[places[0].item], manifest.sections[number]
            heading = section.title + instructions_of(section, item.form, job)
            if (
                len(heading) > len("".join((item.shown_stem, *item.options, *item.left)))
                and not item.every_picture
            ):
                blamed[first] = section_name(manifest, number)
        first += len(places)
    of_items = iter(blamed)
    return [
        part.owner if isinstance(part, PassagePart) else next(of_items)
        for section in laid_out(manifest, version)
        for part in section
    ]


def _common(job: PrintJob, names: Sequence[str]) -> dict[str, Any]:
    manifest, labels, style = job.manifest, job.labels, job.style
    if not 1 <= style.columns <= _MOST_COLUMNS:
        raise ValueError(f"a sheet has 1 to {_MOST_COLUMNS} columns, not {style.columns}")
    return {
        "title": manifest.title,
        "fingerprint": labels["fingerprint"].replace("{fingerprint}", manifest.fingerprint),
        "paper": _PAPERS[manifest.paper],
        "columns": style.columns,
        "density": style.density,
        "large-print": style.large_print,
        "labels": {name: labels[name] for name in names},
        **language_data(manifest.language),
    }
