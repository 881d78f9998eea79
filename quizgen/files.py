"""Writing files whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file (path -> bytes), creating folders; on any error none of them changes.

    All bytes are written under temporary names before the first file is renamed, and a file that
    cannot be renamed (one that is open elsewhere, say) gives those before it their old contents
    back. Raises OSError.
    """
    staged: list[tuple[Path, Path]] = []
    made: list[Path] = []
    kept: dict[Path, Path | None] = {}
    try:
        for path, data in contents.items():
            _make_folder(path.parent, made)
            staged.append((_stage(path, data), path))
        for temporary, path in staged:
            kept[path] = _keep(path, temporary)
        _rename_all(staged, kept)
    except BaseException:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        _forget(kept.values())
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
    _forget(kept.values())


def write_what_can_be(
    contents: Mapping[Path, bytes], spare: Mapping[Path, bytes]
) -> dict[Path, OSError]:
    """Write as `write_all` does; a file of `spare` that cannot be written is left out, and returned with the reason."""
    left_out: dict[Path, OSError] = {}
    while True:
        kept = {path: data for path, data in spare.items() if path not in left_out}
        try:
            write_all({**contents, **kept})
        except OSError as error:
            names = {error.filename, error.filename2}
            found = next((path for path in kept if str(path) in names), None)
            if found is None:
                raise
            left_out[found] = error
        else:
            return left_out


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir()
        made.append(path)


def _stage(path: Path, data: bytes) -> Path:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder is in the way", str(path))
    try:
        # The file's own name may be as long as names can be.
        handle, name = tempfile.mkstemp(prefix=".quizgen-", suffix=".part", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            temporary.chmod(0o666 & ~_umask())
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        # Nobody has heard of the temporary file.
        error.filename = str(path)
        raise
    return temporary


def _keep(path: Path, temporary: Path) -> Path | None:
    """Give the file that stands at `path` a second name, None where there is none."""
    if not os.path.lexists(path):
        return None
    kept = temporary.with_suffix(".kept")
    try:
        os.link(path, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, kept, follow_symlinks=False)
    return kept


def _rename_all(staged: Sequence[tuple[Path, Path]], kept: Mapping[Path, Path | None]) -> None:
    done: list[Path] = []
    try:
        for temporary, path in staged:
            temporary.replace(path)
            done.append(path)
    except BaseException:
        for path in done:
            _restore(path, kept[path])
        raise


def _restore(path: Path, kept: Path | None) -> None:
    with suppress(OSError):
        if kept:
            kept.replace(path)
        else:
            path.unlink()


def _forget(kept: Iterable[Path | None]) -> None:
    for path in kept:
        if path:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
