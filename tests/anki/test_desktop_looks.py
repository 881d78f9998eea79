"""The looks of cards in Anki's desktop program: by day, at night, and in a window of 400 pixels.

It runs where test_desktop.py does. To see the cards, name a folder for their pictures in
QUIZGEN_CARD_PICTURES.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from desktop_runs import PYTHON, driven
from PIL import Image, ImageDraw

from quizgen.cli import main

DECK = r"""
deck: look
title: Looks
language: en-GB
source: {title: A book of examples}
anki: {tts: true, cloze: overlapping, kinds: {terms: {typed: true, choice: true}}}
diagrams:
  plan:
    name: the plan
    diagram:
      picture: plan.png
      alt: two colored fields
      regions:
        red field: [10%, 10%, 30%, 30%]
        blue field: [60%, 60%, 30%, 30%]
steps:
  tea: {name: making tea, steps: [Boil the water, Put in the leaves, Wait, Pour]}
terms:
  derivative:
    name: derivative
    definition: 'the *limit* $\lim_{h \to 0} \frac{f(x+h) - f(x)}{h}$, such as $\frac{d}{dx} x^2$'
    extra: 'More about it: [a page](https://example.org/derivative) and $e^{i\pi} = -1$.'
  identity:
    name: identity
    definition: 'that $(a + b)^{5} = a^5 + 5a^4b + 10a^3b^2 + 10a^2b^3 + 5ab^4 + b^5$ always'
  loop:
    name: loop
    definition: |
      a repetition, as in

      ```python
      for number in range(10):  # a long comment that goes on and on, beyond the edge of a window
          print(f"{number} is odd" if number % 2 else number)
      ```
  water: {name: water, definition: '\ce{H2O}, and `Donaudampfschifffahrtsgesellschaftskapitän`'}
statements:
  moon: "In {{1969|date|the year}}, {{Neil Armstrong|text|an astronaut}} went $1.3\\,\\mathrm{km}$."
"""
ALL = ("light-wide", "light-narrow", "dark-wide", "dark-narrow")
# The colors that the style sheet gives to masks, as Anki's script paints them.
ASKED, OTHER, NONE = [255, 142, 142, 255], [255, 235, 162, 255], [0, 0, 0, 0]
Looks = dict[str, dict[str, Any]]

pytestmark = pytest.mark.skipif(not PYTHON, reason="Anki's desktop program is not installed")


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Looks:
    """Return what each card looks like, by the theme, the window and the card."""
    folder = tmp_path_factory.mktemp("looks")
    picture = Image.new("RGB", (800, 600), "#ddd")
    ImageDraw.Draw(picture).rectangle((80, 60, 319, 239), fill="red")
    picture.save(folder / "plan.png")
    (folder / "look.yaml").write_text(DECK, encoding="utf-8")
    package = folder / "look.apkg"
    built = CliRunner().invoke(main, ["anki", str(folder / "look.yaml"), "-o", str(package)])
    assert built.exit_code == 0, built.output
    pictures = Path(os.environ.get("QUIZGEN_CARD_PICTURES") or folder / "pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    return driven("desktop_looks.py", folder, str(package), str(pictures.absolute()))


def sides(looks: Looks) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, card in looks.items():
        yield f"{name} front", card["front"]
        yield f"{name} back", card["back"]


def test_every_card_is_seen_in_every_way(looks: Looks) -> None:
    seen = {way: {name.removeprefix(way) for name in looks if name.startswith(way)} for way in ALL}
    assert len(seen[ALL[0]]) > 20
    assert all(names == seen[ALL[0]] for names in seen.values())
    narrow = [side["width"] for name, side in sides(looks) if "-narrow-" in name]
    # The bar with which a long card scrolls takes some pixels.
    assert all(380 <= width <= 400 for width in narrow)


def test_nothing_is_wider_than_the_window(looks: Looks) -> None:
    broad = {name: side["broad"] for name, side in sides(looks) if side["overflow"] > 0}
    assert broad == {}
    assert {name: side["broad"] for name, side in sides(looks) if side["broad"]} == {}


def test_every_text_can_be_read(looks: Looks) -> None:
    dim = {name: side["dimmest"] for name, side in sides(looks) if side["contrast"] < 4.5}
    assert dim == {}
    for name, side in sides(looks):
        assert (side["paper"] < 0.05) == name.startswith("dark"), name


def test_formulas_are_set(looks: Looks) -> None:
    for name, side in sides(looks):
        assert [side["raw"], side["errors"], side["empty"]] == [False, 0, False], name
    for way in ALL:
        card = looks[f"{way}-terms-derivative-definition-1"]
        assert (card["front"]["formulas"], card["back"]["formulas"]) == (0, 3)
        assert "More about it" in card["back"]["text"]
        assert looks[f"{way}-statements-moon-text-1"]["front"]["formulas"] == 1


def test_voices_get_words(looks: Looks) -> None:
    for name, side in sides(looks):
        assert side["buttons"] == 1, name
    heard = looks["light-wide-statements-moon-text-2"]["heard"]
    assert heard == ["In 1969, [an astronaut] went 1.3 km."]
    assert not any("\\" in text for card in looks.values() for text in card["heard"])


def test_masks_lie_over_their_regions(looks: Looks) -> None:
    for way in ALL:
        first, second = (looks[f"{way}-diagrams-plan-diagram-{number}"] for number in (1, 2))
        found = [card[side]["masks"] for card in (first, second) for side in ("front", "back")]
        assert all(each["picture"] == each["canvas"] for each in found), way
        painted = [(each["first"], each["second"], each["between"]) for each in found]
        assert painted == [
            (ASKED, OTHER, NONE),
            (NONE, OTHER, NONE),
            (OTHER, ASKED, NONE),
            (OTHER, NONE, NONE),
        ]


def test_hints_stand_in_gaps(looks: Looks) -> None:
    for way in ALL:
        card = looks[f"{way}-statements-moon-text-2"]
        assert "[an astronaut]" in card["front"]["text"]
        assert "Neil Armstrong" in card["back"]["text"]
        entry = looks[f"{way}-steps-tea-steps-entry-2-1"]["front"]["text"]
        assert "1. Boil the water" in entry
        assert "Put in" not in entry
