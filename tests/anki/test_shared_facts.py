"""Facts that move between files, and facts of other decks, in the real Anki."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki_support import Collection, check_database, import_package
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from learner_support import review, schedules

from quizgen.cli import main

THEN = 1_700_000_000
HEADER = "deck: mine\ntitle: Mine\n"
FACTS = [f"  t{n}: {{name: word{n}, definition: the meaning of {n}}}\n" for n in range(8)]
SCIENCE = """\
deck: science
title: Scientists
people:
  einstein: {name: Walther Bothe, who: the physicist of relativity, single: true}
  curie: {name: Ida Noddack, who: the chemist of radium, single: true}
  bohr: {name: Niels Bohr, who: the physicist of the atom, single: true}
"""
KINDS = """\
deck: papers
title: Papers
kinds:
  papers:
    one: paper
    name: name
    fields:
      name: {type: text, required: true}
      by: {type: reference, to: [people], many: true}
    questions:
      by: {ask: "who wrote {name}?", back: "which paper is by {by}?"}
people:
  dirac: {name: Paul Dirac, who: the physicist of the spin, single: true}
papers:
  one: {name: On Light, by: science/people/einstein}
  two: {name: On Matter, by: [science/people/curie, dirac]}
"""


def build(deck: Path) -> Path:
    made = deck.with_suffix(".apkg")
    result = CliRunner().invoke(main, ["anki", str(deck), "-o", str(made), "--choice"])
    assert result.exit_code == 0, result.output
    return made


def known(collection: Collection) -> dict[str, str]:
    """Return the key of each note by its guid."""
    notes = (collection.get_note(note) for note in collection.find_notes(""))
    return {note.guid: note["Key"] for note in notes}


def write_parts(folder: Path, where: list[int]) -> None:
    """Write the facts into the deck's own file (0) and into files that it includes."""
    parts = {number: [] for number in range(4)}
    for line, number in zip(FACTS, where, strict=True):
        parts[number].append(line)
    for number in (1, 2, 3):
        text = f"terms:\n{''.join(parts[number])}"
        (folder / f"part{number}.yaml").write_text(text, encoding="utf-8")
    include = "include: {facts: [part1.yaml, part2.yaml, part3.yaml]}\n"
    text = f"{HEADER}{include}terms:\n{''.join(parts[0])}"
    (folder / "mine.yaml").write_text(text, encoding="utf-8")


@given(st.lists(st.lists(st.integers(0, 3), min_size=8, max_size=8), min_size=2, max_size=3))
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_facts_that_move_between_files_keep_their_reviews(
    tmp_path_factory: pytest.TempPathFactory, lives: list[list[int]]
) -> None:
    folder = tmp_path_factory.mktemp("lives")
    collection = Collection(str(folder / "collection.anki2"))
    write_parts(folder, [0] * len(FACTS))
    import_package(collection, build(folder / "mine.yaml"))
    review(collection, 6)
    notes, before = known(collection), schedules(collection)
    assert len(before) > 3
    for where in lives:
        write_parts(folder, where)
        again = import_package(collection, build(folder / "mine.yaml"))
        assert (again.new, again.conflicting) == (0, 0)
        assert known(collection) == notes
        assert schedules(collection) == before
    assert check_database(collection) == []
    collection.close()


def test_two_decks_with_one_file_have_notes_of_their_own(
    tmp_path: Path, collection: Collection
) -> None:
    (tmp_path / "shared.yaml").write_text(f"terms:\n{''.join(FACTS)}", encoding="utf-8")
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("deck: one\ntitle: One\ninclude: [shared.yaml]\n", encoding="utf-8")
    own = "terms: {own: {name: own, definition: belonging to oneself}}\n"
    head = "deck: two\ntitle: Two\ninclude: {background: shared.yaml}\n"
    two.write_text(head + own, encoding="utf-8")
    import_package(collection, build(one))
    review(collection)
    before, notes = schedules(collection), known(collection)
    import_package(collection, build(two))
    assert schedules(collection) == before
    new = {key for guid, key in known(collection).items() if guid not in notes}
    assert {tuple(key.split("/")[:3]) for key in new} == {("two", "terms", "own")}


def test_edits_of_another_deck_keep_every_card(tmp_path: Path, collection: Collection) -> None:
    science, papers = tmp_path / "science.yaml", tmp_path / "papers.yaml"
    science.write_text(SCIENCE, encoding="utf-8")
    papers.write_text(KINDS, encoding="utf-8")
    import_package(collection, build(papers))
    review(collection, 10)
    notes, before = known(collection), schedules(collection)
    editions = [
        SCIENCE.replace("Walther Bothe", "W. Bothe"),
        SCIENCE[: SCIENCE.index("  bohr")],
        f"{SCIENCE}  planck: {{name: Max Planck, who: the physicist of the quantum}}\n",
        # The author corrects an id.
        SCIENCE.replace("curie: {", "marie: {was: curie, "),
    ]
    for edition in editions:
        science.write_text(edition, encoding="utf-8")
        if "marie" in edition:
            papers.write_text(KINDS.replace("people/curie", "people/marie"), encoding="utf-8")
        again = import_package(collection, build(papers))
        assert again.new == 0
        assert known(collection) == notes
        assert schedules(collection) == before
    keys = set(known(collection).values())
    assert "papers/papers/two/by/back/science.curie" in keys
    assert "papers/papers/two/by/back/dirac" in keys
