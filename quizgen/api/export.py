"""A bank or a quiz in the format of a writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from quizgen.api.saved import Saved
from quizgen.diagnostics import Diagnostic, did_you_mean
from quizgen.export.quiz_folder import MANIFEST, check_manifest
from quizgen.export.registry import WRITERS
from quizgen.export.saving import inputs_of, look_at, save
from quizgen.export.settings import AnyPath
from quizgen.export.writer import Source, Written


class Export:
    """A bank or a quiz in the format of a writer; `export` makes one."""

    def __init__(self, source: Source, written: Written) -> None:
        self._source = source
        self._written = written

    @property
    def files(self) -> Mapping[str, bytes]:
        """Return the files by name."""
        return self._written.files

    @property
    def losses(self) -> tuple[Diagnostic, ...]:
        """Return what of the source the format can't hold."""
        return self._written.losses

    def write(self, folder: AnyPath) -> Saved:
        """Write the files into a folder; `problems` are the losses.

        Raises QuizgenError for a file that would replace an input or another quiz's manifest.
        """
        folder, project = Path(folder), self._source.project
        seen = look_at([], [folder], force=False)
        check = self._check(folder)
        files = {folder / name: data for name, data in self.files.items()}
        save(files, inputs=inputs_of([project] if project else []), seen=seen, check=check)
        return Saved(tuple(files), self.losses)

    def _check(self, folder: Path) -> Callable[[], None] | None:
        manifest = self._source.manifest
        if manifest is None or MANIFEST not in self.files:
            return None
        return partial(check_manifest, folder, manifest)


def export_with(name: str, source: Source, settings: object) -> Export:
    """Return what a writer makes of a source; raises ValueError if there is no such writer."""
    writer = WRITERS.get(name)
    if writer is None:
        raise ValueError(f"there is no writer `{name}`; {did_you_mean(name, WRITERS)}")
    return Export(source, writer.write(source, settings))
