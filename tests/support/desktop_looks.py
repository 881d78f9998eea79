"""Show every card of a package in Anki's desktop program, by day, at night and in a small window.

test_desktop_looks.py runs it with a Python that has `aqt`: BASE-FOLDER PACKAGE PICTURES. It prints
one JSON object with what each side looks like, and puts pictures of all sides into a folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import aqt
from aqt.theme import Theme
from desktop_anki import finish, import_package, review_own_deck, start, wait

LOOK = r"""(() => {
  const parts = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = parts(color).slice(0, 3).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (element) => {
    let under = element;
    while (under && (parts(getComputedStyle(under).backgroundColor)[3] ?? 1) === 0) {
      under = under.parentElement;
    }
    const paper = under ? getComputedStyle(under).backgroundColor : "rgb(255, 255, 255)";
    const [one, two] = [luminance(getComputedStyle(element).color), luminance(paper)];
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  };
  const card = document.querySelector(".quizgen");
  for (const each of card.querySelectorAll("details")) each.open = true;
  const texts = [];
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    const hidden = holder.closest("script, style, mjx-assistive-mml, title");
    const shown = holder.checkVisibility() && walker.currentNode.textContent.trim();
    if (shown && !hidden) texts.push(holder);
  }
  const box = (element) => {
    const found = element.getBoundingClientRect();
    return [found.left, found.top, found.width, found.height].map(Math.round);
  };
  const page = document.scrollingElement;
  const broad = Array.from(card.querySelectorAll("*")).filter((element) => {
    const scrolls = element.closest("pre, mjx-container");
    const found = element.getBoundingClientRect();
    return !scrolls && found.width && found.right > page.clientWidth + 1;
  });
  const picture = card.querySelector("#image-occlusion-container img");
  const canvas = card.querySelector("#image-occlusion-canvas");
  const painted = (left, top) => {
    const point = [left * canvas.width, top * canvas.height].map(Math.round);
    return Array.from(canvas.getContext("2d").getImageData(...point, 1, 1).data);
  };
  return {
    width: page.clientWidth,
    overflow: page.scrollWidth - page.clientWidth,
    broad: broad.map((element) => element.tagName + "." + element.className),
    contrast: Math.min(...texts.map(contrast)),
    dimmest: texts
      .map((text) => [contrast(text), text.textContent.slice(0, 40)])
      .sort((one, two) => one[0] - two[0])[0],
    raw: texts.some((text) => /\\[([a-z]/.test(text.textContent)),
    formulas: card.querySelectorAll("mjx-container").length,
    empty: Array.from(card.querySelectorAll("mjx-container")).some(
      (each) => each.checkVisibility() && !each.offsetWidth,
    ),
    errors: card.querySelectorAll("mjx-merror").length,
    buttons: card.querySelectorAll(".speech .replay-button, .speech a").length,
    masks: canvas && picture
      ? {
          picture: box(picture),
          canvas: box(canvas),
          first: painted(0.25, 0.25),
          second: painted(0.75, 0.75),
          between: painted(0.5, 0.5),
        }
      : null,
    paper: luminance(getComputedStyle(document.body).backgroundColor),
    text: card.innerText,
  };
})()"""
SIZES = {"wide": (900, 760), "narrow": (400, 760)}


def asked(script: str) -> object:
    """Return what a script says in the reviewer's page."""
    found: list[str] = []
    aqt.mw.web.page().runJavaScript(f"JSON.stringify({script})", found.append)
    for _ in range(250):
        if found:
            break
        wait(20)
    return json.loads(found[0]) if found and found[0] else None


def settled() -> None:
    """Wait until the card is shown and its formulas are set."""
    before = None
    for _ in range(25):
        wait(120)
        now = asked("[document.querySelector('#qa')?.innerHTML.length, document.fonts.status]")
        if now is not None and now == before:
            return
        before = now


def look(name: str, pictures: Path) -> object:
    settled()
    aqt.mw.web.grab().save(str(pictures / f"{name}.png"))
    return asked(LOOK)


def look_at(card_id: int, name: str, pictures: Path) -> dict[str, object]:
    """Show both sides of a card as the reviewer does."""
    reviewer = aqt.mw.reviewer
    reviewer.card = aqt.mw.col.get_card(card_id)
    reviewer.card.start_timer()
    reviewer._showQuestion()  # noqa: SLF001 - there is no public way
    front = look(f"{name}-front", pictures)
    reviewer._showAnswer()  # noqa: SLF001
    heard = [tag.field_text for tag in reviewer.card.question_av_tags()]
    return {"front": front, "back": look(f"{name}-back", pictures), "heard": heard}


def main(base: str, package: str, pictures: str) -> None:
    start(base)
    import_package(package)
    collection = review_own_deck(2000)
    cards = sorted(collection.find_cards(""), key=lambda card: collection.get_card(card).nid)
    told: dict[str, object] = {}
    for theme in (Theme.LIGHT, Theme.DARK):
        aqt.mw.set_theme(theme)
        wait(500)
        for size, (width, height) in SIZES.items():
            aqt.mw.setMinimumSize(100, 100)
            aqt.mw.resize(width, height)
            wait(300)
            aqt.mw.reviewer._initWeb()  # noqa: SLF001
            wait(1000)
            for card_id in cards:
                card = collection.get_card(card_id)
                key = "-".join(card.note()["Key"].split("/")[1:])
                name = f"{theme.name.lower()}-{size}-{key}-{card.ord + 1}"
                told[name] = look_at(card_id, name, Path(pictures))
    finish(told)


if __name__ == "__main__":
    main(*sys.argv[1:])
