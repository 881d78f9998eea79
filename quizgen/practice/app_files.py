"""The files beside a page that a server offers: with them, a browser installs it as an app."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from string import Template

from quizgen.resources import shipped

PAGE, MANIFEST, WORKER = "index.html", "manifest.webmanifest", "worker.js"
_ICONS = ("icon-192.png", "icon-512.png")
# The elements of the page's head that name these files.
LINKS = (
    f'<link rel="manifest" href="{MANIFEST}">\n<link rel="apple-touch-icon" href="{_ICONS[0]}">\n'
)


def app_files(page: str, title: str, language: str, direction: str) -> dict[str, bytes]:
    """Return the page and the files beside it, by name.

    `title` is plain. The worker keeps all of them for use without a network, and gets new ones
    when one of them has changed.
    """
    files = {
        PAGE: page.encode(),
        MANIFEST: _manifest(title, language, direction),
        **{name: _file(name) for name in (*_ICONS, "icon.svg")},
    }
    return files | {WORKER: _worker(files)}


def _manifest(title: str, language: str, direction: str) -> bytes:
    sizes = {name: name.removesuffix(".png").partition("-")[2] for name in _ICONS}
    icons: list[dict[str, str]] = [
        {"src": name, "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for name, size in sizes.items()
    ]
    icons.append({"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"})
    manifest = {
        "name": title,
        "short_name": title[:30],
        "lang": language,
        "dir": direction,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#f5f3ee",
        "theme_color": "#f5f3ee",
        "icons": icons,
    }
    return f"{json.dumps(manifest, ensure_ascii=False, indent=2)}\n".encode()


def _worker(files: Mapping[str, bytes]) -> bytes:
    version = hashlib.sha256()
    for name, data in sorted(files.items()):
        version.update(f"{name} {len(data)}\n".encode() + data)
    # The folder's own address stands for the page.
    names = json.dumps(["./", *sorted(files)])
    text = Template(_file("worker.js").decode())
    return text.substitute(version=version.hexdigest()[:16], files=names).encode()


def _file(name: str) -> bytes:
    return (shipped("templates") / "practice" / name).read_bytes()
