"""What a run did with a deck file: the files that it depends on, and those that it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from quizgen.deck.collisions import decks_with_same_lock
from quizgen.deck.inside import PROJECT_FILE, real_path
from quizgen.deck.model.deck import Deck
from quizgen.project import Project, ReadFile
from quizgen.records.digests import of_bytes, of_file, of_folder, of_text
from quizgen.records.runs import Part, Said, ids_beside, names_beside

# Locks lie beside the decks, where other files may come and go.
_LOCK = ".lock"


def part_of(
    read: ReadFile, said: Said, written: Mapping[Path, bytes], more: Iterable[Path]
) -> Part | None:
    """Return what a run did with a deck file, None if a file is not as it was `written`.

    The run read `more` files than the deck's.
    """
    digests = {str(path): of_bytes(data) for path, data in written.items()}
    if any(of_file(Path(path)) != digest for path, digest in digests.items()):
        return None
    folders = dict.fromkeys(path.parent for path in written if path.suffix != _LOCK)
    return Part(
        _files_of(read, more),
        names_beside(read.path),
        ids_beside(read.path) if any(each.deck.other_files for each in read.projects) else "",
        standing(read.projects),
        {str(folder): of_folder(folder) for folder in folders},
        digests,
        tuple(read.problems),
        said,
    )


def _files_of(read: ReadFile, more: Iterable[Path]) -> dict[str, str]:
    """Return the digests of the files that a deck is made from, and of `more` files.

    They include files that may appear: locks, marks of projects, and decks with the same lock.
    """
    paths = [*more, *_marks(read.path)]
    for project in read.projects:
        paths += [*project.inputs, *decks_with_same_lock(project.deck)]
    return {str(path): of_file(path) for path in dict.fromkeys(paths)}


def _marks(main: Path) -> Iterator[Path]:
    """Yield where a file can mark the folder that the paths of a deck must stay inside."""
    return (folder / PROJECT_FILE for folder in real_path(main).parents)


def standing(projects: Iterable[Project]) -> str:
    """Return the digest of all that decides what a deck file has to do with other decks.

    Decks clash by their ids, their locks and their files; see `deck.collisions`.
    """
    return of_text(repr([_standing(project.deck) for project in projects]))


def _standing(deck: Deck) -> tuple[object, ...]:
    asked = dict.fromkeys(fact.place.file for fact in deck.own_facts if not fact.background)
    return deck.id, deck.variant, deck.language, deck.place, deck.files, tuple(asked)
