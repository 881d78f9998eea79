"""Anki's desktop program without a screen, as the scripts that drive it start it.

It runs in a Python that has `aqt`.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, NoReturn

os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
    "NO_PROXY": "127.0.0.1,localhost",
}

import aqt
import aqt.profiles
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from PyQt6.QtCore import QEventLoop, QTimer


def wait(milliseconds: int) -> None:
    """Let Anki go on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def start(base: str) -> None:
    """Start Anki with the profile in a folder."""
    # The first start would otherwise ask for a language.
    aqt.profiles.ProfileManager.setDefaultLang = lambda self, _: self.setLang("en_US")
    # Two programs of one user would be one, and tests run side by side.
    aqt.AnkiApp.KEY = f"anki-test-{os.getpid()}"
    app = aqt._run(["anki", "-b", base, "-l", "en"], exec=False)  # noqa: SLF001 - there is no public way
    assert app
    wait(3000)


def import_package(package: str) -> None:
    """Import a package as Anki does by default."""
    request = ImportAnkiPackageRequest(package_path=package, options=ImportAnkiPackageOptions())
    aqt.mw.col.import_anki_package(request)


def review_own_deck(pause: int) -> Any:  # noqa: ANN401 - Anki's own type
    """Open the reviewer at the first deck of the collection's own, and return the collection."""
    collection = aqt.mw.col
    deck = next(deck for deck in collection.decks.all_names_and_ids() if deck.name != "Default")
    collection.decks.select(deck.id)
    aqt.mw.reset()
    aqt.mw.show()
    for name in ("overview", "review"):
        aqt.mw.moveToState(name)
        wait(pause)
    return collection


def finish(told: object) -> NoReturn:
    """Print what a script found as one line of JSON, and end."""
    sys.stdout.write("\n" + json.dumps(told) + "\n")
    sys.stdout.flush()
    # Closing the window would otherwise ask to synchronize.
    os._exit(0)
