"""The server for chat assistants: tools, resources and a prompt, over standard streams."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from functools import partial
from typing import Annotated, Any, Literal

import anyio
import anyio.to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from quizgen import __version__
from quizgen.assistants import format  # noqa: A004 - a module's name
from quizgen.assistants.folder import MOST_CHARACTERS
from quizgen.assistants.limited import called
from quizgen.assistants.tools import call
from quizgen.diagnostics import QuizgenError
from quizgen.sandbox.children import Children

# Each call is a process; more at a time would only wait for each other.
_AT_ONCE = 4
_INSTRUCTIONS = """\
quizgen turns facts written in YAML into Anki decks and printed quizzes. Read the resource \
quizgen://guide first. Then work in a loop: write facts, `check`, mend, `coverage`, `items`."""

Deck = Annotated[
    str,
    Field(
        description="The file name of the deck, such as `deck.yaml`, in the server's folder.",
        max_length=1000,
    ),
]
Text = Annotated[
    str,
    Field(
        description="The YAML text of the deck, in place of what the file holds. "
        "With the text alone, no file is needed.",
        max_length=MOST_CHARACTERS,
    ),
]
Article = Annotated[
    str,
    Field(
        description="The file name of the article that the facts come from (.txt, .md, .html, "
        ".pdf or .docx). Leave it out if the deck's `source` names it as `text`.",
        max_length=1000,
    ),
]
ArticleText = Annotated[
    str,
    Field(
        description="The text of the article, in place of a file; blank lines part paragraphs.",
        max_length=MOST_CHARACTERS,
    ),
]
Start = Annotated[int, Field(description="The number of the first entry, from 0.", ge=0)]
Most = Annotated[int, Field(description="How many entries to return.", ge=1, le=100)]
Language = Annotated[
    str,
    Field(description="Of a deck in several languages, the code of one.", max_length=40),
]
Name = Annotated[str, Field(max_length=200)]
Tool = Callable[..., Coroutine[Any, Any, CallToolResult]]


async def draft(
    article: Article = "",
    article_text: ArticleText = "",
    deck: Deck = "",
    language: Annotated[
        Literal["", "de", "en", "es", "fr", "ru"],
        Field(description="The language of the article; without it, its words tell."),
    ] = "",
) -> CallToolResult:
    """Draft facts from an article by rules, each marked `# confirm`; nothing is written.

    It returns a new deck, or the deck in the file with the facts that it lacks. A few facts are
    wrong, and most need a better wording: compare each with its paragraph, mend or delete it, and
    delete the mark.
    """
    return await _called("draft", locals())


async def check(  # noqa: PLR0913, PLR0917 - what it works on, and which page
    deck: Deck = "",
    text: Text = "",
    article: Article = "",
    article_text: ArticleText = "",
    start: Start = 0,
    most: Most = 50,
) -> CallToolResult:
    """Report every problem of a deck with its place and a fix, the errors first.

    With an article, quizgen also looks for the dates, numbers, names and quotations of each fact
    in the paragraph that it cites. Call it after every change.
    """
    return await _called("check", locals())


async def lint(
    deck: Deck = "", text: Text = "", start: Start = 0, most: Most = 50
) -> CallToolResult:
    """Look for flaws in all questions of a deck, as an examiner would. Some are false alarms."""
    return await _called("lint", locals())


async def fix(
    deck: Deck = "", text: Text = "", article: Article = "", article_text: ArticleText = ""
) -> CallToolResult:
    """Show every mend that is safe as a patch; nothing is written. For a text, return it mended."""
    return await _called("fix", locals())


async def coverage(  # noqa: PLR0913, PLR0917 - what it works on, and which page
    deck: Deck = "",
    text: Text = "",
    article: Article = "",
    article_text: ArticleText = "",
    start: Start = 0,
    most: Most = 20,
) -> CallToolResult:
    """List the dates, numbers, names, quotations and sentences of an article without a fact.

    The list goes by paragraph, with the number to write as `paragraph` of a fact.
    """
    return await _called("coverage", locals())


async def items(  # noqa: PLR0913, PLR0917 - what it works on, and which page
    deck: Deck = "",
    text: Text = "",
    prefix: Annotated[
        Name, Field(description="Only questions whose id begins so, such as `people/gagarin`.")
    ] = "",
    language: Language = "",
    start: Start = 0,
    most: Most = 20,
) -> CallToolResult:
    """List the questions of a deck: wrong options with proofs, and what is not asked, and why."""
    return await _called("items", locals())


async def preview(
    fact: Annotated[Name, Field(description="Kind and id of the fact, such as `people/gagarin`.")],
    deck: Deck = "",
    text: Text = "",
    language: Language = "",
) -> CallToolResult:
    """Show one fact as learners see it: its Anki cards, front and back, and its questions."""
    return await _called("preview", locals())


async def kinds(
    kind: Annotated[Name, Field(description="A kind to describe in detail.")] = "",
    deck: Deck = "",
    text: Text = "",
) -> CallToolResult:
    """List the kinds of fact, or the fields and questions of one kind.

    With a deck, the kinds that it declares are among them.
    """
    return await _called("kinds", locals())


async def schema(
    kind: Annotated[Name, Field(description="The kind of fact whose schema to return.")] = "",
    deck: Deck = "",
    text: Text = "",
) -> CallToolResult:
    """Return the JSON Schema of the facts of a kind; without a kind, of the deck's header."""
    return await _called("schema", locals())


async def explain(
    code: Annotated[Name, Field(description="The code of a problem, such as `Q201`.")] = "",
) -> CallToolResult:
    """Explain the code of a problem, with a wrong and a right example; or list all codes."""
    return _told(call("explain", {"code": code}))


async def write_deck(
    deck: Deck,
    text: Text,
    allow_errors: Annotated[  # noqa: FBT002 - clients pass arguments by name
        bool, Field(description="Write the deck even if it has errors.")
    ] = False,
    allow_lost_cards: Annotated[  # noqa: FBT002
        bool, Field(description="Write it even if facts are gone of which learners have cards.")
    ] = False,
) -> CallToolResult:
    """Write a deck file as a whole, unless the text has errors or takes cards from learners.

    The file must end in .yaml or .yml and lie in the server's folder.
    """
    return await _called("write_deck", locals())


async def apply_fix(
    deck: Deck, article: Article = "", article_text: ArticleText = ""
) -> CallToolResult:
    """Write the mends that `fix` shows into the files of the deck."""
    return await _called("apply_fix", locals())


_READING: tuple[Tool, ...] = (
    draft, check, lint, fix, coverage, items, preview, kinds, schema, explain,
)  # fmt: skip
_WRITING: tuple[Tool, ...] = (write_deck, apply_fix)
# Without a deck, they read nothing that a stranger wrote.
_OF_FORMAT = {"kinds", "schema"}
_limiter = anyio.CapacityLimiter(_AT_ONCE)


async def _called(tool: str, arguments: dict[str, object]) -> CallToolResult:
    """Call a tool; what reads a deck runs in a process, which ends if the client gives up."""
    is_plain = tool in _OF_FORMAT and not (arguments["deck"] or arguments["text"])
    with Children() as children:
        work = (
            partial(call, tool, arguments)
            if is_plain
            else partial(called, tool, arguments, children)
        )
        told = await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=_limiter)
    return _told(told)


def _told(told: Mapping[str, Any]) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=told["text"])],
        structured_content=told["data"],
        is_error=told["failed"],
    )


def _prompt(article: str = "", deck: str = "deck.yaml") -> str:
    """Write a deck from an article: how to write good facts, and the loop to follow."""
    ends = f"\n\nThe article:\n\n{article}" if article else "\n\nAsk me for the article."
    return f"{format.guide()}\n\nWrite the deck `{deck}` in this way.{ends}"


def make_server(*, writes: bool = True) -> MCPServer:
    """Return the server of this folder; without `writes`, no tool changes a file."""
    server = MCPServer(
        "quizgen", version=__version__, instructions=_INSTRUCTIONS, log_level="CRITICAL"
    )
    for tool in _READING:
        server.add_tool(tool, annotations=ToolAnnotations(read_only_hint=True))
    for tool in _WRITING if writes else ():
        hints = ToolAnnotations(read_only_hint=False, destructive_hint=True, idempotent_hint=True)
        server.add_tool(tool, annotations=hints)
    server.resource("quizgen://guide", name="guide", mime_type="text/markdown")(_guide)
    server.resource("quizgen://kinds", name="kinds", mime_type="text/plain")(_all_kinds)
    server.resource("quizgen://kinds/{kind}", name="kind", mime_type="text/plain")(_kind)
    server.resource("quizgen://schema", name="schema", mime_type="application/json")(_schema)
    server.prompt("write_deck_from_article")(_prompt)
    return server


def _guide() -> str:
    """Return how to write a good deck, and the loop to follow."""
    return format.guide()


def _all_kinds() -> str:
    """Return all kinds of fact with their fields and questions."""
    return format.kinds_in_full()


def _kind(kind: str) -> str:
    """Return one kind of fact with its fields and questions."""
    try:
        return format.kind_in_full(kind)
    except QuizgenError as error:
        (problem,) = error.diagnostics
        raise ResourceNotFoundError(f"{problem.message}; {problem.help}") from None


def _schema() -> str:
    """Return the JSON Schema of deck files."""
    return format.schema_text()


def serve(*, writes: bool = True) -> None:
    """Serve over standard input and output until the client closes them."""
    anyio.run(_served, make_server(writes=writes))


async def _served(server: MCPServer) -> None:
    _stop_between_steps()
    await server.run_stdio_async()


def _stop_between_steps() -> None:
    """Let signals stop the event loop between two steps of its tasks.

    An interruption within a task would be stored there, and the server would go on.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        handler = signal.getsignal(number)
        if callable(handler):
            # Windows cannot, and interrupts wherever the program is.
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, handler, number, None)
