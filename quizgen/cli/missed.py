"""The packages of `quizgen anki --missed`: what each student missed, and what the class did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.cli.files import inputs_of, write_files
from quizgen.cli.next_step import suggest
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.summary import counted, listed

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Diagnostic
    from quizgen.grade.missed import Missing
    from quizgen.project import Project

_CLASS = "class"
_MOST_NAMED = 5


def write_missed(
    project: Project,
    responses: Sequence[Path],
    output: Path | None,
    *,
    quiet: bool,
    **cards: bool | None,
) -> None:
    """Write a package for each student who missed something, and one for the class.

    The lock stays as it is: these packages bring nothing that the whole deck doesn't bring.
    """
    folder = output or Path(f"{project.deck.id}-missed")
    with reporting():
        from quizgen.anki.make_notes import wanted_cards
        from quizgen.deck.answered import read_responses
        from quizgen.export.anki_lock import locks
        from quizgen.export.missed import parts_of
        from quizgen.grade.missed import missed_by, missed_by_class

        answers = [each for path in responses for each in read_responses(path)]
        students = missed_by(answers)
        named = dict(zip(_names(students), students, strict=True))
        wanted = {name: each.facts for name, each in named.items()}
        wanted[_CLASS] = missed_by_class(students)
        lock = locks([project])[project.deck.id]
        parts = parts_of(project, wanted_cards(project.deck.anki, **cards), lock, wanted)
        show_problems(_unknown(project, parts.unknown))
    files = {folder / f"{name}.apkg": data for name, data in parts.packages.items()}
    write_files(files, inputs=[*inputs_of([project]), *responses])
    if not quiet:
        lines = [f"{project.deck.id}: {counted(len(files), 'package')}", *listed(files)]
        idle = len(named) - sum(name in parts.packages for name in named)
        lines += [f"  {counted(idle, 'student')} missed nothing"] * bool(idle)
        echo("\n".join(lines))
    suggest("give each student their package to import into Anki (File > Import)", quiet=quiet)


def _names(students: Iterable[Missing]) -> Iterable[str]:
    """Yield a file name for each student, all different."""
    from quizgen.paper.filenames import slug

    taken = {_CLASS}
    for student in students:
        plain = slug(f"{student.number} {student.name}")
        name, count = plain, 1
        # Names that differ only in signs would be one file.
        while name.casefold() in taken:
            count += 1
            name = f"{plain}-{count}"
        taken.add(name.casefold())
        yield name


def _unknown(project: Project, facts: Sequence[str]) -> list[Diagnostic]:
    from quizgen.diagnostics import Diagnostic, as_warning

    if not facts:
        return []
    shown = ", ".join(f"`{fact}`" for fact in facts[:_MOST_NAMED])
    more = f" and {len(facts) - _MOST_NAMED} more" if len(facts) > _MOST_NAMED else ""
    message = f"the deck has no fact {shown}{more}, which students missed"
    fix = "if it was renamed, name its old id under `was`"
    return [as_warning(Diagnostic("Q728", message, project.deck.place, fix))]
