"""A client of `quizgen mcp`, over real standard streams."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
from deck_support import ROOT
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import CallToolResult

DECK = """\
deck: space-race
title: The space race
source: {title: Notes, as_of: 2024}
people:
  gagarin: {name: Yuri Gagarin, who: the first human in space, single: true, paragraph: 1}
  leonov: {name: Alexei Leonov, who: the first human to walk in space, single: true, paragraph: 2}
  ride: {name: Sally Ride, who: the first American woman in space, single: true, paragraph: 3}
  glenn: {name: John Glenn, who: the first American in orbit, single: true, paragraph: 3}
"""
ARTICLE = """\
Yuri Gagarin was the first human in space, on 12 April 1961.

Alexei Leonov was the first human to walk in space.

Sally Ride was the first American woman in space. John Glenn was the first American in orbit.
"""


def parameters(folder: Path, *options: str) -> StdioServerParameters:
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "quizgen", "mcp", *options],
        cwd=folder,
        env={"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(os.path.isabs, sys.path)])},
    )


@asynccontextmanager
async def connected(folder: Path, *options: str) -> AsyncIterator[Client]:
    with (folder.parent / "log").open("w", encoding="utf-8") as log:
        async with Client(stdio_client(parameters(folder, *options), errlog=log)) as client:
            yield client
    assert (folder.parent / "log").read_text(encoding="utf-8") == ""


def with_client(folder: Path, work: Callable[[Client], Awaitable[None]], *options: str) -> None:
    """Do some work with a client of a server in a folder."""

    async def run() -> None:
        with anyio.fail_after(300):
            async with connected(folder, *options) as client:
                await work(client)

    anyio.run(run)


def text_of(result: CallToolResult) -> str:
    return "".join(part.text for part in result.content if part.type == "text")


def codes_of(result: CallToolResult) -> list[str]:
    data = result.structured_content or {}
    return [problem["code"] for problem in data["problems"]]
