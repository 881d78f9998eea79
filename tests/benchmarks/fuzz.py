"""Feed damaged files to all that reads files: fuzz.py [TARGET] [COUNT] [SEED].

Each case changes a real example, and the case's number decides how. Cases run in children with
limited memory. A child that dies, hangs or raises what no caller expects is a failure; the script
prints its number, writes its bytes beside the others in a temporary folder, and exits with 1.
`--first N` begins with case N, to repeat one.
"""

from __future__ import annotations

import argparse
import copy
import html.parser
import io
import json
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TextIO
from unittest import mock

import yaml

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

import bombs
import drawing_bombs
import media_support
import test_manifest_fuzz as forgery
from deck_support import ROOT
from foreign_support import write_country_package, write_crowdanki_folder

from quizgen.adopt.from_crowdanki import from_crowdanki
from quizgen.adopt.make import Wishes, adopt
from quizgen.anki import read_collection, read_learning, vet_templates
from quizgen.anki.lock import read_lock
from quizgen.anki.make_notes import make_notes
from quizgen.anki.read_media import media_in as read_media_of
from quizgen.anki.read_package import read_notes
from quizgen.checking.linting import review
from quizgen.deck.load import load_deck
from quizgen.deck.model.looks import Look
from quizgen.diagnostics import Diagnostic, QuizgenError, has_errors
from quizgen.forms.registry import form_names
from quizgen.language.labels import load_labels
from quizgen.media import formats, pictures, sounds, svg
from quizgen.paper.answer_sheet_rows import answer_sheets
from quizgen.paper.quiz_pdf import render_quiz
from quizgen.project import QuizOptions, read_projects
from quizgen.quiz import roster
from quizgen.quiz.read_manifest import NoManifestError, manifest_of
from quizgen.report import REPORTS
from quizgen.tables import workbook
from quizgen.typeset import typesetting
from quizgen.typeset.page_style import PageStyle
from quizgen.typeset.running import Outcome, Work, run
from quizgen.yaml.text import lines_to_show, split_lines

CHUNK = 500
MOST_SECONDS = 20
MOST_BYTES = 3_000 * 1024 * 1024
STOPPED = "stopped"
CORPUS = TESTS / "corpus"
TOKENS = """{ } [ ] : , - # & * ! | > ' " % @ ` {{ }} <<: --- ... ? null yes 1e999 -0 2019-02-30
\t \n \r \x00 \x85 \u2028 \ufeff \u202e é 日本 \U0001f98a < > </ &#0; <!-- --> """
TOKENS += "]]> url( #let #while"
SPELLED = [" ", *TOKENS.split(" "), "\n  ", "A" * 300, "9" * 400, "../../x", "-1", "NaN"]
NUMBERS = [b"\x00", b"\xff", b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x00" * 8, b"\x80\x00\x00\x00"]
VALUES: list[Any] = [None, True, -1, 10**20, 0.5, float("inf"), "", "x", [], {}, [[]], {"a": 1}]


@dataclass(frozen=True)
class Target:
    """What reads files: the number of cases, examples, how they change, and who reads them.

    `attempt` returns what became of a case: taken, refused, or stopped.
    """

    count: int
    examples: Callable[[], list[bytes]]
    change: Callable[[random.Random, Sequence[bytes]], bytes]
    attempt: Callable[[Path, bytes], str]


@dataclass
class Result:
    """What became of the cases of a target."""

    runs: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    slowest_case: int = -1
    megabytes: int = 0
    failures: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Result) -> None:
        self.runs += other.runs
        for name, number in other.outcomes.items():
            self.outcomes[name] = self.outcomes.get(name, 0) + number
        if other.slowest > self.slowest:
            self.slowest, self.slowest_case = other.slowest, other.slowest_case
        self.megabytes = max(self.megabytes, other.megabytes)
        self.failures += other.failures


# Changes


def bytes_changed(rng: random.Random, examples: Sequence[bytes]) -> bytes:
    """Flip, cut, double, insert and join, a few times."""
    data = bytearray(rng.choice(examples))
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice([1, 2, 4, 16, 200, 5000]))
        match rng.randrange(7):
            case 0 if data:
                data[start % len(data)] ^= 1 << rng.randrange(8)
            case 1:
                del data[start:end]
            case 2:
                data[start:start] = data[start:end] * rng.choice([1, 2, 50])
            case 3:
                data[start:start] = rng.choice(SPELLED).encode("utf-8", "surrogatepass")
            case 4:
                number = rng.choice(NUMBERS)
                data[start : start + len(number)] = number
            case 5:
                other = rng.choice(examples)
                at = rng.randrange(len(other) + 1)
                data[start:end] = other[at : at + rng.choice([4, 40, 4000])]
            case _:
                data = data[:start] if rng.random() < 0.2 else data
    return bytes(data[:400_000])


def lines_changed(rng: random.Random, examples: Sequence[bytes]) -> bytes:
    """Move, double, drop and indent lines of one example or another; or change bytes."""
    if rng.random() < 0.6:
        return bytes_changed(rng, examples)
    lines = rng.choice(examples).splitlines(keepends=True)
    for _ in range(rng.choice([1, 1, 2, 4])):
        at = rng.randrange(len(lines) + 1)
        more = rng.choice(examples).splitlines(keepends=True)
        part = [rng.choice(more) for _ in range(rng.randint(0, 3) if more else 0)]
        indent = b" " * rng.choice([0, 0, 1, 2, 4])
        lines[at : at + rng.randint(0, 3)] = [indent + line for line in part]
    return b"".join(lines)[:400_000]


def markup_changed(rng: random.Random, examples: Sequence[bytes]) -> bytes:
    """Swap attributes and tags among drawings, or change them; or change lines."""
    if rng.random() < 0.3:
        return lines_changed(rng, examples)
    part = re.compile(rb'[\w:-]+="[^"]*"|<[^<>]*>')
    data, other = rng.choice(examples), rng.choice(examples)
    parts = part.findall(other)
    for _ in range(rng.choice([1, 2, 4, 8])):
        found = rng.choice(list(part.finditer(data)) or [None])
        if found:
            new = rng.choice([*parts, found[0] * 2, found[0] * 300, b""])
            if rng.random() < 0.3:
                new = text_changed(rng, found[0].decode("utf-8", "replace")).encode()
            data = data[: found.start()] + new + data[found.end() :]
    return data[:400_000]


def tree_changed(rng: random.Random, tree: Any, other: Any) -> Any:  # noqa: ANN401 - any document
    """Set, copy, double, drop or rename what a document holds."""
    tree = copy.deepcopy(tree)
    for _ in range(rng.choice([1, 1, 2, 4])):
        places = forgery.places_in(tree)
        more = forgery.places_in(other)
        if not places:
            break
        change_value(rng, *rng.choice(places), more or places)
    return tree


def change_value(rng: random.Random, holder: Any, key: Any, places: list[Any]) -> None:  # noqa: ANN401
    match rng.randrange(6):
        case 0:
            holder[key] = copy.deepcopy(rng.choice(VALUES))
        case 1:
            source, name = rng.choice(places)
            holder[key] = copy.deepcopy(source[name])
        case 2 if isinstance(holder, list):
            holder += [copy.deepcopy(holder[key])] * rng.choice([1, 1, 40])
        case 3:
            del holder[key]
        case 4 if isinstance(holder, dict):
            source, name = rng.choice(places)
            holder[name if isinstance(source, dict) else "x"] = holder.pop(key)
        case 5 if isinstance(holder[key], str):
            holder[key] = text_changed(rng, holder[key])
        case _:
            holder[key] = rng.choice(SPELLED)


def text_changed(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    gone = rng.choice([0, 1, 5])
    return text[:at] + rng.choice(["", *SPELLED]) + text[at + gone :]


def yaml_changed(rng: random.Random, examples: Sequence[bytes]) -> bytes:
    one, other = (yaml.safe_load(rng.choice(examples)) for _ in range(2))
    made = tree_changed(rng, one, other)
    text = yaml.safe_dump(made, allow_unicode=True, sort_keys=False, default_flow_style=None)
    return text.encode("utf-8", "replace")


def json_changed(rng: random.Random, examples: Sequence[bytes]) -> bytes:
    if rng.random() < 0.3:
        return bytes_changed(rng, examples)
    one, other = (json.loads(rng.choice(examples)) for _ in range(2))
    made = tree_changed(rng, one, other)
    if rng.random() < 0.7:
        forgery.forge(made)
    return json.dumps(made).encode()


def zip_changed(rng: random.Random, examples: Sequence[bytes]) -> bytes:
    """Change one entry of an archive, or drop one, or double one; or the bytes of the archive."""
    if rng.random() < 0.2:
        return bytes_changed(rng, examples)
    with zipfile.ZipFile(io.BytesIO(rng.choice(examples))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice([each for each in entries if not each.endswith(".js")])
    if rng.random() < 0.1:
        entries[rng.choice([*entries, "x", "collection.anki21"])] = entries.pop(name)
    else:
        change = lines_changed if entries[name][:5] == b"<?xml" else bytes_changed
        entries[name] = change(rng, [entries[name], *islice(entries.values(), 4)])
    return bombs.package(entries)


def rows_changed(rng: random.Random, examples: Sequence[bytes]) -> bytes:
    """Change a package's database, or put any values into its notes."""
    if rng.random() < 0.7:
        return zip_changed(rng, examples)
    kinds: list[Any] = [None, -1, 2**63 - 1, 0.5, float("inf"), "", "x\x1fy", b"\xff", "x" * 9000]
    rows = [[rng.choice(kinds) for _ in range(4)] for _ in range(rng.randint(0, 4))]
    return bombs.old(bombs.NOTES, rows=[tuple(row) for row in rows])


# Readers


def judge(problems: Sequence[Diagnostic], texts: dict[str, str]) -> None:
    """Check that each problem says something, and lies within its file."""
    for problem in problems:
        assert re.fullmatch(r"Q\d{3}", problem.code), problem
        assert problem.message, problem
        assert len(problem.message) < 1000, problem
        if problem.place.line:
            text = texts[Path(problem.place.file).name]
            lines = split_lines(text)
            assert problem.place.line <= len(lines), problem
            width = len(lines[problem.place.line - 1])
            assert 1 <= problem.place.column <= width + 1, problem
            assert 1 <= problem.place.length <= max(width - problem.place.column + 1, 1), problem
    report_in_turn(problems)


def report_in_turn(problems: Sequence[Diagnostic]) -> None:
    """Report problems in one of the formats, of which their number chooses one."""
    reports = list(REPORTS.values())
    reports[len(problems) % len(reports)](problems)


def texts_of(folder: Path) -> dict[str, str]:
    return {
        path.name: path.read_bytes().decode("utf-8-sig", "replace")
        for path in folder.iterdir()
        if path.is_file()
    }


def read_deck(folder: Path, data: bytes) -> str:
    path = folder / "deck.yaml"
    path.write_bytes(data)
    loaded = load_deck(path, form_names())
    judge(loaded.diagnostics, {path.name: data.decode("utf-8-sig", "replace")})
    assert (loaded.deck is None) <= has_errors(loaded.diagnostics)
    return "refused" if has_errors(loaded.diagnostics) else "taken"


def make_all(folder: Path, data: bytes) -> str:
    """Read a deck and make everything of it but files."""
    path = folder / "deck.yaml"
    path.write_bytes(data)
    projects, problems = read_projects([path])
    texts = {path.name: data.decode("utf-8-sig", "replace")}
    judge(problems, texts)
    if has_errors(problems):
        return "refused"
    (project,) = projects
    judge(review(project, QuizOptions()), texts)
    make_notes(project.base, project.prompts, project.items(QuizOptions()))
    with suppress(QuizgenError):
        project.paper(QuizOptions(versions=2))
    return "taken"


def read_included(folder: Path, data: bytes) -> str:
    """Read two files that include each other, cut from one example."""
    facts = re.sub(rb"(?m)^(deck|title|description|language):.*\n", b"", data)
    again = b"include: [deck.yaml]\n" if len(data) % 2 else b""
    (folder / "part.yaml").write_bytes(again + facts)
    (folder / "deck.yaml").write_bytes(b"deck: a\ntitle: A\ninclude: [part.yaml]\n")
    loaded = load_deck(folder / "deck.yaml", form_names())
    judge(loaded.diagnostics, texts_of(folder))
    return "refused" if has_errors(loaded.diagnostics) else "taken"


def read_locks(folder: Path, data: bytes) -> str:
    path = folder / "deck.lock"
    path.write_bytes(data)
    try:
        lock = read_lock(path, "elements")
    except QuizgenError as error:
        judge(error.diagnostics, texts_of(folder))
        return "refused"
    assert lock
    path.write_bytes(lock.as_of(int(time.time())).to_bytes())
    assert read_lock(path, "elements") == lock.as_of(int(time.time()))
    return "taken"


def read_manifests(_folder: Path, data: bytes) -> str:
    try:
        manifest = manifest_of(data)
    except NoManifestError as error:
        assert all(error.messages)
        assert max(map(len, error.messages)) < 400
        return "refused"
    forgery.assert_usable(manifest)
    return "taken"


def print_manifest(_folder: Path, data: bytes) -> str:
    """Print what a manifest holds, unless it is refused; the pictures are not there."""
    try:
        manifest = manifest_of(data)
        if any(item.every_picture for item in manifest.items):
            return "refused"
        labels = load_labels(manifest.language)
        render_quiz(manifest, labels.texts)
        answer_sheets(manifest, labels.texts, 5)
    except NoManifestError:
        return "refused"
    except QuizgenError as error:
        judge(error.diagnostics, {})
        assert not {"Q503"} & {each.code for each in error.diagnostics}, error
        return "refused"
    return "taken"


def read_csv(folder: Path, data: bytes) -> str:
    path = folder / "class.csv"
    path.write_bytes(data)
    return read_roster(path)


def read_roster(path: Path) -> str:
    try:
        found = roster.read_roster(path)
    except QuizgenError as error:
        report_in_turn(error.diagnostics)
        assert max(len(each.message) for each in error.diagnostics) < 1000
        return "refused"
    numbers = [student.number for student in found.students]
    assert len(set(numbers)) == len(numbers)
    return "taken"


def read_facts(folder: Path, data: bytes) -> str:
    path = folder / "deck.yaml"
    path.write_text("deck: x\ntitle: X\nterms: {table: facts.csv}\n", encoding="utf-8")
    (folder / "facts.csv").write_bytes(data)
    loaded = load_deck(path)
    shown = "\n".join(lines_to_show(folder / "facts.csv"))
    if shown.encode() == data.replace(b"\r\n", b"\n"):
        judge(loaded.diagnostics, {"facts.csv": shown, "deck.yaml": path.read_text("utf-8")})
    else:
        report_in_turn(loaded.diagnostics)
    return "refused" if has_errors(loaded.diagnostics) else "taken"


def adopt_package(folder: Path, data: bytes) -> str:
    path = folder / "learner.apkg"
    path.write_bytes(data)
    try:
        told = read_learning.learning_in(path)
        list(read_media_of(path, ["ug-flag-0.png", "x"]))
    except read_collection.RefusedError as error:
        assert len(str(error)) < 400
        return "refused"
    json.dumps(told)
    return "taken"


def adopt_folder(folder: Path, data: bytes) -> str:
    path = folder / "deck.json"
    path.write_bytes(data)
    try:
        made = adopt(from_crowdanki(path), Wishes("x", "", "en", path))
    except QuizgenError as error:
        report_in_turn(error.diagnostics)
        return "refused"
    report_in_turn(made.problems)
    (folder / "made.yaml").write_bytes(made.files["deck.yaml"])
    loaded = load_deck(folder / "made.yaml")
    assert not has_errors(each for each in loaded.diagnostics if each.code != "Q001")
    return "taken"


def read_sheet(_folder: Path, data: bytes) -> str:
    told = json.loads(workbook._answered(("", "[2002, 1000]"), data))  # noqa: SLF001 - what the process does
    return "taken" if "rows" in told else "refused"


def read_xlsx(folder: Path, data: bytes) -> str:
    path = folder / "class.xlsx"
    path.write_bytes(data)
    return read_roster(path)


def read_package(folder: Path, data: bytes) -> str:
    path = folder / "old.apkg"
    path.write_bytes(data)
    try:
        notes = read_collection.notes_in(path)
    except read_collection.RefusedError as error:
        assert len(str(error)) < 400
        return "refused"
    json.dumps(notes)
    return "taken"


def read_apart(folder: Path, data: bytes) -> str:
    path = folder / "old.apkg"
    path.write_bytes(data)
    try:
        read_notes(path)
    except QuizgenError:
        return "refused"
    return "taken"


def read_media(_folder: Path, data: bytes) -> str:
    known = formats.format_of(data)
    if known is None:
        return "refused"
    suffix = known.extensions[0]
    try:
        if known.kind == "audio":
            sounds.check_sound(data, suffix)
        elif suffix == "svg":
            again = svg.clean_svg(svg.clean_svg(data).data)
            assert not again.removed, again.removed
        else:
            pictures.picture_size(data, suffix)
            pictures.check_picture(data, suffix)
            pictures.is_cmyk(data, suffix)
    except (formats.DamagedError, svg.SvgError):
        return "refused"
    return "taken"


class Refused(html.parser.HTMLParser):
    """Finds what a card must not have, as another reader of HTML sees it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "img", "iframe", "object", "embed", "link", "style", "a"}, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in {"src", "href", "srcset"}, name
            # The only style is the look of the note's deck: colors and fonts.
            assert name != "style" or value == "{{Spare3}}", value


def read_looks(_folder: Path, data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    names = ["recall-front.html", "recall-back.html", "cloze-front.html", "extra.css"]
    taken = False
    for name in names:
        problems = list(islice(vet_templates.vet({name: Look(name, text)}), 1000))
        judge(problems, {name: text.replace("\r", "x").replace("\x85", "x")} | {name: text})
        if not problems and name.endswith("html"):
            Refused().feed(text)
        taken = taken or not problems
    return "taken" if taken else "refused"


def typeset_here(work: Work, _weights: Sequence[int], _limits: object = None) -> list[Outcome]:
    """Typeset in this process, as the limited one does; a panic is a crash there."""
    try:
        return run(work)
    except Exception:
        raise
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return [Outcome(stopped="crash")] * len(work.documents)


def print_own(_folder: Path, data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    own = Look("user.typ", text)
    try:
        with mock.patch.object(typesetting, "compile_all", typeset_here):
            render_quiz(PAPER, load_labels("en").texts, layout=PageStyle(own=own))
    except QuizgenError as error:
        judge(error.diagnostics, {"user.typ": text})
        assert not {"Q503", "Q545"} & {each.code for each in error.diagnostics}, error
        return STOPPED if "Q506" in {each.code for each in error.diagnostics} else "refused"
    return "taken"


# Examples


def decks() -> list[bytes]:
    bad = [path.read_bytes()[:6000] for path in sorted((CORPUS / "bad").glob("*.yaml"))]
    shipped = [path.read_bytes()[:3000] for path in sorted((ROOT / "decks").glob("*.yaml"))]
    return bad + (sound_decks() + shipped) * 8


def trees() -> list[bytes]:
    return [each for each in decks() if is_tree(each)]


def is_tree(data: bytes) -> bool:
    try:
        tree = yaml.safe_load(data)
        # An alias may stand within its own anchor.
        return isinstance(tree, dict) and bool(forgery.places_in(tree))
    except (yaml.YAMLError, ValueError, RecursionError):
        return False


def sound_decks() -> list[bytes]:
    found = [path.read_bytes() for path in sorted((CORPUS / "good").glob("*.yaml"))]
    return [each for each in found if is_tree(each)]


def locks() -> list[bytes]:
    written = (ROOT / "decks" / "elements.lock").read_bytes().splitlines(keepends=True)
    times = b" ahead 2999-01-01T00:00:00Z gone 2020-01-01T00:00:00Z\n"
    return [b"".join(written[:20]), b"".join([*written[:8], written[9].rstrip() + times])]


def manifests() -> list[bytes]:
    made = [forgery.LETTERED, forgery.NAMED]
    return [json.dumps(each).encode() for each in made]


def rosters() -> list[bytes]:
    plain = 'name,number,class\nAnna,1,7b\n"Борис, Jr.",2,7b\nJosé,3,\n'
    return [
        plain.encode(),
        plain.encode("utf-16"),
        "Vorname;Nachname;Nr\nJürgen;Groß;12\n".encode("cp1252"),
        b"sep=\t\nnombre\tapellido\tcurso\nMar\xc3\xada\tD\xc3\xadaz\t1\n",
    ]


def fact_tables() -> list[bytes]:
    plain = 'id,name,definition,definition.note,tags\na,alpha,"the first, ""A""",x,a; b\n'
    return [
        plain.encode(),
        b'name\tdefinition\nw\xc3\xb6rd\t"two\nlines"\n\nx\ty\n',
        "sep=;\nname;definition;also\nJürgen;Groß;;\n".encode("cp1252"),
    ]


def learners_packages() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ug.apkg"
        write_country_package(path, 6, timestamp=1_700_000_000)
        return [path.read_bytes()]


def crowd_decks() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        write_crowdanki_folder(Path(folder) / "ug", 6)
        return [(Path(folder) / "ug" / "deck.json").read_bytes()]


def workbooks() -> list[bytes]:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
    return [bombs.workbook(), bombs.workbook(bombs.sheet_of(row))]


def packages() -> list[bytes]:
    shipped = [path.read_bytes() for path in sorted((TESTS / "packages").glob("*.apkg"))]
    rows = [(f"guid {each}", 1, "a b", "x\x1fy") for each in range(50)]
    return [bombs.old(bombs.NOTES, rows=rows), *map(collections_alone, shipped)]


def collections_alone(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("collection")]
        return bombs.package({name: archive.read(name) for name in names})


def raster_and_sound() -> list[bytes]:
    made = [media_support.picture(form) for form in ("PNG", "JPEG", "GIF", "WEBP")]
    made += [media_support.picture("JPEG", progressive=True)]
    made += [media_support.picture("WEBP", lossless=True)]
    made += [media_support.animation(form, 3) for form in ("GIF", "WEBP", "PNG")]
    made += [media_support.wav(400)]
    return made + [path.read_bytes() for path in sorted(media_support.SOUNDS.iterdir())]


def drawings() -> list[bytes]:
    made = [f"{drawing_bombs.HEAD}{each}</svg>" for each in drawing_bombs.HONEST.values()]
    made += [
        drawing_bombs.HEAD + "<style>.a{fill:red} g .b{marker:url(#m)}</style>"
        '<defs><marker id="m"><rect width="3" height="3"/></marker><filter id="f"/></defs>'
        '<g class="b"><path d="M0 0L9 9z" mask="url(#k)"/><use href="#u"/></g>'
        '<mask id="k"><circle r="3"/></mask><text id="u" x="3">a <tspan>b</tspan></text>'
        '<linearGradient id="l"><stop offset="0"/></linearGradient><a href="http://x"/>'
        "<script>x</script></svg>"
    ]
    return [each.encode() for each in made if len(each) < 20_000]


def card_templates() -> list[bytes]:
    folder = ROOT / "templates" / "anki"
    return [
        path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix in {".html", ".css"} and path.stat().st_size < 20_000
    ]


def own_templates() -> list[bytes]:
    usual = b'#let contract = 1\n#import "items.typ" as usual\n#import "lib.typ": *\n'
    shown = (ROOT / "templates" / "print" / "user.typ").read_text("utf-8")
    code = re.sub(r"(?m)^// ?", "", shown[shown.index("#let contract") :])
    items = (ROOT / "templates" / "print" / "items.typ").read_bytes()
    return [
        usual + b"#let style(body) = { set text(size: 9pt); body }\n",
        usual + b"#let choice(item) = [#item.stem #for o in item.options [+ #o]]\n",
        usual + b"#let heading(quiz) = [= #quiz.title]\n",
        shown.encode(),
        usual + code.encode(),
        b"#let contract = 1\n" + items,
    ]


PAPER = manifest_of(json.dumps(forgery.NAMED).encode())
TARGETS = {
    "deck: bytes and lines": Target(12_000, decks, lines_changed, read_deck),
    "deck: included parts": Target(3_000, decks, lines_changed, read_included),
    "deck: trees": Target(4_000, trees, yaml_changed, read_deck),
    "deck: cards, items and papers": Target(1_500, sound_decks, yaml_changed, make_all),
    "lock": Target(
        20_000,
        locks,
        lines_changed,
        read_locks,
    ),
    "manifest": Target(20_000, manifests, json_changed, read_manifests),
    "manifest: printed": Target(300, manifests, json_changed, print_manifest),
    "roster: CSV": Target(20_000, rosters, lines_changed, read_csv),
    "roster: workbook": Target(4_000, workbooks, zip_changed, read_sheet),
    "roster: workbook, limited process": Target(100, workbooks, zip_changed, read_xlsx),
    "table of facts": Target(10_000, fact_tables, lines_changed, read_facts),
    "learner's package": Target(6_000, learners_packages, zip_changed, adopt_package),
    "CrowdAnki folder": Target(4_000, crowd_decks, json_changed, adopt_folder),
    "media: pictures and sounds": Target(80_000, raster_and_sound, bytes_changed, read_media),
    "media: drawings": Target(30_000, drawings, markup_changed, read_media),
    "template for Typst": Target(700, own_templates, lines_changed, print_own),
    "template for Anki": Target(4_000, card_templates, markup_changed, read_looks),
    "old package": Target(12_000, packages, rows_changed, read_package),
    "old package, limited process": Target(100, packages, rows_changed, read_apart),
}


# Children


def attack(name: str, first: int, count: int, seed: int, bad: Path) -> Result:
    """Run cases, a child for each few hundred."""
    target, result = TARGETS[name], Result()
    examples = target.examples()
    last = first + count
    while first < last:
        end = min(last, first + CHUNK)
        part, first = in_child(name, examples, range(first, end), seed)
        result.add(part)
    for number, _ in result.failures:
        case = target.change(random.Random(f"{seed}/{name}/{number}"), examples)  # noqa: S311
        (bad / f"{re.sub('[^a-zA-Z]+', '-', name)}-{number}").write_bytes(case)
    return result


def in_child(name: str, examples: list[bytes], cases: range, seed: int) -> tuple[Result, int]:
    """Run cases in a child; return what became of them, and the case to go on with."""
    listen, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        try:
            with os.fdopen(told, "w") as stream:
                run_cases(name, examples, cases, seed, stream)
        except BaseException:  # noqa: BLE001 - a child must not go on as its parent
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(told)
    result = Result()
    with os.fdopen(listen) as stream:
        for line in stream:
            outcome, seconds = json.loads(line)
            result.runs += 1
            if outcome.startswith("FAILED"):
                result.failures.append((cases[result.runs - 1], outcome))
            result.outcomes[outcome[:7]] = result.outcomes.get(outcome[:7], 0) + 1
            if seconds > result.slowest:
                result.slowest, result.slowest_case = seconds, cases[result.runs - 1]
    _, status, used = os.wait4(child, 0)
    result.megabytes = used.ru_maxrss // 1024
    if status:
        died = os.waitstatus_to_exitcode(status)
        hung = died == -signal.SIGALRM
        if hung and name == "template for Typst":
            # The limited process would be stopped.
            result.outcomes[STOPPED] = result.outcomes.get(STOPPED, 0) + 1
        else:
            result.failures.append((cases[result.runs], f"FAILED: the child died of {died}"))
        result.runs += 1
    return result, cases[0] + result.runs


def run_cases(name: str, examples: list[bytes], cases: range, seed: int, stream: TextIO) -> None:
    target = TARGETS[name]
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    with tempfile.TemporaryDirectory() as folder:
        for number in cases:
            data = target.change(random.Random(f"{seed}/{name}/{number}"), examples)  # noqa: S311
            signal.alarm(MOST_SECONDS)
            begun = time.process_time()
            try:
                outcome = target.attempt(Path(folder), data)
            except BaseException:  # noqa: BLE001 - each is a finding
                outcome = f"FAILED: {traceback.format_exc()[-1500:]}"
            seconds = time.process_time() - begun
            signal.alarm(0)
            stream.write(json.dumps([outcome, seconds]) + "\n")
            stream.flush()


def report() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("target", nargs="?", default="all", choices=["all", *TARGETS])
    parser.add_argument("count", nargs="?", type=int, default=0)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    bad = Path(tempfile.mkdtemp(prefix="fuzz-"))
    failed = 0
    print(
        "| what reads | runs | taken | slowest, s | peak MB | failures |\n|---|---|---|---|---|---|"
    )
    for name in TARGETS if given.target == "all" else [given.target]:
        count = given.count or TARGETS[name].count
        result = attack(name, given.first, count, given.seed, bad)
        failed += len(result.failures)
        taken = result.outcomes.get("taken", 0)
        print(
            f"| {name} | {result.runs:,} | {taken:,} | {result.slowest:.2f} | {result.megabytes} "
            f"| {len(result.failures)} |",
            flush=True,
        )
        slowest = f"{name}: case {result.slowest_case} is the slowest, {result.outcomes}"
        print(slowest, file=sys.stderr, flush=True)
        for number, told in result.failures[:10]:
            print(f"{name}: case {number}\n{told}\n", file=sys.stderr, flush=True)
    if failed:
        print(f"the cases lie in {bad}", file=sys.stderr)
    else:
        bad.rmdir()
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(report())
