"""What the tools refuse: wrong arguments, and paths that lead out of the folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from assistants_support import ARTICLE, DECK

from quizgen.assistants.tools import call

SLIP = DECK.replace("gagarin: {name:", "gagarin: {namee:")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "deck.yaml").write_text(DECK, encoding="utf-8")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def problems_of(tool: str, arguments: dict[str, object]) -> list[dict[str, Any]]:
    told: dict[str, Any] = call(tool, arguments)
    assert all(problem["code"] in told["text"] for problem in told["data"]["problems"])
    return list(told["data"]["problems"])


def codes_of(tool: str, arguments: dict[str, object]) -> list[str]:
    return [problem["code"] for problem in problems_of(tool, arguments)]


@pytest.mark.parametrize(
    ("tool", "arguments", "code"),
    [
        ("draft", {}, "Q631"),
        ("draft", {"deck": "deck.yaml"}, "Q631"),
        ("draft", {"article": "lost.txt"}, "Q001"),
        ("draft", {"article": "../article.txt"}, "Q630"),
        ("draft", {"article": "article.txt", "deck": "../deck.yaml"}, "Q630"),
        ("draft", {"article_text": "It rained. Everyone left."}, "Q611"),
        ("check", {}, "Q631"),
        ("check", {"deck": "lost.yaml"}, "Q001"),
        ("check", {"deck": "article.txt"}, "Q631"),
        ("check", {"deck": "deck.yaml", "article": "deck.yaml"}, "Q631"),
        ("check", {"deck": "deck.yaml", "article": "lost.txt"}, "Q001"),
        ("check", {"text": "deck: \x00"}, "Q005"),
        ("check", {"text": "  \n"}, "Q004"),
        ("items", {"text": SLIP}, "Q202"),
        ("items", {"text": DECK, "prefix": "nobody"}, "Q636"),
        ("preview", {"text": DECK, "fact": "people/nobody"}, "Q636"),
        ("coverage", {"text": DECK}, "Q631"),
        ("kinds", {"kind": "peple"}, "Q636"),
        ("schema", {"kind": "peple"}, "Q636"),
        ("explain", {"code": "Q9999"}, "Q636"),
        ("write_deck", {"deck": "", "text": DECK}, "Q631"),
        ("write_deck", {"deck": "new.txt", "text": DECK}, "Q631"),
        ("apply_fix", {"deck": ""}, "Q631"),
    ],
)
def test_wrong_arguments_are_told_with_a_fix(
    tool: str, arguments: dict[str, object], code: str
) -> None:
    first, *_ = problems_of(tool, arguments)
    assert first["code"] == code
    assert first["help"]
    # A deck that is not there is what `check` finds, and no failure of the call.
    is_found = tool == "check" and arguments.get("deck") == "lost.yaml"
    assert call(tool, arguments)["failed"] is not is_found


@pytest.mark.parametrize("name", ["deck", "article"])
def test_no_path_leads_out_of_the_folder(folder: Path, name: str) -> None:
    ending = "yaml" if name == "deck" else "txt"
    outside = folder.parent / f"secret.{ending}"
    outside.write_text("deck: secret\ntitle: My secret\n", encoding="utf-8")
    (folder / f"link.{ending}").symlink_to(outside)
    (folder / "up").symlink_to(folder.parent)
    (folder / ".git").mkdir()
    (folder / ".git" / f"a.{ending}").write_text("deck: a\ntitle: My secret\n", encoding="utf-8")
    paths = [
        f"../secret.{ending}",
        str(outside),
        f"link.{ending}",
        f"up/secret.{ending}",
        f"x/../../secret.{ending}",
        f".git/a.{ending}",
        f"/etc/passwd.{ending}",
        f"~/secret.{ending}",
        f"a\x00.{ending}",
        f"{'a' * 900}.{ending}",
        f"file:///secret.{ending}",
    ]

    for path in paths:
        checked: dict[str, Any] = call("check", {"deck": "deck.yaml", name: path})
        codes = {problem["code"] for problem in checked["data"]["problems"]}
        assert codes, path
        assert codes <= {"Q630", "Q631", "Q001", "Q002", "Q003", "Q605"}, path
        assert "My secret" not in checked["text"]
        if name == "deck":
            written = call("write_deck", {"deck": path, "text": DECK})
            assert "My secret" not in str(written)
    assert outside.read_text(encoding="utf-8") == "deck: secret\ntitle: My secret\n"
    assert "My secret" in (folder / ".git" / f"a.{ending}").read_text(encoding="utf-8")
    assert {each.name for each in folder.parent.iterdir()} == {"work", outside.name}


def test_a_deck_leads_nowhere_out_of_the_folder(folder: Path) -> None:
    outside = folder.parent / "secret.yaml"
    outside.write_text("people: {secret: {name: My secret}}\n", encoding="utf-8")
    (folder / "link.yaml").symlink_to(outside)
    (folder / "deck.lock").symlink_to(outside)

    for reads in ("include: ../secret.yaml", "include: link.yaml", f"include: {outside}"):
        assert codes_of("check", {"text": f"{DECK}{reads}\n"})[0] == "Q007"
    text = DECK.replace("title: Notes", "title: Notes, text: ../secret.yaml")
    assert codes_of("check", {"text": text})[0] == "Q007"
    assert codes_of("check", {"deck": "deck.yaml"}) == ["Q630"]


def test_a_project_above_the_folder_opens_nothing(folder: Path) -> None:
    (folder.parent / "quizgen.project").touch()
    (folder.parent / "secret.yaml").write_text("people: {}\n", encoding="utf-8")
    text = f"{DECK}include: ../secret.yaml\n"
    assert codes_of("check", {"text": text}) == ["Q630"]
    assert codes_of("check", {"deck": "deck.yaml"}) == ["Q630"]
    (folder / "quizgen.project").touch()
    assert codes_of("check", {"text": text})[0] == "Q007"
    assert codes_of("check", {"deck": "deck.yaml"}) == []
