"""Requests to a running Anki through AnkiConnect, version 6, with one-line advice on failure."""

from __future__ import annotations

import http.client
import ipaddress
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

DEFAULT_URL: Final = "http://127.0.0.1:8765"
_VERSION = 6
_SECONDS = 30
# The largest answer holds a few hundred notes.
_MOST_BYTES = 64 << 20
_ADD_ON = "the add-on AnkiConnect (code 2055492159)"
_NEEDED = ("findNotes", "importPackage", "multi", "notesInfo", "updateNoteFields")
# Parts of the add-on's errors, and what to do about them.
_KNOWN = {
    "valid api key": (
        "AnkiConnect requires the API key from its settings: give it with --key or QUIZGEN_ANKI_KEY"
    ),
    "collection is not available": (
        "Anki has no collection open: choose a profile in Anki, then run this again"
    ),
    "unsupported action": f"AnkiConnect is too old: update {_ADD_ON} in Anki",
}


class AnkiConnectError(Exception):
    """Anki cannot be used; the message says in one line what to do."""


class ActionError(AnkiConnectError):
    """Anki could not do what was asked."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of AnkiConnect; `url` is how to show it."""

    url: str
    secure: bool
    host: str
    port: int
    path: str
    is_local: bool


def parse_address(url: str) -> Address:
    """Return the parts of an http or https address; raises ValueError for anything else."""
    parts = urlsplit(url)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.username
        or parts.query
        or parts.fragment
    ):
        raise ValueError(f"not an address of AnkiConnect, such as {DEFAULT_URL}")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    return Address(
        url, secure, parts.hostname, port, parts.path or "/", _is_loopback(parts.hostname)
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Client:
    """A running Anki; every method raises AnkiConnectError if it cannot be used.

    It uses no proxy and follows no redirection. `seconds` is how long an answer may take.
    """

    def __init__(self, address: Address, key: str | None = None, seconds: float = _SECONDS) -> None:
        self.address = address
        self._key = key or None
        self._seconds = seconds
        self._met = False

    def connect(self) -> None:
        """Check that AnkiConnect answers, grants access, and supports all that we need."""
        # Send the key only to a service that asks for it.
        key, self._key = self._key, None
        granted = self._permission()
        if granted.get("permission") == "denied":
            raise AnkiConnectError(
                f"Anki denies access at {self.address.url}: allow it in AnkiConnect's settings"
            )
        if granted.get("requireApikey", key is not None):
            self._key = key
        version = self.call("version")
        if not isinstance(version, int) or version < _VERSION:
            raise AnkiConnectError(f"AnkiConnect is too old: update {_ADD_ON} in Anki")
        known = self.call("apiReflect", scopes=["actions"], actions=list(_NEEDED))
        able = known.get("actions", ()) if isinstance(known, dict) else ()
        lacking = [action for action in _NEEDED if action not in able]
        if lacking:
            raise AnkiConnectError(
                f"AnkiConnect cannot {', '.join(lacking)}: update {_ADD_ON} in Anki"
            )

    def _permission(self) -> Mapping[str, object]:
        try:
            answer = self.call("requestPermission")
        except ActionError:
            # Releases before 2021 don't know this action.
            return {}
        return answer if isinstance(answer, dict) else {}

    def call(self, action: str, *, seconds: float | None = None, **params: object) -> object:
        """Return the result of one action."""
        return self._result(self._post(self._request(action, params), seconds or self._seconds))

    def call_list(self, action: str, **params: object) -> list[object]:
        """Return the result of an action that returns a list."""
        result = self._result(self._post(self._request(action, params), self._seconds))
        if not isinstance(result, list):
            raise self._strange()
        return result

    def call_all(self, action: str, params: Sequence[Mapping[str, object]]) -> list[object]:
        """Return the results of one action for several parameters, in one request."""
        answers = self.call_list("multi", actions=[self._request(action, each) for each in params])
        if len(answers) != len(params):
            raise self._strange()
        return [self._result(answer) for answer in answers]

    def _request(self, action: str, params: Mapping[str, object]) -> dict[str, object]:
        request: dict[str, object] = {"action": action, "version": _VERSION, "params": params}
        return request | {"key": self._key} if self._key else request

    def _result(self, answer: object) -> object:
        if not isinstance(answer, dict) or set(answer) != {"result", "error"}:
            raise self._strange()
        self._met = True
        error = answer["error"]
        if error is None:
            return answer["result"]
        for said, advice in _KNOWN.items():
            if said in str(error).lower():
                raise ActionError(advice)
        text = "".join(char if char.isprintable() else " " for char in str(error))[:300]
        raise ActionError(text.replace(self._key, "***") if self._key else text)

    def _post(self, request: Mapping[str, object], seconds: float) -> object:
        answer: object
        body = json.dumps(request).encode()
        try:
            status, data = self._exchange_again(body, seconds)
        except TimeoutError:
            raise AnkiConnectError(
                f"Anki did not answer within {seconds:g} seconds: "
                "close its dialogs, then run this again"
            ) from None
        except (OSError, http.client.HTTPException) as error:
            raise self._broken(error) from None
        if status == http.client.FORBIDDEN:
            raise AnkiConnectError(
                f"Anki denies access at {self.address.url}: allow it in AnkiConnect's settings"
            )
        try:
            answer = json.loads(data)
        except (ValueError, RecursionError):
            raise self._strange() from None
        if status != http.client.OK and not (isinstance(answer, dict) and answer.get("error")):
            raise self._strange()
        return answer

    def _exchange_again(self, body: bytes, seconds: float) -> tuple[int, bytes]:
        try:
            return self._exchange(body, seconds)
        except (TimeoutError, ConnectionRefusedError):
            raise
        except (OSError, http.client.HTTPException):
            # Every request to Anki may safely be sent twice.
            return self._exchange(body, seconds)

    def _exchange(self, body: bytes, seconds: float) -> tuple[int, bytes]:
        kind = http.client.HTTPSConnection if self.address.secure else http.client.HTTPConnection
        # AnkiConnect closes the connection after each answer.
        connection = kind(self.address.host, self.address.port, timeout=seconds)
        try:
            connection.request(
                "POST", self.address.path, body, {"Content-Type": "application/json"}
            )
            response = connection.getresponse()
            data = response.read(_MOST_BYTES + 1)
        finally:
            connection.close()
        if len(data) > _MOST_BYTES:
            raise self._strange()
        return response.status, data

    def _broken(self, error: Exception) -> AnkiConnectError:
        if self._met:
            return AnkiConnectError(
                "the connection to Anki was lost: check that Anki is running, "
                "then run this again; it continues where it stopped"
            )
        if isinstance(error, http.client.HTTPException) and not isinstance(error, ConnectionError):
            return self._strange()
        return AnkiConnectError(
            f"Anki does not answer at {self.address.url}: "
            f"start Anki with {_ADD_ON}, then run this again"
        )

    def _strange(self) -> AnkiConnectError:
        return AnkiConnectError(
            f"{self.address.url} does not answer like AnkiConnect: "
            "give the right address with --url"
        )
