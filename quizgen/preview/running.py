"""Runs the preview: the server, and the watch over the deck's files."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

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


def run(wish: Wish, on_ready: Callable[[str], None]) -> None:
    """Serve the preview until something interrupts it.

    Calls `on_ready` with its address. Raises OSError if the port is taken.
    """
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, wish.port))
        # Whoever opens the address at once waits for the server.
        listening.listen()
        port, token, news = listening.getsockname()[1], new_token(), News()
        studio = Studio(wish.deck, wish.against, news.tell)
        watch = Watch(lambda: studio.files)
        studio.start()
        ended: Future[None] = Future()
        # The main thread only waits, so that Ctrl-C ends everything at once.
        _in_thread(ended, lambda: _serve(wish, studio, news, listening, token))
        _in_thread(ended, lambda: _follow(watch, studio))
        on_ready(f"http://{HOST}:{port}/{token}/")
        ended.result()


def _in_thread(ended: Future[None], work: Callable[[], None]) -> None:
    """Do endless work in a thread of its own; if it fails, everything has `ended`."""

    def do() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - the main thread raises it again
            if not ended.done():
                ended.set_exception(error)

    Thread(target=do, daemon=True).start()


def _serve(wish: Wish, studio: Studio, news: News, listening: socket.socket, token: str) -> None:
    port = listening.getsockname()[1]
    routes = Preview(Desk(studio), wish.editor, lambda: studio.version, news)
    config = uvicorn.Config(
        routes.app(token, port),
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
    )
    asyncio.run(uvicorn.Server(config).serve(sockets=[listening]))


def _follow(watch: Watch, studio: Studio) -> None:
    for _ in watch.changes():
        studio.changed()
