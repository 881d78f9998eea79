"""Finds single papers of a quiz by a student's number or name, or by a version's letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, did_you_mean
from quizgen.quiz.manifest import Manifest, Version


def chosen_versions(manifest: Manifest, wanted: Sequence[str], place: Place) -> tuple[str, ...]:
    """Return the names of the versions that are wanted, in the order of the manifest.

    Each of `wanted` is a student's number or name, or the letter of a version, which may be the
    version of several students. Raises QuizgenError (Q538) at `place` for each that the quiz does
    not have, and for a name that several students have.
    """
    known = _known(manifest)
    chosen: set[str] = set()
    problems: list[Diagnostic] = []
    for each in wanted:
        found = known.get(_folded(each), [])
        problem = _problem(each, found, manifest, place)
        problems += [problem] if problem else []
        chosen.update(version.version for version in found)
    if problems:
        raise QuizgenError(problems)
    return tuple(each.version for each in manifest.versions if each.version in chosen)


def _known(manifest: Manifest) -> Mapping[str, list[Version]]:
    """Return the versions by what they may be called, in small letters.

    A number counts before a letter, and a letter before a name.
    """
    known: dict[str, list[Version]] = {}
    for way in (_number, _letter, _name):
        called: dict[str, list[Version]] = defaultdict(list)
        for version in manifest.versions:
            called[_folded(way(version))].append(version)
        known = called | known
    known.pop("", None)
    return known


def _number(version: Version) -> str:
    return version.version


def _letter(version: Version) -> str:
    return version.letter


def _name(version: Version) -> str:
    return version.student.name if version.student else ""


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _problem(
    wanted: str, found: Sequence[Version], manifest: Manifest, place: Place
) -> Diagnostic | None:
    if not found:
        message = f"the quiz has no paper for `{wanted:.60}`"
        calls = [way(version) for way in (_number, _name) for version in manifest.versions]
        return Diagnostic("Q538", message, place, did_you_mean(wanted, filter(None, calls)))
    if len(found) > 1 and not all(_folded(each.letter) == _folded(wanted) for each in found):
        numbers = ", ".join(each.version for each in found)
        message = f"{len(found)} students are called `{wanted:.60}`: {numbers}"
        return Diagnostic("Q538", message, place, "give the student's number instead")
    return None
