"""Drive Anki's desktop program without a screen: import a package, answer a choice card.

test_desktop.py runs it with a Python that has `aqt`: BASE-FOLDER PACKAGE. It answers the first
choice card by keyboard and prints one JSON object.
"""

from __future__ import annotations

import json
import os
import sys

os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
    "NO_PROXY": "127.0.0.1,localhost",
}

import aqt
import aqt.profiles
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from PyQt6.QtCore import QEventLoop, Qt, QTimer
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

STATE = """({
  options: Array.from(
    document.querySelectorAll('ol.options > li'), (o) => [o.textContent, o.className]
  ),
  stored: Boolean(sessionStorage.getItem('quizgenChoice')),
})"""


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def state() -> dict[str, object]:
    wait(700)
    found: list[dict[str, object]] = []
    aqt.mw.web.page().runJavaScript(f"JSON.stringify({STATE})", found.append)
    for _ in range(100):
        if found:
            break
        wait(20)
    return json.loads(found[0]) | {"side": aqt.mw.reviewer.state, "card": aqt.mw.reviewer.card.id}


def press(key: Qt.Key) -> dict[str, object]:
    QTest.keyClick(QApplication.focusWidget(), key)
    return state()


def main(base: str, package: str) -> None:
    # The first start would otherwise ask for a language.
    aqt.profiles.ProfileManager.setDefaultLang = lambda self, _: self.setLang("en_US")
    # Two programs of one user would be one, and tests run side by side.
    aqt.AnkiApp.KEY = f"anki-test-{os.getpid()}"
    app = aqt._run(["anki", "-b", base, "-l", "en"], exec=False)  # noqa: SLF001 - there is no public way
    assert app
    wait(3000)
    collection = aqt.mw.col
    request = ImportAnkiPackageRequest(package_path=package, options=ImportAnkiPackageOptions())
    collection.import_anki_package(request)
    collection.sched.suspend_cards(collection.find_cards('-"note:quizgen choice"'))
    deck = next(deck for deck in collection.decks.all_names_and_ids() if deck.name != "Default")
    collection.decks.select(deck.id)
    aqt.mw.reset()
    aqt.mw.show()
    for name in ("overview", "review"):
        aqt.mw.moveToState(name)
        wait(2500)
    keys = {
        "two": Qt.Key.Key_2,
        "down": Qt.Key.Key_Down,
        "space": Qt.Key.Key_Space,
        "good": Qt.Key.Key_3,
    }
    told = {"front": state()} | {name: press(key) for name, key in keys.items()}
    sys.stdout.write("\n" + json.dumps(told) + "\n")
    sys.stdout.flush()
    # Closing the window would otherwise ask to synchronize.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
