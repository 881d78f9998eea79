"""Who may ask the preview, and for what."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from preview_support import PEOPLE, running_preview

from quizgen import watching
from quizgen.cli import main


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("server") / "test.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    with running_preview(path) as found:
        yield found


def status(url: str, data: bytes | None = None, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data, named)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_page_has_a_strict_policy(address: str) -> None:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - loopback
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_other_hosts_and_origins_get_nothing(address: str) -> None:
    parts = urlsplit(address)
    own = f"127.0.0.1:{parts.port}"
    assert status(address, Host=own) == 200
    assert status(address, Host=f"localhost:{parts.port}") == 200
    for host in ("attacker.test", f"attacker.test:{parts.port}", "127.0.0.1", "127.0.0.1:1"):
        assert status(address, Host=host) == 421
    assert status(f"{address}view", b"{}", Origin=f"http://{own}") == 200
    assert status(f"{address}view", b"{}", Origin="http://attacker.test") == 421
    assert status(f"{address}view", b"{}", Origin="null") == 421


def test_only_the_whole_address_opens_it(address: str) -> None:
    parts = urlsplit(address)
    assert len(parts.path) > 30
    for path in ("/", "/view", parts.path[:-2] + "/", parts.path[:-1] + "x/", "/x" + parts.path):
        assert status(f"http://127.0.0.1:{parts.port}{path}") == 403


def test_it_listens_on_loopback_alone(address: str) -> None:
    port = urlsplit(address).port
    # On Linux, all of this network is this machine.
    with socket.socket() as other:
        other.settimeout(5)
        assert other.connect_ex(("127.0.0.2", port)) != 0


@pytest.mark.parametrize(
    "path",
    [
        *("assets/page.html", "assets/..%2fpage.html", "cards/x", "media/x", "styles/x.css"),
        *("pages/x.png", "test.yaml", "../../etc/passwd", "assets/fact.html"),
    ],
)
def test_there_is_nothing_else(address: str, path: str) -> None:
    assert status(address + path) in {403, 404}


def test_places_that_the_page_made_up_are_not_opened(address: str) -> None:
    for place in ("/etc/passwd", "", "x" * 1000):
        assert status(f"{address}open", json.dumps({"place": place}).encode()) == 404


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"page": "x", "known": 3}', b"x" * 400_000])
def test_nonsense_is_a_query_for_everything(address: str, data: bytes) -> None:
    assert status(f"{address}view", data) == 200


def test_news_come_as_events(address: str) -> None:
    parts = urlsplit(address)
    connection = HTTPConnection("127.0.0.1", parts.port, timeout=60)
    connection.request("GET", f"{parts.path}events")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type").startswith("text/event-stream")
    assert answer.readline().startswith(b"data: ")
    connection.close()


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["preview", str(path), "--port", port])
    assert result.exit_code == 3
    assert "address already in use" in result.output.lower()


@pytest.mark.parametrize("command", ["code {line}", "{file}", "code 'x"])
def test_an_editor_that_cannot_open_a_file(command: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["preview", str(tmp_path / "x"), "--editor", command])
    assert result.exit_code == 2
    assert "--editor" in result.output


@pytest.mark.parametrize("command", [["preview", "x.yaml"], ["build", "x.yaml", "--watch"]])
def test_without_the_extra(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_PACKAGES", ("a_package_that_is_missing",))
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 3
    assert "pip install 'quizgen[preview]'" in result.output
