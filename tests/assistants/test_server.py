"""`quizgen mcp` as an assistant's client sees it, over real standard streams."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest
from assistants_support import (
    ARTICLE,
    DECK,
    codes_of,
    connected,
    parameters,
    text_of,
    with_client,
)
from click.testing import CliRunner
from mcp import Client

from quizgen.cli import main

READING = {
    "draft",
    *("check", "lint", "fix", "coverage", "items", "preview", "kinds", "schema", "explain"),
}
WRITING = {"write_deck", "apply_fix"}
SLIP = DECK.replace("gagarin: {name:", "gagarin: {namee:")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "deck.yaml").write_text(DECK, encoding="utf-8")
    (folder / "slip.yaml").write_text(SLIP.replace("deck: s", "deck: slip-s"), encoding="utf-8")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def test_a_client_learns_what_there_is(folder: Path) -> None:
    async def work(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == READING | WRITING
        assert all(tool.description for tool in tools)
        hints = {tool.name: tool.annotations and tool.annotations.read_only_hint for tool in tools}
        assert {name for name, reads in hints.items() if reads} == READING
        resources = (await client.list_resources()).resources
        uris = [str(each.uri) for each in resources]
        assert uris == ["quizgen://guide", "quizgen://kinds", "quizgen://schema"]
        for uri, told in [
            ("quizgen://guide", "# How to write a deck"),
            ("quizgen://kinds", "officials"),
            ("quizgen://kinds/people", "Fields:"),
            ("quizgen://schema", '"$schema"'),
        ]:
            (content,) = (await client.read_resource(uri)).contents
            assert told in getattr(content, "text", "")
        with pytest.raises(Exception, match="there is no kind `nobodies`; choose"):
            await client.read_resource("quizgen://kinds/nobodies")
        (prompt,) = (await client.list_prompts()).prompts
        made = await client.get_prompt(prompt.name, {"article": ARTICLE, "deck": "moon.yaml"})
        (message,) = made.messages
        said = getattr(message.content, "text", "")
        assert "Alexei Leonov was" in said
        assert "`moon.yaml`" in said

    with_client(folder, work)


def test_the_guides_deck_has_no_problems(folder: Path) -> None:
    async def work(client: Client) -> None:
        (content,) = (await client.read_resource("quizgen://guide")).contents
        text = getattr(content, "text", "").partition("```yaml\n")[2].partition("```")[0]
        result = await client.call_tool("check", {"text": text})
        assert result.structured_content
        assert result.structured_content["problems"] == []

    with_client(folder, work)


def test_a_server_that_only_reads(folder: Path) -> None:
    async def work(client: Client) -> None:
        assert {tool.name for tool in (await client.list_tools()).tools} == READING
        result = await client.call_tool("write_deck", {"deck": "new.yaml", "text": DECK})
        assert result.is_error

    with_client(folder, work, "--read-only")
    assert not (folder / "new.yaml").exists()


def test_a_deck_from_the_first_text_to_its_questions(folder: Path) -> None:
    async def work(client: Client) -> None:
        checked = await client.call_tool("check", {"text": SLIP, "article": "article.txt"})
        assert not checked.is_error
        assert checked.structured_content
        assert checked.structured_content["ok"] is False
        problem = checked.structured_content["problems"][1]
        assert (problem["code"], problem["file"], problem["line"], problem["column"]) == (
            *("Q201", "new-deck.yaml"),
            *(5, 13),
        )
        assert (problem["mend"], problem["help"]) == ("name", "did you mean `name`?")
        assert "5 |   gagarin: {namee: Yuri Gagarin" in text_of(checked)
        fixed = await client.call_tool("fix", {"text": SLIP})
        assert fixed.structured_content
        assert fixed.structured_content["text"] == DECK
        assert "+  gagarin: {name: Yuri Gagarin" in fixed.structured_content["patch"]
        covered = await client.call_tool("coverage", {"text": DECK, "article_text": ARTICLE})
        assert covered.structured_content
        first = covered.structured_content["paragraphs"][0]
        assert first["facts"] == ["people/gagarin"]
        assert first["left"]["dates"] == ["12 April 1961"]
        asked = await client.call_tool("items", {"text": DECK, "prefix": "people/leonov/who/back"})
        assert asked.structured_content
        assert asked.structured_content["items"][0]["question"].startswith(("Which ", "Who "))
        assert len(asked.structured_content["items"][0]["wrong_options"]) >= 2
        seen = await client.call_tool("preview", {"text": DECK, "fact": "people/ride"})
        assert seen.structured_content
        assert seen.structured_content["cards"][0]["front"]
        assert any(card["back"] == "Sally Ride" for card in seen.structured_content["cards"])
        found = await client.call_tool("lint", {"text": DECK})
        assert not found.is_error
        written = await client.call_tool("write_deck", {"deck": "new.yaml", "text": DECK})
        assert written.structured_content
        assert written.structured_content["written"] is True

    with_client(folder, work)
    assert (folder / "new.yaml").read_text(encoding="utf-8") == DECK


def test_a_draft_becomes_a_deck_when_it_is_written(folder: Path) -> None:
    async def work(client: Client) -> None:
        asked = {"article": "article.txt", "deck": "moon.yaml"}
        drafted = await client.call_tool("draft", asked)
        assert not drafted.is_error
        assert drafted.structured_content
        assert not (folder / "moon.yaml").exists()
        text = drafted.structured_content["text"]
        facts = drafted.structured_content["facts"]
        assert text in text_of(drafted)
        assert text.count("  # confirm\n") == len(facts) > 0
        assert "{{1961-04-12|date}}" in text
        checked = await client.call_tool("check", {"text": text, "deck": "moon.yaml"})
        assert checked.structured_content
        assert checked.structured_content["ok"] is True
        await client.call_tool("write_deck", {"text": text, "deck": "moon.yaml"})
        pasted = await client.call_tool("draft", {"article_text": ARTICLE})
        assert pasted.structured_content
        assert pasted.structured_content["facts"] == facts
        wrong = await client.call_tool("draft", {**asked, "language": "tlh"})
        assert wrong.is_error
        # What the deck has is not drafted again.
        more = f"{ARTICLE}\nThe Moon was reached on 20 July 1969 by the crew of Apollo 11.\n"
        added = await client.call_tool("draft", {"article_text": more, "deck": "moon.yaml"})
        assert added.structured_content
        assert added.structured_content["is_new"] is False
        assert len(added.structured_content["facts"]) == 1
        assert added.structured_content["text"].startswith(text.rstrip())

    with_client(folder, work)


def test_the_article_that_a_deck_names(folder: Path) -> None:
    text = DECK.replace("{title: Notes,", "{title: Notes, text: article.txt,")
    text = text.replace("paragraph: 2", "paragraph: 3")

    async def work(client: Client) -> None:
        result = await client.call_tool("check", {"deck": "deck.yaml", "text": text})
        assert codes_of(result)[0] in {"Q600", "Q606"}
        assert "deck.yaml:6:" in text_of(result)

    with_client(folder, work)


def test_what_is_refused_is_told_with_place_and_fix(folder: Path) -> None:
    async def work(client: Client) -> None:
        result = await client.call_tool("items", {"deck": "../secret.yaml"})
        assert result.is_error
        assert codes_of(result) == ["Q630"]
        result = await client.call_tool("items", {"deck": "slip.yaml"})
        assert result.is_error
        assert codes_of(result) == ["Q202", "Q201"]
        assert "slip.yaml:5:13" in text_of(result)
        assert (await client.call_tool("destroy", {})).is_error
        for wrong in ({"fact": 3}, {"fact": "x" * 300}, {}):
            result = await client.call_tool("preview", wrong)
            assert result.is_error
            assert "fact" in text_of(result)

    with_client(folder, work)


def test_answers_come_in_pages(folder: Path) -> None:
    facts = "".join(f"  p{n}: {{nam: Person {n}}}\n" for n in range(260))
    text = f"deck: many\ntitle: Many\npeople:\n{facts}"

    async def work(client: Client) -> None:
        seen, start = 0, 0
        while start >= 0:
            result = await client.call_tool("check", {"text": text, "start": start, "most": 100})
            assert result.structured_content
            assert len(text_of(result)) < 13_000
            page = result.structured_content["page"]
            seen += len(result.structured_content["problems"])
            start = page["next"]
        assert seen == page["total"] == 520

    with_client(folder, work)


HOSTILE: dict[str, Callable[[], str]] = {
    "deep": lambda: "deck: a\ntitle: " + "[" * 100_000,
    "wide": lambda: "deck: a\ntitle: A\nx: [" + "1, " * 400_000 + "]",
    "bomb": lambda: "deck: a\ntitle: &a [x]\nb: [*a, *a]\n",
    "errors": lambda: "deck: a\ntitle: A\npeople:\n" + "  a: {\n" * 20_000,
    "line": lambda: "deck: a\ntitle: " + "x" * 1_500_000,
    "signs": lambda: "deck: a\ntitle: A\nterms: {a: {name: '\u202e', definition: '$" + "{" * 999,
}


def test_hostile_texts_leave_the_server_alive(folder: Path) -> None:
    async def work(client: Client) -> None:
        for name, make in HOSTILE.items():
            result = await client.call_tool("check", {"text": make()})
            assert codes_of(result), name
            assert len(text_of(result)) < 20_000
            assert "\u202e" not in text_of(result)
        again = await client.call_tool("check", {"text": DECK})
        assert again.structured_content
        assert again.structured_content["ok"] is True

    with_client(folder, work)


def test_a_call_that_takes_too_much_is_stopped(folder: Path) -> None:
    script = (
        "from quizgen.assistants import limited\nlimited.SECONDS = 0.01\n"
        "from quizgen.sandbox.children import Children\n"
        "print(limited.called('check', {'text': 'deck: a'}, Children()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    assert "Q634" in done.stdout
    assert "'failed': True" in done.stdout


def test_many_calls_and_two_at_a_time(folder: Path) -> None:
    async def work(client: Client) -> None:
        for number in range(200):
            tool = "explain" if number % 20 else "check"
            arguments = {"code": "Q201"} if number % 20 else {"deck": "deck.yaml"}
            assert not (await client.call_tool(tool, arguments)).is_error
        done: list[str] = []

        async def one(tool: str, arguments: dict[str, object], told: str) -> None:
            result = await client.call_tool(tool, arguments)
            assert told in text_of(result)
            done.append(told)

        async with anyio.create_task_group() as group:
            group.start_soon(one, "check", {"deck": "slip.yaml"}, "slip.yaml: 2 errors")
            group.start_soon(one, "check", {"deck": "deck.yaml"}, "deck.yaml: ")
            group.start_soon(one, "explain", {"code": "Q202"}, "Q202")
        assert len(done) == 3
        # What needs no deck doesn't wait for those that read one.
        assert done[0] == "Q202"

    with_client(folder, work)


def running_in(folder: Path) -> set[int]:
    """Return the processes whose working folder this is."""
    found = set()
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and (process / "cwd").readlink() == folder:
                found.add(int(process.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_nothing_is_left_when_the_client_goes(folder: Path) -> None:
    async def work() -> None:
        with anyio.move_on_after(3):
            async with connected(folder) as client:
                # A deck of many facts takes longer than the client waits.
                facts = "".join(f"  p{n}: {{name: P {n}, who: n {n}}}\n" for n in range(20_000))
                text = f"deck: many\ntitle: Many\npeople:\n{facts}"
                await client.call_tool("lint", {"text": text})
        with anyio.fail_after(20):
            while running_in(folder):  # noqa: ASYNC110 - a process can't set an event
                await anyio.sleep(0.1)

    anyio.run(work)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_server(folder: Path, number: int, code: int) -> None:
    given = parameters(folder)
    process = subprocess.Popen(
        [given.command, *given.args],
        cwd=folder,
        env={**os.environ, **(given.env or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    with process:
        assert process.stdin
        assert process.stdout
        order = (
            b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":'
            b'"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\n'
        )
        process.stdin.write(order)
        process.stdin.flush()
        assert b'"serverInfo"' in process.stdout.readline()
        process.send_signal(number)
        assert process.wait(timeout=20) == code
        assert process.stdout.read() == b""
        assert process.stderr
        assert process.stderr.read().strip() == b""


@pytest.mark.parametrize("line", [b"hello\n", b"{}\n", b"\xff\xfe\n", b"[" * 100_000 + b"\n"])
def test_what_is_no_message_does_no_harm(folder: Path, line: bytes) -> None:
    given = parameters(folder)
    done = subprocess.run(
        [given.command, *given.args],
        cwd=folder,
        env={**os.environ, **(given.env or {})},
        input=line,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert all(each.startswith(b'{"jsonrpc"') for each in done.stdout.splitlines())


def test_without_its_package_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    result = CliRunner().invoke(main, ["mcp"])
    assert result.exit_code == 3
    assert "error[Q635]" in result.output
    assert "pip install 'quizgen[mcp]'" in result.output
