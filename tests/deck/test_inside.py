"""Whether a path stays inside a folder: the one function that every reader of paths asks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quizgen.deck.inside import folder_of, is_inside, real_path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A deck's folder with a folder in it, beside a folder with a similar name and a secret."""
    folder = tmp_path / "deck"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "a.png").write_bytes(b"a")
    (tmp_path / "deck-too").mkdir()
    (tmp_path / "secret").write_bytes(b"s")
    return folder


@pytest.mark.parametrize(
    "written",
    [
        "media/a.png",
        "media/missing.png",
        "media/",
        "media//a.png",
        "./media/a.png",
        "media/../media/a.png",
        "../deck/media/a.png",
        ".",
        "",
        "..a",
        "x" * 5000,
        "x/" * 3000,
        "~/a.png",
        "file:a",
    ],
)
def test_inside(home: Path, written: str) -> None:
    assert is_inside(home, home, written)


@pytest.mark.parametrize(
    "written",
    [
        "..",
        "../",
        "../secret",
        "media/../../secret",
        "missing/../../secret",
        "../deck-too",
        "../deck-too/a.png",
        "../" * 200,
        "../" + "x" * 5000,
        "/",
        "/etc/passwd",
        "//etc/passwd",
        "a\0b",
    ],
)
def test_outside(home: Path, written: str) -> None:
    assert not is_inside(home, home, written)


def test_an_absolute_path_is_outside_wherever_it_leads(home: Path) -> None:
    assert not is_inside(home, home, str(home / "media" / "a.png"))


def test_a_path_counts_from_where_it_starts(home: Path) -> None:
    assert is_inside(home, home / "media", "../media/a.png")
    assert not is_inside(home, home / "media", "../../secret")
    assert not is_inside(home / "media", home, "other.png")


def test_links_are_followed(home: Path) -> None:
    (home / "out").symlink_to(home.parent)
    (home / "in").symlink_to(home / "media")
    (home / "file").symlink_to(home.parent / "secret")
    (home / "gone").symlink_to(home.parent / "nothing")
    assert is_inside(home, home, "in/a.png")
    assert not is_inside(home, home, "out/secret")
    assert not is_inside(home, home, "file")
    assert not is_inside(home, home, "gone")


def test_dots_after_a_link_count_from_where_it_leads(home: Path) -> None:
    (home / "media" / "up").symlink_to(home.parent / "deck-too")
    assert not is_inside(home, home, "media/up/../secret")


def test_a_link_to_itself_is_decided(home: Path) -> None:
    (home / "loop").symlink_to(home / "loop")
    assert is_inside(home, home, "loop")


def test_a_linked_folder_is_the_folder(home: Path) -> None:
    alias = home.parent / "alias"
    alias.symlink_to(home)
    assert is_inside(alias, home, "media/a.png")
    assert is_inside(home, alias, "media/a.png")


def test_the_folder_may_end_in_a_separator(home: Path) -> None:
    folder = Path(f"{home}{os.sep}")
    assert is_inside(folder, folder, "media/a.png")
    assert not is_inside(folder, folder, "../deck-too")


def test_capitals_count_where_the_system_tells_them_apart(home: Path) -> None:
    same = (home.parent / "DECK").exists()
    if same:
        pytest.skip("this file system ignores capitals")
    assert not is_inside(home, home, "../DECK/media/a.png")


def test_relative_folders(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    assert is_inside(Path(), Path("media"), "a.png")
    assert not is_inside(Path("media"), Path(), "a.png")


def test_the_folder_of_a_linked_deck_is_where_the_deck_is(home: Path) -> None:
    deck = home / "deck.yaml"
    deck.write_text("deck: a\n")
    link = home.parent / "link.yaml"
    link.symlink_to(deck)
    assert folder_of(link) == folder_of(deck) == real_path(home)
