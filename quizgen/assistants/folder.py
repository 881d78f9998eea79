"""Which files an assistant may name: those in the folder in which the server was started."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from quizgen.deck.collisions import lock_path
from quizgen.deck.inside import PROJECT_FILE, folder_of, real_path
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.yaml.text import checked_text

DECKS = (".yaml", ".yml")
ARTICLES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
# What a deck is called of which the assistant gives the text alone.
UNNAMED = "new-deck.yaml"
MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """A deck that an assistant names or writes out.

    `path` counts from the server's folder. `text` stands in place of what the file holds, None for
    what it holds on the disk.
    """

    path: Path
    text: str | None = None

    @property
    def contents(self) -> dict[Path, str]:
        """Return the text by the real path of its file, nothing for a file on the disk."""
        return {} if self.text is None else {real_path(self.path): self.text}

    @property
    def shown(self) -> dict[str, str]:
        """Return the text by the name that problems have for its file."""
        return {} if self.text is None else {str(self.path): self.text}


def given_deck(deck: str, text: str) -> Given:
    """Return the deck with a file name, a text, or both.

    With both, the text stands in place of the file, and pictures and tables are looked for beside
    it. Raises QuizgenError for a file outside the folder (Q630), for a name that no deck has, and
    if there is neither name nor text (Q631).
    """
    if not deck and not text:
        raise refused("Q631", "there is no deck", "", "give `deck`, a file name, or `text`")
    path = inside(deck or UNNAMED, DECKS)
    _check_project(path)
    _check_lock(path)
    if not text:
        return Given(path)
    if len(text) > MOST_CHARACTERS:
        message = f"the text has more than {MOST_CHARACTERS:,} characters"
        raise refused("Q006", message, str(path), "split the deck")
    return Given(path, checked_text(str(path), text.removeprefix("\ufeff")))


def inside(name: str, suffixes: Collection[str]) -> Path:
    """Return the path of a file, counted from this folder, with all links followed.

    Raises QuizgenError for a file outside the folder or in a hidden one (Q630), and for a name
    with none of the `suffixes` (Q631).
    """
    home = real_path(Path.cwd())
    try:
        real = real_path(home / name)
    except (OSError, ValueError):
        raise refused("Q631", "no file can have this name", name, "check the name") from None
    if not real.is_relative_to(home):
        fix = "name a file in the folder, such as `deck.yaml`"
        raise refused("Q630", f"`{shorten(name)}` lies outside the folder", "", fix)
    path = real.relative_to(home)
    if any(part.startswith(".") for part in path.parts):
        fix = "files and folders whose names begin with a point are private"
        raise refused("Q630", f"`{shorten(name)}` is hidden", "", fix)
    if path.suffix.lower() not in suffixes:
        fix = f"give the name of a file that ends in {', '.join(suffixes)}"
        raise refused("Q631", f"`{shorten(name)}` has another ending", "", fix)
    return path


def _check_project(path: Path) -> None:
    """Refuse a deck that may read above this folder, because a `quizgen.project` lies there."""
    home = real_path(Path.cwd())
    project = folder_of(home / path)
    if not project.is_relative_to(home):
        message = f"{PROJECT_FILE} above the folder lets decks read files outside it"
        fix = f"start the server in the folder that holds {PROJECT_FILE}"
        raise refused("Q630", message, str(path), fix)


def _check_lock(path: Path) -> None:
    """Refuse a deck whose lock is a link that leads out of the folder."""
    lock = lock_path(path)
    if os.path.lexists(lock) and not real_path(lock).is_relative_to(real_path(Path.cwd())):
        fix = "put the lock itself beside the deck"
        raise refused("Q630", "the lock lies outside the folder", str(lock), fix)


def refused(code: str, message: str, file: str, fix: str) -> QuizgenError:
    """Return the error of one problem with what the assistant asks for."""
    return QuizgenError([Diagnostic(code, message, Place(shorten(file) or "arguments"), fix)])
