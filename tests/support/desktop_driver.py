"""Drive Anki's desktop program without a screen: import a package, answer a choice card.

test_desktop.py runs it with a Python that has `aqt`: BASE-FOLDER PACKAGE. It answers the first
choice card by keyboard and prints one JSON object.
"""

from __future__ import annotations

import json
import sys

import aqt
from desktop_anki import finish, import_package, review_own_deck, start, wait
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

STATE = """({
  options: Array.from(
    document.querySelectorAll('ol.options > li'), (o) => [o.textContent, o.className]
  ),
  stored: Boolean(sessionStorage.getItem('quizgenChoice')),
})"""


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
    start(base)
    import_package(package)
    collection = aqt.mw.col
    collection.sched.suspend_cards(collection.find_cards('-"note:quizgen choice"'))
    review_own_deck(2500)
    keys = {
        "two": Qt.Key.Key_2,
        "down": Qt.Key.Key_Down,
        "space": Qt.Key.Key_Space,
        "good": Qt.Key.Key_3,
    }
    told = {"front": state()} | {name: press(key) for name, key in keys.items()}
    finish(told)


if __name__ == "__main__":
    main(*sys.argv[1:])
