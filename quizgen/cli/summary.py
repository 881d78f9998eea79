"""What a command reports about the files that it wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.lock import Lock
    from quizgen.deck.model.anki import AnkiDefaults
    from quizgen.project import Project
    from quizgen.quiz.compose import Paper


def summary(
    project: Project,
    paper: Paper | None,
    files: Mapping[Path, bytes],
    wanted: AnkiDefaults | None = None,
) -> str:
    """Return what a deck holds and which files were written from it.

    `wanted` says which cards it has; without it, the deck decides.
    """
    from quizgen.export.anki import card_count

    counts = [_of_facts(project), counted(card_count(project, wanted), "card")]
    if paper:
        counts.append(_of_paper(paper))
    lines = [f"{project.deck.id}: {', '.join(counts)}", *listed(files)]
    if paper and paper.bare and not paper.asked:
        lines.insert(1, _of_bare(paper, project.deck.files[0]))
    return "\n".join(lines)


def _of_facts(project: Project) -> str:
    """Return how many facts the deck asks about, and how many serve as wrong options alone."""
    asked = counted(sum(not fact.background for fact in project.deck.facts.values()), "fact")
    background = sum(fact.background for fact in project.deck.own_facts)
    return f"{asked} and {background} in the background" if background else asked


def _of_bare(paper: Paper, file: str) -> str:
    """Return how many questions have no options, and what says why."""
    have = "has" if paper.questions == 1 else "have"
    count = f"{paper.bare} of {counted(paper.questions, 'question')} {have} no options"
    return f"  {count}; `quizgen items {file}` says why"


def _of_paper(paper: Paper) -> str:
    printed = len(paper.exercises)
    # Exercises of other forms may take the place of items that lack options.
    count = f"{printed} of " if printed < paper.available else ""
    text = f"{count}{counted(max(printed, paper.available), 'item')} on the paper"
    if paper.asked:
        text = f"{counted(printed, 'item')} on the paper, drawn from {paper.asked} questions"
    if paper.presumed == 1:
        text += " (1 wrong option is presumed wrong, not proven)"
    elif paper.presumed:
        text += f" ({paper.presumed} wrong options are presumed wrong, not proven)"
    return text


def listed(files: Mapping[Path, bytes]) -> Iterator[str]:
    """Yield a line for each file, with its size."""
    return (f"  {path}  {size_of(len(data))}" for path, data in files.items())


def missing_lock(project: Project, before: Lock | None, package: Path) -> list[str]:
    """Return a line that explains what a missing lock means, if `package` was built before.

    Call this before the new package is written.
    """
    from quizgen.export.anki_lock import lock_file

    if before is not None or not package.exists():
        return []
    effect = "the next import overwrites learners' own edits, but keeps their reviews"
    return [f"  {lock_file(project)} was missing, so all notes count as changed: {effect}"]


def counted(number: int, what: str) -> str:
    """Return a number with its noun: 1 card, 2 cards."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def size_of(count: int) -> str:
    """Return a number of bytes in readable form: 27 kB."""
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} bytes"
