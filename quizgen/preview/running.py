"""Runs the preview: the server, and the watch over the deck's files."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from quizgen.preview.desk import Desk
from quizgen.preview.editor import Editor
from quizgen.preview.server import HOST, News, Preview, new_token
from quizgen.preview.studio import Studio
from quizgen.watching import Watch


@dataclass(frozen=True, slots=True)
class Wish:
    """What to show: the deck's file, the article, the port (0 for a free one), and the editor."""

    deck: Path
    against: Path | None
    port: int
    editor: Editor


class _Server(uvicorn.Server):
    """A server that leaves signals to the program."""

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - as uvicorn has it
        yield


def run(wish: Wish, on_ready: Callable[[str], None]) -> None:
    """Serve the preview until something interrupts it.

    Calls `on_ready` with its address. Raises OSError if the port is taken.
    """
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, wish.port))
        # Whoever opens the address at once waits for the server.
        listening.listen()
        asyncio.run(_serve(wish, listening, on_ready))


async def _serve(wish: Wish, listening: socket.socket, on_ready: Callable[[str], None]) -> None:
    port = listening.getsockname()[1]
    token, news = new_token(), News()
    studio = Studio(wish.deck, wish.against, news.tell)
    config = uvicorn.Config(
        lambda: None, log_level="critical", access_log=False, lifespan="off", server_header=False
    )
    server = _Server(config)
    routes = Preview(
        Desk(studio), wish.editor, lambda: studio.version, lambda: server.should_exit, news
    )
    config.app = routes.app(token, port)
    watch = Watch(lambda: studio.files)
    studio.start()
    watching = asyncio.create_task(_watch(watch, studio))
    on_ready(f"http://{HOST}:{port}/{token}/")
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()
        studio.stop()


async def _watch(watch: Watch, studio: Studio) -> None:
    async for _ in watch.changes():
        studio.changed()
