"""What `run.py` measures: each function makes its input and returns the work to measure."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE), str(HERE.parent / "support")]

Work = Callable[[], object]

# Edits of the events' eighth fact, "Fall of Setizago".
_FACT = "e7: {name: Fall of Setizago,"
_VALUE, _REMARK = "e7: {name: Fall of Rome,", f"{_FACT} note: a remark,"


class Waited(float):
    """The seconds that a work has measured itself, which count in place of the processor's."""


def seconds() -> float:
    """Return the processor seconds of this process and of those that it has started."""
    used = [resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _deck_file(count: int) -> Path:
    from scale import deck

    path = Path(tempfile.mkdtemp()) / "scale.yaml"
    path.write_text("".join(deck(count)), encoding="utf-8")
    return path


def _project(count: int) -> Any:  # noqa: ANN401 - the benchmark imports quizgen late
    from quizgen.deck.load import load_deck
    from quizgen.project import Project

    deck = load_deck(_deck_file(count)).deck
    assert deck is not None
    return Project(deck)


def yaml_alone(count: int) -> Work:
    import yaml

    path = _deck_file(count)
    return lambda: yaml.load(path.read_bytes(), yaml.CSafeLoader)


def read(count: int) -> Work:
    from quizgen.deck.load import load_deck

    path = _deck_file(count)
    return lambda: load_deck(path)


def read_edited(count: int) -> Work:
    """Read a deck of which one fact has changed since the last run."""
    from quizgen.deck.load import load_deck
    from quizgen.records.kept_facts import KeptFacts

    path = _deck_file(count)
    os.environ["QUIZGEN_CACHE"] = str(path.with_name("cache"))
    kept = KeptFacts("this program")
    load_deck(path, readings=kept)
    path.write_text(path.read_text("utf-8").replace(_FACT, _VALUE), "utf-8")
    return lambda: load_deck(path, readings=kept)


def check(count: int) -> Work:
    from quizgen.checking.problems import further_problems
    from quizgen.deck.load import load_deck
    from quizgen.project import Project

    path = _deck_file(count)

    def work() -> object:
        deck = load_deck(path).deck
        assert deck is not None
        return list(further_problems(Project(deck)))

    return work


def _folder_of_decks(decks: int, facts: int, *, is_varied: bool = False) -> Path:
    from scale import deck, varied

    folder = Path(tempfile.mkdtemp())
    for number in range(decks):
        text = "".join((varied if is_varied else deck)(facts)).replace(
            "deck: scale", f"deck: scale{number}"
        )
        (folder / f"scale{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def _command(command: str, folder: Path, *, records: bool) -> None:
    """Run a command on the decks in a folder, as users do."""
    env = {**os.environ, "QUIZGEN_CACHE": str(folder / "cache") if records else ""}
    run = [sys.executable, "-m", "quizgen", command, *sorted(folder.glob("*.yaml"))]
    subprocess.run(run, cwd=folder, env=env, check=True, capture_output=True)


def _first(command: str, decks: int, facts: int, *, is_varied: bool = False) -> Work:
    folder = _folder_of_decks(decks, facts, is_varied=is_varied)
    return lambda: _command(command, folder, records=False)


def _again(
    command: str, decks: int, facts: int, *, edit: str = "", is_varied: bool = False
) -> Work:
    """Return a command that runs again, after an `edit` of one fact or without any."""
    folder = _folder_of_decks(decks, facts, is_varied=is_varied)
    _command(command, folder, records=True)
    if edit:
        path = folder / "scale0.yaml"
        path.write_text(path.read_text("utf-8").replace(_FACT, edit), "utf-8")
    return lambda: _command(command, folder, records=True)


def first_build(count: int) -> Work:
    return _first("build", 1, count)


def build_unchanged(count: int) -> Work:
    return _again("build", 1, count)


def build_edited(count: int) -> Work:
    return _again("build", 1, count, edit=_VALUE)


def build_with_a_remark(count: int) -> Work:
    return _again("build", 1, count, edit=_REMARK)


def first_build_of_six_kinds(count: int) -> Work:
    return _first("build", 1, count, is_varied=True)


def build_of_six_kinds_edited(count: int) -> Work:
    return _again("build", 1, count, edit=_VALUE, is_varied=True)


def first_lint(count: int) -> Work:
    return _first("lint", 1, count)


def lint_unchanged(count: int) -> Work:
    return _again("lint", 1, count)


def first_build_of_decks(count: int) -> Work:
    return _first("build", count, 100)


def build_of_decks_edited(count: int) -> Work:
    return _again("build", count, 100, edit=_VALUE)


def lint(count: int) -> Work:
    from quizgen.checking.linting import review
    from quizgen.project import QuizOptions

    project, options = _project(count), QuizOptions()
    # The linter reads items that are there already.
    project.items(options)
    return lambda: review(project, options)


def items(count: int) -> Work:
    from quizgen.project import QuizOptions

    project = _project(count)
    return lambda: project.items(QuizOptions())


def items_on_one_core(count: int) -> Work:
    """Make all items in this process: two at once also wait for each other."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    return items(count)


def _records(shape: str, count: int) -> list[Any]:
    from package import deck_of

    from quizgen.anki.records import records_of

    return list(records_of(deck_of(shape, count)))


def _package(peer: str, count: int, shape: str = "recall") -> Work:
    import package

    records = _records(shape, count)
    # The first package also pays for imports.
    package.PEERS[peer](records[:1])
    return lambda: package.PEERS[peer](records)


def package(count: int) -> Work:
    return _package("quizgen", count)


def package_by_genanki(count: int) -> Work:
    return _package("genanki", count)


def package_floor(count: int) -> Work:
    return _package("floor", count)


def package_long(count: int) -> Work:
    return _package("quizgen", count, "long")


def package_long_by_genanki(count: int) -> Work:
    return _package("genanki", count, "long")


def package_long_floor(count: int) -> Work:
    return _package("floor", count, "long")


def package_from_yaml(count: int) -> Work:
    from quizgen.deck.load import load_deck
    from quizgen.export.anki import package
    from quizgen.project import Project

    path = _deck_file(count)

    def work() -> object:
        deck = load_deck(path).deck
        assert deck is not None
        return package(Project(deck))

    return work


def package_alone(count: int) -> Work:
    from quizgen.anki.package import make_package
    from quizgen.export.anki import notes

    made = notes(_project(count))
    return lambda: make_package(made, timestamp=1_700_000_000)


def _papers(peer: str, count: int) -> Work:
    from printing import PEERS

    # The first paper also pays for imports.
    PEERS[peer](1, 1)
    return lambda: PEERS[peer](count, 40)


def papers(count: int) -> Work:
    return _papers("quizgen", count)


def papers_of_students(count: int) -> Work:
    from printing import by_quizgen

    by_quizgen(1, 1, personal=True)
    return lambda: by_quizgen(count, 40, personal=True)


def papers_by_reportlab(count: int) -> Work:
    return _papers("reportlab", count)


def cards(count: int) -> Work:
    from quizgen.language.labels import load_labels
    from quizgen.paper.card_pdf import render_cards
    from quizgen.paper.study_cards import make_cards

    project, labels = _project(count), load_labels("en")
    made = make_cards(project.base, project.prompts)
    return lambda: render_cards(made, labels)


def grading(count: int) -> Work:
    from scan_simulator import CONDITIONS, simulated
    from sheets_to_scan import make_sheets, sheets_made

    from quizgen.grade.pages import picture_of
    from quizgen.grade.read_page import read_page
    from quizgen.grade.readings import PageReading, Status

    folder = Path(tempfile.mkdtemp())
    make_sheets(folder)
    sheet = next(iter(sheets_made(folder)))
    name = next(iter(CONDITIONS))
    scans = [
        simulated(sheet.picture, sheet.layout, sheet.number, CONDITIONS[name], seed)[1]
        for seed in range(count)
    ]
    about = PageReading("scan.jpg", "0" * 64, 1, Status.READ)
    return lambda: [read_page(picture_of(each), sheet.quiz, about) for each in scans]


def practice(count: int) -> Work:
    from practice import waits

    # Learners wait for the browser, so its clock counts: twenty answers, from a key to the reply.
    return lambda: Waited(20 * statistics.median(waits(count).told) / 1000)
