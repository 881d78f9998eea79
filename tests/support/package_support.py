"""Anki packages made from a few notes, and what a browser measures on cards."""

from __future__ import annotations

from pathlib import Path

from anki_support import (
    Collection,
    Imported,
    import_package,
)

from quizgen.anki.notes import Note, NoteDeck
from quizgen.anki.package import write_apkg

THEN = 1_700_000_000
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- hidden",
    "&amp; & &lt; &#123;",
    "{{c1::x}}",
    "{{c1::x::hint}} {{Answer}} {{#Prompt}} {{/Prompt}} {Prompt} %s ${x}",
    "}}",
    "{{",
    "::",
    ":a:",
    "image-occlusion:rect:left=.1:top=.1",
    "[sound:a.mp3]",
    "[latex]x[/latex] [$]x[/$] [$$]x[/$$]",
    "[[type:Answer]] [anki:tts lang=en_US]x[/anki:tts] [anki:play:q:0]",
    r"\(x\) \[y\] \\(z\\) C:\new",
    "$5 to $9",
    "`back` 'single' \"double\"",
    "🦊 👩‍👩‍👧 é ö",
    "שלום, עולם!",
    "Donaudampfschifffahrtsgesellschaft" * 20,
    ("word " * 1000).strip(),
    "<%cloze:Text%>",
]


def deck_of(
    *notes: Note, deck: str = "test", title: str = "A test", language: str = "en"
) -> NoteDeck:
    return NoteDeck(deck, title, "what it is about", language, notes)


def imported(
    collection: Collection, folder: Path, deck: NoteDeck, timestamp: int = THEN
) -> Imported:
    path = folder / "package.apkg"
    path.write_bytes(write_apkg(deck, timestamp=timestamp))
    return import_package(collection, path)


def fields_of(collection: Collection, key: str) -> dict[str, str]:
    return dict(collection.get_note(collection.find_notes(f'"Key:{key}"')[0]).items())


# The background of an element is that of its nearest ancestor that has one.
CONTRAST = """(element) => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = parts(color).slice(0, 3).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let under = element;
  const alpha = () => parts(getComputedStyle(under).backgroundColor)[3] ?? 1;
  while (alpha() === 0) under = under.parentElement;
  const one = luminance(getComputedStyle(element).color);
  const two = luminance(getComputedStyle(under).backgroundColor);
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}"""
SIZE = "(element) => parseFloat(getComputedStyle(element).fontSize)"
LUMINANCE_OF_PAPER = (
    "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
)
