"""The server of the preview: for this machine alone, and for who knows the secret of its address.

The page may load nothing but files of this server, and run nothing but its one script.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from quizgen.preview.cards import in_night_mode
from quizgen.preview.desk import Desk
from quizgen.preview.editor import Editor
from quizgen.preview.rendering import asset, page

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
_MOST_BYTES = 256 * 1024
# How long a stream of news waits before it looks at the version itself, in seconds.
_PATIENCE = 0.5
_KEPT_ALIVE = 30
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_SVG = "image/svg+xml"
_ASSETS = {
    "page.js": "text/javascript",
    "page.css": "text/css",
    "card.css": "text/css",
    "icon.svg": _SVG,
}
_MEDIA = {
    "svg": _SVG,
    "jpg": "image/jpeg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "flac": "audio/flac",
    "wav": "audio/wav",
}


class News:
    """Wakes everybody who waits for something new."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Event] = set()

    def tell(self) -> None:
        """Wake all; any thread may call it."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for each in self._waiting:
            each.set()

    async def versions(self, version: Callable[[], int]) -> AsyncIterator[str]:
        """Yield an event with the version whenever it changes, without end."""
        self._loop = asyncio.get_running_loop()
        event = asyncio.Event()
        self._waiting.add(event)
        told, quiet = -1, 0.0
        try:
            while True:
                event.clear()
                if version() != told:
                    told, quiet = version(), 0.0
                    yield f"data: {told}\n\n"
                try:
                    await asyncio.wait_for(event.wait(), _PATIENCE)
                except TimeoutError:
                    quiet += _PATIENCE
                if quiet >= _KEPT_ALIVE:
                    quiet = 0.0
                    yield ": still here\n\n"
        finally:
            self._waiting.discard(event)


class Guard:
    """Lets through requests to this machine by its own name, with the secret in the path."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._begin = f"/{token}"
        self._hosts = {f"{name}:{port}" for name in _NAMES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        origin = headers.get(b"origin", b"").decode("latin-1")
        is_own = host in self._hosts and origin in {"", f"http://{host}"}
        if not is_own:
            answer: Response = _refusal("This is not the address of the preview.", 421)
        elif not self._has_token(scope["path"]):
            answer = _refusal("Open the whole address that quizgen printed.", 403)
        else:
            inner = {**scope, "path": scope["path"][len(self._begin) :]}
            await self._app(inner, receive, send)
            return
        await answer(scope, receive, send)

    def _has_token(self, path: str) -> bool:
        begin = path.encode()[: len(self._begin)]
        is_right = hmac.compare_digest(begin, self._begin.encode())
        return is_right and path[len(self._begin) :].startswith("/")


def _refusal(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, headers=_HEADERS, media_type="text/plain")


def new_token() -> str:
    """Return a secret for the address of a server."""
    return secrets.token_urlsafe(24)


class Preview:
    """The routes of the preview of a deck.

    `version` tells the state of the deck, and `news` when it changes. `editor` opens places of the
    deck.
    """

    def __init__(
        self,
        desk: Desk,
        editor: Editor,
        version: Callable[[], int],
        news: News,
    ) -> None:
        self._desk, self._editor = desk, editor
        self._version, self._news = version, news

    def app(self, token: str, port: int) -> ASGIApp:
        """Return the application that answers at ``http://127.0.0.1:port/token/``."""
        routes = [
            Route("/", self._page),
            Route("/events", self._events),
            Route("/view", self._view, methods=["POST"]),
            Route("/paper", self._paper, methods=["POST"]),
            Route("/open", self._open, methods=["POST"]),
            Route("/assets/{name}", self._asset),
            Route("/styles/{name}.css", self._style),
            Route("/cards/{id}", self._card),
            Route("/media/{name}", self._media),
            Route("/pages/{key}.png", self._picture),
        ]
        return Guard(Starlette(routes=routes), token, port)

    async def _page(self, _request: Request) -> Response:
        html = page(title="Preview", has_command=self._editor.has_command)
        return HTMLResponse(html, headers=_with_policy(_PAGE_POLICY))

    async def _events(self, _request: Request) -> Response:
        stream = self._news.versions(self._version)
        return StreamingResponse(stream, headers=_HEADERS, media_type="text/event-stream")

    async def _view(self, request: Request) -> Response:
        asked = await _asked(request)
        return JSONResponse(await run_in_threadpool(self._desk.view, asked), headers=_HEADERS)

    async def _paper(self, request: Request) -> Response:
        asked = await _asked(request)
        language, number = str(asked.get("language", "")), asked.get("page")
        wanted = number if isinstance(number, int) else 1
        html = await run_in_threadpool(self._desk.paper, language, wanted)
        return JSONResponse({"html": html}, headers=_HEADERS)

    async def _open(self, request: Request) -> Response:
        """Open a place in the editor. The page names it by its key, and can name no other file."""
        asked = await _asked(request)
        place = self._desk.places.get(str(asked.get("place", "")))
        if place is None or not self._editor.has_command:
            return _refusal("There is no such place.", 404)
        try:
            self._editor.open(place)
        except OSError as error:
            reason = error.strerror or "it failed"
            return _refusal(f"The editor did not start: {reason}.", 502)
        return JSONResponse({}, headers=_HEADERS)

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _ASSETS:
            return _refusal("There is no such file.", 404)
        return Response(asset(name), headers=_HEADERS, media_type=_ASSETS[name])

    async def _style(self, request: Request) -> Response:
        sheet = self._desk.styles.get(request.path_params["name"])
        if sheet is None:
            return _refusal("There is no such style.", 404)
        return Response(sheet, headers=_HEADERS, media_type="text/css")

    async def _card(self, request: Request) -> Response:
        document = self._desk.documents.get(request.path_params["id"])
        if document is None:
            return _refusal("This card has changed.", 404)
        html = in_night_mode(document) if "night" in request.query_params else document.html
        return HTMLResponse(html, headers=_with_policy(document.policy))

    async def _media(self, request: Request) -> Response:
        file = self._desk.media.get(request.path_params["name"])
        if file is None:
            return _refusal("There is no such file.", 404)
        sort = _MEDIA.get(file.suffix, f"image/{file.suffix}")
        return Response(file.data, headers=_with_policy(_FILE_POLICY), media_type=sort)

    async def _picture(self, request: Request) -> Response:
        data = self._desk.pictures.get(request.path_params["key"])
        if data is None:
            return _refusal("This page has changed.", 404)
        return Response(data, headers=_with_policy(_FILE_POLICY), media_type="image/png")


def _with_policy(policy: str) -> dict[str, str]:
    return {**_HEADERS, "Content-Security-Policy": policy}


async def _asked(request: Request) -> dict[str, Any]:
    """Return the object that a page sent, an empty one for anything else."""
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > _MOST_BYTES:
            return {}
    try:
        asked = json.loads(data)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
