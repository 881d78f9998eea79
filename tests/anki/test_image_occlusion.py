"""Diagrams on cards of Anki's own image occlusion: its editor opens them, and no review moves."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection, cards, open_collection, render
from ankiconnect_support import Service, running
from browser_support import need_chromium
from card_support import card_page, new_context, show_side
from click.testing import CliRunner
from desktop_pages import PYTHON, anki_page, fill
from part_support import PICTURE, PartLearner, answer_of
from playwright.sync_api import Browser, Page

from quizgen.anki.lock import read_lock
from quizgen.cli import main

NAMES = ("atrium", "ventricle", "aorta")
BOXES = {
    "atrium": "[0, 0, 40, 30]",
    "ventricle": "[50%, 50%, 25%, 10%]",
    "aorta": "{ellipse: [10%, 60%, 20%, 20%]}",
    "valve": "{polygon: [[80%, 10%], [90%, 10%], [85%, 20%]], also: [flap]}",
    "septum": "[[200, 10, 20, 30], [260, 10, 20, 30]]",
    "apex": "[10, 200, 20, 20]",
    "vein": "[10, 100, 20, 20]",
}
HEAD = "deck: parts\ntitle: The heart\n"


def deck(names: tuple[str, ...] = NAMES, *, hide: str = "all", **boxes: str) -> str:
    regions = {name: (BOXES | boxes)[name] for name in names}
    return (
        f"{HEAD}diagrams:\n  heart:\n    name: the human heart\n    paragraph: 3\n"
        "    diagram:\n      picture: picture.svg\n      alt: a drawing with some parts\n"
        f"      hide: {hide}\n      note: Seen from the front.\n      regions:\n"
        + "".join(f"        {name}: {box}\n" for name, box in regions.items())
    )


@pytest.fixture
def learner(collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PartLearner:
    monkeypatch.chdir(tmp_path)
    return PartLearner(collection, monkeypatch)


def shapes(collection: Collection) -> dict[int, list[tuple[str, dict[str, str]]]]:
    """Return the shapes of the only note as Anki's editor reads them, by the card's number."""
    (note_id,) = collection.find_notes("")
    read = collection.get_image_occlusion_note(note_id)
    assert read.WhichOneof("value") == "note"
    return {
        each.ordinal: [
            (shape.shape, {item.name: item.value for item in shape.properties})
            for shape in each.shapes
        ]
        for each in read.note.occlusions
    }


def test_the_editor_of_anki_reads_the_note(learner: PartLearner) -> None:
    learner.gets(deck((*NAMES, "valve", "septum")))
    found = shapes(learner.collection)
    assert found[1] == [
        ("rect", {"left": "0", "top": "0", "width": ".1", "height": ".1", "oi": "1"})
    ]
    assert found[2] == [
        ("rect", {"left": ".5", "top": ".5", "width": ".25", "height": ".1", "oi": "1"})
    ]
    assert found[3] == [("ellipse", {"left": ".1", "top": ".6", "rx": ".1", "ry": ".1", "oi": "1"})]
    assert found[4] == [
        ("polygon", {"left": ".8", "top": ".1", "points": ".8,.1 .9,.1 .85,.2", "oi": "1"})
    ]
    assert [shape["left"] for _, shape in found[5]] == [".5", ".65"]
    (note_id,) = learner.collection.find_notes("")
    note = learner.collection.get_image_occlusion_note(note_id).note
    assert b"<svg" in note.image_data
    assert note.header == "Human heart"
    assert "Seen from the front." in note.back_extra
    assert note.occlude_inactive


def test_a_card_hides_all_regions_and_tells_its_own(learner: PartLearner) -> None:
    learner.gets(deck())
    made = cards(learner.collection)
    assert [card.ord for card in made] == [0, 1, 2]
    sides = [render(card) for card in made]
    assert [answer_of(side.back) for side in sides] == list(NAMES)
    assert all(side.front.count('data-occludeInactive="1"') == 3 for side in sides)
    assert not any(name in side.front for side in sides for name in NAMES)


def test_a_card_may_hide_its_own_region_only(learner: PartLearner) -> None:
    learner.gets(deck(hide="one"))
    assert "data-occludeInactive" not in render(cards(learner.collection)[0]).front
    (note_id,) = learner.collection.find_notes("")
    assert not learner.collection.get_image_occlusion_note(note_id).note.occlude_inactive


@pytest.mark.parametrize("has_stock", [True, False])
def test_it_stands_beside_the_note_type_of_anki(learner: PartLearner, has_stock: bool) -> None:  # noqa: FBT001
    models = learner.collection.models
    if not has_stock:
        models.remove(models.by_name("Image Occlusion")["id"])
    learner.gets(deck())
    learner.gets(deck((*NAMES, "valve")))
    learner.collection._backend.add_image_occlusion_notetype()  # noqa: SLF001 - as Anki's button does
    models._clear_cache()  # noqa: SLF001
    kinds = [each["name"] for each in models.all() if each["originalStockKind"] == 6]
    own = ["Image Occlusion"] if has_stock else []
    assert sorted(kinds) == [*own, "quizgen image occlusion"]


@pytest.mark.parametrize(
    "names",
    [
        ("valve", *NAMES),
        ("aorta", "ventricle", "atrium"),
        ("aorta", "valve", "septum", "atrium", "ventricle"),
    ],
)
def test_cards_follow_their_regions(names: tuple[str, ...], learner: PartLearner) -> None:
    learner.gets(deck())
    count = learner.reviews()
    before = learner.answers()
    assert sorted(before.values()) == sorted(NAMES)
    assert learner.gets(deck(names)) == before
    assert learner.collection.db.scalar("select count() from revlog") == count
    assert len(learner.answers()) == len(names)


def test_a_moved_region_keeps_its_card(learner: PartLearner) -> None:
    learner.gets(deck())
    before = learner.answers()
    assert learner.gets(deck(atrium="[30%, 30%, 10%, 10%]")) == before
    assert shapes(learner.collection)[1][0][1]["left"] == ".3"


def test_a_renamed_region_keeps_its_card(learner: PartLearner) -> None:
    learner.gets(deck())
    learner.reviews()
    before = learner.answers()
    named = {name: name for name in NAMES} | {"ventricle": "apex"}
    assert learner.gets(deck(("atrium", "apex", "aorta"))) == {
        card: named[name] for card, name in before.items()
    }


def test_a_removed_region_leaves_a_card_that_asks_something(learner: PartLearner) -> None:
    learner.gets(deck())
    count = learner.reviews()
    after = learner.gets(deck(("ventricle", "aorta")))
    assert sorted(after.values()) == ["aorta", "ventricle", "…"]
    again = learner.gets(deck(("valve", "ventricle", "atrium", "aorta")))
    assert sorted(again.values()) == sorted(NAMES)
    assert learner.collection.db.scalar("select count() from revlog") == count


def test_the_last_package_stands_in_for_a_lost_lock(learner: PartLearner) -> None:
    learner.gets(deck())
    before = learner.answers()
    Path("parts.lock").unlink()
    after = learner.gets(deck(("valve", *reversed(NAMES))), "--against", "parts.apkg")
    assert after == before


def test_what_cannot_be_told_is_asked(learner: PartLearner) -> None:
    learner.gets(deck())
    result = learner.builds(deck(("valve", "apex", "ventricle", "aorta")))
    assert result.exit_code == 1
    assert "Q517" in result.output
    assert "regions" in result.output
    numbered = deck(
        ("valve", "apex", "ventricle", "aorta"), apex="{rect: [1, 1, 20, 20], number: 1}"
    )
    before = learner.answers()
    after = learner.gets(numbered)
    assert {before[card]: after[card] for card in before}["atrium"] == "apex"


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_move_no_review(seed: int, learner: PartLearner) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    names = list(NAMES)
    known: dict[int, str] = {}
    for _ in range(5):
        learner.gets(deck(tuple(names)))
        learner.reviews()
        now = learner.answers()
        # A card keeps its region, or its region has left.
        assert all(now[card] in (name, "…") for card, name in known.items())
        known |= {card: name for card, name in now.items() if name != "…"}
        spare = [name for name in BOXES if name not in names]
        if spare and random.random() < 0.6:
            names.insert(random.randrange(len(names) + 1), random.choice(spare))
        elif len(names) > 3:
            names.remove(random.choice(names))
        else:
            random.shuffle(names)


# A running Anki


@pytest.fixture
def service(collection: Collection) -> Service:
    with running(collection) as served:
        yield served


def push(service: Service) -> str:
    result = CliRunner().invoke(main, ["push", "parts.yaml", "--url", service.url])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()[0]


def test_a_push_brings_and_updates_it(
    learner: PartLearner, service: Service, tmp_path: Path
) -> None:
    learner.builds(deck())
    assert push(service) == "parts: 1 new, 0 changed, 0 same, 0 gone"
    learner.collection.models._clear_cache()  # noqa: SLF001
    kind = learner.collection.models.by_name("quizgen image occlusion")
    assert kind
    assert kind["originalStockKind"] == 6
    (tmp_path / "other").mkdir()
    other = open_collection(tmp_path / "other")
    imported = PartLearner(other, pytest.MonkeyPatch())
    imported.imports()
    rows = "select guid, mid, tags, flds from notes"
    assert other.db.all(rows) == learner.collection.db.all(rows)
    other.close()
    assert push(service) == "parts: 0 new, 0 changed, 1 same, 0 gone"
    count = learner.reviews()
    before = learner.answers()
    learner.builds(deck(("valve", *NAMES)))
    assert push(service) == "parts: 0 new, 1 changed, 0 same, 0 gone"
    after = learner.answers()
    assert {card: after[card] for card in before} == before
    assert sorted(after.values()) == sorted([*NAMES, "valve"])
    assert learner.collection.db.scalar("select count() from revlog") == count
    assert learner.collection.get_empty_cards().report == ""


def test_masks_that_a_learner_moved_in_anki_stay(learner: PartLearner, service: Service) -> None:
    learner.builds(deck())
    push(service)
    (note_id,) = learner.collection.find_notes("")
    moved = "".join(
        f"{{{{c{number}::image-occlusion:rect:left=.{number}:top=.1:width=.1:height=.1}}}}<br>"
        for number in (1, 2, 3)
    )
    learner.collection.update_image_occlusion_note(
        note_id, occlusions=moved, header="Human heart", back_extra="mine", tags=["parts"]
    )
    learner.builds(deck())
    push(service)
    assert learner.collection.get_note(note_id)["Occlusion"] == moved
    assert learner.collection.get_note(note_id)["Back Extra"] == "mine"


# The look of cards

ACTIVE, INACTIVE = [255, 142, 142], [255, 235, 162]
PIXEL = """([x, y]) => {
  const canvas = document.getElementById('image-occlusion-canvas');
  const at = (part, size) => Math.round(part * size);
  const point = [at(x, canvas.width), at(y, canvas.height)];
  return Array.from(canvas.getContext('2d').getImageData(...point, 1, 1).data);
}"""
# Newer versions take the masks from the canvas, older ones hide the canvas.
HIDDEN = "document.getElementById('image-occlusion-canvas').style.display === 'none'"


def show(page: Page, html: str, css: str) -> None:
    fill(page, html, css)
    page.wait_for_function(f"() => ({PIXEL})([0.62, 0.55])[3] > 0")


@pytest.mark.skipif(not PYTHON, reason="Anki's desktop program is not installed")
@pytest.mark.parametrize("night", [False, True])
def test_the_script_of_anki_draws_the_masks(
    learner: PartLearner,
    browser: Browser,
    night: bool,  # noqa: FBT001
) -> None:
    learner.gets(deck())
    card = cards(learner.collection)[0]
    sides = render(card)
    page = anki_page(browser, Path(learner.collection.media.dir()), night=night)
    show(page, sides.front, sides.css)
    assert page.evaluate(PIXEL, [0.05, 0.05])[:3] == ACTIVE
    assert page.evaluate(PIXEL, [0.62, 0.55])[:3] == INACTIVE
    assert page.evaluate(PIXEL, [0.2, 0.7])[:3] == INACTIVE
    assert page.evaluate(PIXEL, [0.9, 0.9])[3] == 0
    assert page.locator("#toggle").count() == 0
    show(page, sides.back, sides.css)
    assert page.evaluate(PIXEL, [0.05, 0.05])[3] == 0
    assert page.evaluate(PIXEL, [0.62, 0.55])[:3] == INACTIVE
    assert page.locator(".names").inner_text() == "atrium"
    page.locator("#toggle").click()
    page.wait_for_function(f"() => ({PIXEL})([0.62, 0.55])[3] === 0 || {HIDDEN}")
    page.context.close()


def test_without_the_script_of_anki_no_picture_tells_the_answer(
    learner: PartLearner, browser: Browser
) -> None:
    learner.gets(deck())
    sides = render(cards(learner.collection)[0])
    context = new_context(browser)
    page = card_page(context)
    show_side(page, sides.front, sides.css)
    assert page.locator("img").count() == 0
    assert "Anki 23.10" in page.locator("#qa").inner_text()
    context.close()


def test_choice_cards_show_numbers_over_the_picture(learner: PartLearner, browser: Browser) -> None:
    need_chromium()
    learner.builds(deck((*NAMES, "valve")), "--choice")
    learner.imports()
    chosen = [card for card in cards(learner.collection) if "Options" in dict(card.note().items())]
    assert len(chosen) == 4
    sides = render(chosen[0])
    context = new_context(browser)
    context.route(
        "**/*.svg", lambda route: route.fulfill(body=PICTURE, content_type="image/svg+xml")
    )
    page = card_page(context)
    show_side(page, sides.front, sides.css)
    page.wait_for_function("() => document.querySelector('img').complete")
    picture = page.locator(".marked img").bounding_box()
    marks = {each.inner_text(): each.bounding_box() for each in page.locator(".mark").all()}
    assert sorted(marks) == ["1", "2", "3", "4"]
    assert picture
    assert marks["2"]
    assert marks["2"]["x"] == pytest.approx(picture["x"] + picture["width"] / 2, abs=1)
    assert marks["2"]["y"] == pytest.approx(picture["y"] + picture["height"] / 2, abs=1)
    assert marks["2"]["width"] == pytest.approx(picture["width"] / 4, abs=1)
    context.close()


def test_the_lock_names_regions_by_their_numbers(learner: PartLearner) -> None:
    learner.gets(deck())
    lock = read_lock(Path("parts.lock"), "parts")
    assert lock
    assert [number for number, _ in lock.entries["diagrams/heart/diagram"].blanks] == [1, 2, 3]


def test_a_deck_may_have_its_own_template(learner: PartLearner) -> None:
    folder = Path("looks")
    folder.mkdir()
    own = (
        '<p class="mine">{{Header}}</p><div class="occlusions">{{cloze:Occlusion}}</div>'
        '<div id="image-occlusion-container">{{Image}}</div>'
    )
    (folder / "occlusion-front.html").write_text(own, encoding="utf-8")
    learner.gets(deck().replace("diagrams:", "anki: {templates: looks}\ndiagrams:", 1))
    front = render(cards(learner.collection)[0]).front
    assert '<p class="mine">Human heart</p>' in front
    assert "imageOcclusion" in front
    (folder / "occlusion-front.html").write_text(f"{own}{{{{cloze:Names}}}}", encoding="utf-8")
    result = learner.builds(deck().replace("diagrams:", "anki: {templates: looks}\ndiagrams:", 1))
    assert result.exit_code == 1
    assert "Q514" in result.output


def test_pull_says_where_regions_are_mended(learner: PartLearner) -> None:
    learner.gets(deck())
    (note_id,) = learner.collection.find_notes("")
    note = learner.collection.get_note(note_id)
    note["Occlusion"] = note["Occlusion"].replace(".5", ".4")
    note["Back Extra"] = "<div>Seen from behind.</div>"
    learner.collection.update_note(note)
    options = ExportAnkiPackageOptions(with_media=False, legacy=True)
    learner.collection.export_anki_package(out_path="mended.apkg", options=options, limit=None)
    result = CliRunner().invoke(main, ["pull", "parts.yaml", "--from", "mended.apkg"])
    assert "+      note: Seen from behind." in result.output
    assert "the places of regions stand in the deck" in result.output


def test_reading_aloud_tells_one_name_only(learner: PartLearner) -> None:
    learner.gets(deck().replace("diagrams:", "anki: {tts: true}\ndiagrams:", 1))
    card = cards(learner.collection)[1]
    shown = card.render_output()
    assert [tag.field_text for tag in shown.question_av_tags] == ["Human heart"]
    assert [tag.field_text for tag in shown.answer_av_tags] == ["ventricle"]


def test_a_diagram_has_the_look_of_its_deck(learner: PartLearner) -> None:
    look = "anki: {look: {color: 7a1f5c}}\ndiagrams:"
    learner.gets(deck().replace("diagrams:", look, 1))
    front = render(cards(learner.collection)[0]).front
    assert "--day:#7a1f5c" in front
