"""Pictures as options of items: which are offered, how they print, and how Anki shows them."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import jsonschema
import pypdfium2
import pytest
from anki_support import Collection, cards, check_database, import_package, render
from ankiconnect_support import running
from card_support import ADDRESS, card_page, new_context, show_side
from click.testing import CliRunner, Result
from deck_support import load
from manifest_support import LETTERS, Json, papers
from msgspec import structs
from option_support import Rendered, alternatives, printed_options
from pdf_support import pages
from PIL import Image
from playwright.sync_api import Browser

from quizgen.anki.make_notes import make_notes, wanted_cards
from quizgen.anki.notes import ChoiceNote
from quizgen.bank.clues import Readings, read_of
from quizgen.bank.distractors import Refusal
from quizgen.bank.items import Item, Lack, Without
from quizgen.cli import main
from quizgen.media.model import Media
from quizgen.project import Project, QuizOptions, read_projects
from quizgen.quiz.guessing import static_gains
from quizgen.quiz.manifest import Picture
from quizgen.quiz.read_manifest import manifest_of as read_back
from quizgen.quiz.read_manifest import read_manifest
from quizgen.quiz.write_manifest import to_json
from quizgen.resources import shipped

# Each picture has one color, which identifies it wherever it is printed.
BIRDS = {
    "gull": ((200, 0, 0), (300, 200), "a yellow bill"),
    "tern": ((0, 160, 0), (200, 300), "a black cap"),
    "owl": ((0, 0, 200), (40, 30), "round eyes"),
    "crow": ((200, 160, 0), (0, 0), "all dark"),
    "wren": ((160, 0, 160), (300, 200), "a short tail"),
    "kite": ((0, 160, 160), (900, 300), "a forked tail"),
    "swan": ((240, 120, 0), (300, 200), "a long neck"),
    "lark": ((120, 60, 20), (300, 200), "a small crest"),
}
COLOURS = {name: colour for name, (colour, _, _) in BIRDS.items()}
KIND = """\
deck: birds
title: Birds
source: {title: A book}
quiz: {items: 8, columns: 2}
kinds:
  birds:
    one: bird
    name: name
    fields:
      name: {type: text, required: true}
      look: {type: image, single: true}
      wings: {type: text, single: true}
    questions:
      look: {ask: "Which picture shows {name}?"}
      wings: {ask: "How long are the wings of {name}? {look:maybe}"}
birds:
"""


def write(folder: Path, *more: str, kind: str = KIND, **changed: str) -> Path:
    """Write the deck with its pictures.

    `changed` has new keys for a bird's picture, and `more` has further birds.
    """
    lines = []
    for name, ((red, green, blue), size, alt) in BIRDS.items():
        path = folder / f"{name}.{'png' if size[0] else 'svg'}"
        if size[0]:
            Image.new("RGB", size, (red, green, blue)).save(path)
        else:
            svg = f'<rect width="30" height="20" fill="rgb({red},{green},{blue})"/>'
            path.write_text(
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">{svg}</svg>', "utf-8"
            )
        keys = changed.get(name, f"alt: {alt}")
        lines.append(f"  {name}: {{name: the {name}, look: {{value: {path.name}, {keys}}}}}\n")
    (folder / "birds.yaml").write_text(
        kind + "".join(lines) + "".join(f"  {each}\n" for each in more), "utf-8"
    )
    return folder / "birds.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def quiz(*options: str, out: str = "paper") -> Json:
    told = run("quiz", "birds.yaml", "-o", out, "--worked", *options)
    assert told.exit_code == 0, told.output
    document: Json = json.loads(Path(out, "quiz.json").read_bytes())
    return document


def questions(path: Path) -> dict[str, Item | Without]:
    (project,), _ = read_projects([path])
    return {each.prompt.id: each for each in project.questions(QuizOptions(), explain=True)}


def item(path: Path, name: str = "gull") -> Item:
    found = questions(path)[f"birds/{name}/look"]
    assert isinstance(found, Item)
    return found


def paths(made: Item) -> list[str]:
    return [picture.path for picture in made.pictures]


# What is offered


def test_the_key_is_the_facts_own_picture(folder: Path) -> None:
    for name in BIRDS:
        made = item(folder / "birds.yaml", name)
        shown = paths(made)
        assert Path(shown[0]).stem == name
        assert len({Path(path).stem for path in shown}) == len(shown) == 4
        assert [distractor.proof for distractor in made.distractors] == ["W1"] * 3
        assert not made.ranked
        assert [option.casefold() for option in made.options] == [
            picture.alt for picture in made.pictures
        ]


def test_without_a_proof_no_picture_is_offered(tmp_path: Path) -> None:
    path = write(tmp_path, kind=KIND.replace("type: image, single: true", "type: image"))
    made = questions(path)["birds/gull/look"]
    assert isinstance(made, Without)
    assert made.lack is Lack.TOO_FEW
    assert {each.why for each in made.refused} == {Refusal.UNPROVEN}


def test_the_same_bytes_are_one_picture(tmp_path: Path) -> None:
    path = write(tmp_path)
    for name in BIRDS:
        if name not in {"gull", "tern", "owl", "crow"}:
            shutil.copy(
                tmp_path / ("gull.png" if name != "lark" else "tern.png"), tmp_path / f"{name}.png"
            )
    made = item(path)
    assert {Path(each).stem for each in paths(made)[1:]} & {"wren", "kite", "swan"} == set()
    assert len({picture.file.name for picture in made.pictures if picture.file}) == 4
    refused = {each.text: each.why for each in made.refused}
    assert refused["a short tail"] is Refusal.RIGHT


def test_the_same_words_are_refused(tmp_path: Path) -> None:
    path = write(
        tmp_path, **dict.fromkeys(("wren", "kite", "swan", "lark"), "alt: 'A yellow bill.'")
    )
    made = item(path)
    assert {Path(each).stem for each in paths(made)[1:]} == {"tern", "owl", "crow"}


def test_a_part_of_what_is_asked_for_is_not_offered(tmp_path: Path) -> None:
    kind = KIND.replace(
        "    questions:",
        "      within: {type: reference, to: [birds], contains: true}\n    questions:",
    )
    path = write(tmp_path, kind=kind)
    text = path.read_text("utf-8")
    for name in ("tern", "owl", "wren", "kite"):
        text = text.replace(f"  {name}: {{", f"  {name}: {{within: gull, ")
    path.write_text(text, "utf-8")
    assert {Path(each).stem for each in paths(item(path))[1:]} == {"crow", "swan", "lark"}


def test_words_that_tell_which_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, gull="alt: a gull at sea", owl="alt: an owl")
    told = questions(path)["birds/gull/look"]
    assert isinstance(told, Without)
    assert told.lack is Lack.TELLING
    assert told.mend == "`alt` in words without “gull…”"
    for name in set(BIRDS) - {"gull", "owl"}:
        # A picture whose words name what it shows isn't offered elsewhere either.
        assert not {"owl.png", "gull.png"} & set(paths(item(path, name)))
    path.write_text(path.read_text("utf-8").replace("name: the ", "name: "), "utf-8")
    checked = run("check", str(path)).output
    assert checked.count("warning[Q235]: `alt` gives the answer away") == 2


def test_what_the_author_offers(tmp_path: Path) -> None:
    path = write(tmp_path, gull="alt: a bill, distractors: [owl, the swan, The Lark]")
    made = item(path)
    assert [Path(each).stem for each in paths(made)] == ["gull", "owl", "swan", "lark"]
    assert {each.proof for each in made.distractors} == {"W3"}
    path = write(tmp_path, gull="alt: a bill, distractors: [dodo, gull]")
    refused = {each.text: each.why for each in item(path).refused}
    assert refused["dodo"] is Refusal.NO_PICTURE
    assert "`dodo` is no fact of `birds` with a `look`" in run("check", str(path)).output
    path = write(tmp_path, gull="alt: a bill, forbid: [the owl, tern]")
    assert not {"owl.png", "tern.png"} & set(paths(item(path)))
    path = write(tmp_path, gull="alt: a bill, options: [the owl, the gull, the tern]")
    told = run("check", str(path))
    assert told.exit_code == 1
    assert "error[Q237]: `options` are words" in told.output


def test_sounds_are_no_options(tmp_path: Path) -> None:
    path = write(tmp_path)
    kind = KIND.replace(
        "look: {type: image", "call: {type: audio, single: true}\n      look: {type: image"
    )
    kind = kind.replace(
        "    questions:\n", '    questions:\n      call: {ask: "How does {name} call?"}\n'
    )
    (tmp_path / "call.mp3").write_bytes(
        b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(413)
    )
    bird = "auk: {name: the auk, call: {value: call.mp3, transcript: a growl}}"
    path = write(tmp_path, bird, kind=kind)
    told = questions(path)["birds/auk/call"]
    assert isinstance(told, Without)
    assert told.lack is Lack.MEDIA


@pytest.mark.usefixtures("folder")
def test_a_deck_with_pictures_is_listed_and_found_sound() -> None:
    listed = run("items", "birds.yaml", "--explain").output
    assert "  * [image gull.png: a yellow bill]\n" in listed
    assert re.search(r"\n  - \[image \w+\.(png|svg): [a-z ]+\]  \[W1: ", listed)
    told = f"birds.yaml: no problems in {len(BIRDS)} facts\n"
    assert run("check", "birds.yaml").output.startswith(told)
    # Eight birds are too few for eight items that share no three options.
    assert set(re.findall(r"\[(Q\d+)\]", run("lint", "birds.yaml").output)) <= {"Q447"}


def test_no_claim_is_made_of_a_picture(folder: Path) -> None:
    project = Project(load(folder / "birds.yaml"))
    made = project.exercises(QuizOptions(forms=("true-false", "short", "matching", "odd-one-out")))
    assert made == ()


def test_a_picture_beside_its_name_rules_it_out_elsewhere(folder: Path) -> None:
    birds = [f"auk{n}: {{name: bird {n}, wings: {n}0 cm}}" for n in range(4)]
    text = (
        write(folder, *birds)
        .read_text("utf-8")
        .replace("name: the tern,", "name: the tern, wings: 80 cm,")
    )
    (folder / "birds.yaml").write_text(text, "utf-8")
    project = Project(load(folder / "birds.yaml"))
    made = {each.id: each for each in project.exercises(QuizOptions(forms=("choice",)))}
    wings, wording = made["birds/tern/wings"], project.base.wording
    assert [picture.alt for picture in wings.pictures] == ["a black cap"]
    offering = [each for each in made.values() if "A black cap" in each.options[1:]]
    others = [
        each for each in made.values() if each.option_pictures and "A black cap" not in each.options
    ]
    assert offering
    assert others
    for group, clashes in ((offering, True), (others, False)):
        for each in group:
            read = Readings()
            read.take(wings.clues, read_of(wording, wings.stem, wings.pictures))
            assert read.clash(each.clues, read_of(wording, each.stem, each.pictures)) is clashes


def test_nobody_guesses_by_the_length_of_words_that_are_not_printed(folder: Path) -> None:
    project = Project(load(folder / "birds.yaml"))
    for each in project.exercises(QuizOptions(forms=("choice",))):
        assert static_gains(each) == {}
        assert static_gains(structs.replace(each, option_pictures=())) != {}


# On paper


def files_by_name(folder: Path) -> dict[str, str]:
    project = Project(load(folder / "birds.yaml"))
    media = (fact.values["look"][0].content for fact in project.deck.facts.values())
    return {
        Path(each.path).stem: each.file.name
        for each in media
        if isinstance(each, Media) and each.file
    }


@pytest.mark.parametrize(
    "options", [(), ("--columns", "1"), ("--columns", "3"), ("--large-print",)], ids=str
)
@pytest.mark.parametrize("name", ["quiz", "quiz-worked"])
def test_the_letters_are_those_of_the_manifest(
    folder: Path, name: str, options: tuple[str, ...]
) -> None:
    made = quiz(*options)
    pdf = Path("paper", f"{name}.pdf").read_bytes()
    files = files_by_name(folder)
    count = {(): 2, ("--columns", "3"): 3}.get(options, 1)
    across = {("--columns", "3"): 1, ("--columns", "1"): 4}.get(options, 2)
    seen = list(printed_options(pdf, made, COLOURS))
    # An eighth item would share three pictures with another.
    assert len(seen) == len(made["items"]) >= len(BIRDS) - 1
    for each, place, page, letters, pictures in seen:
        wanted = [each["option_pictures"][index]["file"] for index in place["options"]]
        assert [files[picture.name] for picture in pictures] == wanted
        columns = {page.column_of(letter, count) for letter in letters}
        assert len(columns - {None}) == len(columns) == 1, "an item stands in one column"
        for picture, letter in zip(pictures, letters, strict=True):
            width, height = BIRDS[picture.name][1]
            shown_wide, shown_high = picture.right - picture.left, picture.bottom - picture.top
            assert letter.right < picture.left, "the letter stands outside the picture"
            assert picture.right < page.width - 50
            assert picture.bottom < page.height - 50
            if width:
                assert shown_wide <= width + 1, "no pixel is larger than 1/72 inch"
                assert shown_wide / shown_high == pytest.approx(width / height, rel=0.1)
        tops = sorted(picture.top for picture in pictures)
        rows = 1 + sum(after - before > 9 for before, after in pairwise(tops))
        assert rows == 4 // across, "so many stand beside each other"


@pytest.mark.usefixtures("folder")
def test_large_print_has_larger_pictures() -> None:
    sizes = {}
    for name, options in {"usual": (), "large": ("--large-print",)}.items():
        made = quiz(*options, out=name)
        shown = [
            s
            for *_, pictures in printed_options(Path(name, "quiz.pdf").read_bytes(), made, COLOURS)
            for s in pictures
        ]
        sizes[name] = min(each.bottom - each.top for each in shown if each.name == "crow")
    assert sizes["large"] > 1.5 * sizes["usual"]


@pytest.mark.usefixtures("folder")
def test_right_is_told_by_a_tick_and_a_frame() -> None:
    made = quiz()
    pdf = Path("paper/quiz-worked.pdf").read_bytes()
    rendered = {
        page.text: Rendered(pdf, number, page, COLOURS) for number, page in enumerate(pages(pdf))
    }
    for each, place, page, letters, pictures in printed_options(pdf, made, COLOURS):
        shown = rendered[page.text]
        for index, letter, picture in zip(place["options"], letters, pictures, strict=True):
            around = [
                shown.at(picture.left - 1.7, y) for y in (picture.top + 4, picture.bottom - 4)
            ]
            before = page.chars[page.chars.index(letter) - 1].text
            if index in each["key"]:
                assert all(max(colour) < 60 for colour in around)
                assert before == "✓"
            else:
                assert all(min(colour) > 200 for colour in around)
                assert before != "✓"


@pytest.mark.usefixtures("folder")
def test_every_version_says_what_each_picture_shows() -> None:
    made = quiz("--versions", "3", "--answer-sheet")
    words = sorted(picture["alt"] for each in made["items"] for picture in each["option_pictures"])
    assert len(words) == 4 * len(made["items"])
    assert (
        alternatives(Path("paper/quiz.pdf"))
        == alternatives(Path("paper/quiz-worked.pdf"))
        == sorted(words * 3)
    )
    pdf = Path("paper/quiz.pdf").read_bytes()
    orders = set()
    for version in range(3):
        section = papers(made)[version][0]
        orders.add(
            tuple(
                tuple(place["options"])
                for *_, place in sorted(section, key=lambda entry: entry[1]["id"])
            )
        )
    assert len(orders) == 3, "versions have orders of their own"
    assert len(pypdfium2.PdfDocument(pdf)) >= 3
    key = " ".join(page.words for page in pages(Path("paper/quiz-key.pdf").read_bytes()))
    for each in made["items"]:
        assert each["answer"] in key
        places = [
            f"{made['versions'][version]['version']}: {number} "
            f"{LETTERS[place['options'].index(each['key'][0])]}"
            for version in range(3)
            for number, other, place in papers(made)[version][0]
            if other["id"] == each["id"]
        ]
        assert " · ".join(places) in key
    rows = [row for layout in made["sheet"]["layouts"].values() for row in layout["rows"]]
    assert [row["letters"] for row in rows] == [["A", "B", "C", "D"]] * len(made["items"])


@pytest.mark.usefixtures("folder")
def test_the_manifest_keeps_the_pictures() -> None:
    made = quiz("--items", "5")
    jsonschema.validate(
        made,
        json.loads((shipped("templates") / "print" / "manifest.schema.json").read_text("utf-8")),
    )
    shown = {picture["file"] for each in made["items"] for picture in each["option_pictures"]}
    assert {path.name for path in Path("paper/pictures").iterdir()} == shown
    manifest = read_manifest(Path("paper/quiz.json"))
    assert read_back(to_json(manifest)) == manifest
    before = {
        name: Path("paper", name).read_bytes()
        for name in ("quiz.pdf", "quiz-worked.pdf", "quiz.json")
    }
    for path in Path().glob("*.*"):
        path.unlink()
    for name in ("quiz.pdf", "quiz-worked.pdf"):
        Path("paper", name).unlink()
    told = run("quiz", "paper/quiz.json", "--worked")
    assert told.exit_code == 0, told.output
    assert {name: Path("paper", name).read_bytes() for name in before} == before, (
        "without the deck, the same papers"
    )


@pytest.mark.usefixtures("folder")
def test_a_key_is_printed_again_without_pictures() -> None:
    quiz("--items", "5")
    for path in Path("paper/pictures").iterdir():
        path.unlink()
    before = Path("paper/quiz-key.pdf").read_bytes()
    Path("paper/quiz-key.pdf").unlink()
    for wanted in (("--pdf", "key"), ("--pdf", "none", "--answer-sheet")):
        told = run("quiz", "paper/quiz.json", *wanted)
        assert told.exit_code == 0, told.output
    assert Path("paper/quiz-key.pdf").read_bytes() == before
    assert run("quiz", "paper/quiz.json", "--pdf", "quiz").exit_code == 1
    assert run("quiz", "paper/quiz.json", "--pdf", "none", "--worked").exit_code == 1


@pytest.mark.usefixtures("folder")
def test_other_pictures_are_another_quiz() -> None:
    quiz("--items", "5")
    manifest = read_manifest(Path("paper/quiz.json"))
    first = manifest.items[0]
    other = (Picture("quiz" + "gen-" + "0" * 32 + ".png", "x", 1, 1), *first.option_pictures[1:])
    changed = replace(manifest, items=(replace(first, option_pictures=other), *manifest.items[1:]))
    assert changed.fingerprint != manifest.fingerprint
    for damage, told in (
        (first.option_pictures[1:], "does not have a picture for each option"),
        (
            (replace(other[0], file="../../birds.yaml"), *other[1:]),
            "is not a name that quizgen gives to pictures",
        ),
    ):
        damaged = replace(
            manifest, items=(replace(first, option_pictures=damage), *manifest.items[1:])
        )
        with pytest.raises(ValueError, match=told):
            read_back(to_json(replace(damaged, versions=manifest.versions)))


@pytest.mark.usefixtures("folder")
def test_a_template_of_the_users_own() -> None:
    Path("own").mkdir()
    own = (
        '#let contract = 1\n#import "items.typ" as usual\n'
        '#import "lib.typ": *\n#let choice(item) = {\n'
    )
    own += (
        "  usual.stem(item)\n  [#item.option-pictures.len() to choose from]\n"
        "  usual.options(item)\n}\n"
    )
    Path("own/user.typ").write_text(own, "utf-8")
    made = quiz("--template", "own", "--items", "3")
    assert "4 to choose from" in pages(Path("paper/quiz.pdf").read_bytes())[0].words
    words = sorted(picture["alt"] for each in made["items"] for picture in each["option_pictures"])
    assert alternatives(Path("paper/quiz.pdf")) == words


def test_several_pictures_may_be_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = KIND.replace("{type: image, single: true}", "{type: image, many: true, complete: true}")
    path = write(tmp_path, kind=kind)
    text = path.read_text("utf-8").replace(
        "look: {value: gull.png, alt: a yellow bill}",
        "look: [{value: gull.png, alt: a yellow bill}, {value: swan.png, alt: grey wings}]",
    )
    path.write_text(re.sub(r"  swan: .*\n", "", text), "utf-8")
    monkeypatch.chdir(tmp_path)
    (each,) = quiz("--forms", "multiple", "--items", "1")["items"]
    files = files_by_name(tmp_path)
    right = {each["option_pictures"][index]["alt"] for index in each["key"]}
    assert right == {"a yellow bill", "grey wings"}
    assert files["gull"] in {picture["file"] for picture in each["option_pictures"]}
    assert len(each["options"]) >= 4
    assert len(alternatives(Path("paper/quiz.pdf"))) == len(each["options"])


# In Anki


@pytest.mark.usefixtures("folder")
def test_choice_cards_are_imported_with_their_pictures(collection: Collection) -> None:
    assert run("anki", "birds.yaml", "--choice").exit_code == 0
    first = import_package(collection, Path("birds.apkg"))
    assert first.new == 16
    checked = collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])
    assert len(list(Path(collection.media.dir()).iterdir())) == len(BIRDS)
    assert check_database(collection) == []
    assert import_package(collection, Path("birds.apkg")).duplicate == 16
    for card in cards(collection):
        if card.note()["Key"].endswith("/choice"):
            front = render(card).front
            assert (
                len(
                    re.findall(
                        r'<li><div class="media"><img src="quizgen-[0-9a-f]{32}\.\w+" alt="', front
                    )
                )
                == 4
            )
            assert 'data-right="' not in front
            assert card.note()["Answer"] in render(card).back


def test_pushed_cards_have_their_pictures(folder: Path, collection: Collection) -> None:
    text = (folder / "birds.yaml").read_text("utf-8")
    (folder / "birds.yaml").write_text(
        text.replace("quiz:", "anki: {choice: true}\nquiz:"), "utf-8"
    )
    with running(collection) as service:
        assert "16 new" in run("push", "birds.yaml", "--url", service.url).output
        assert list(collection.media.check().missing) == []
        Image.new("RGB", (300, 200), (9, 9, 9)).save(folder / "gull.png")
        told = run("push", "birds.yaml", "--url", service.url).output
        assert "0 new" in told
        assert "0 changed" not in told
        assert list(collection.media.check().missing) == []
        assert "0 new, 0 changed" in run("push", "birds.yaml", "--url", service.url).output


def test_the_place_of_the_key_tells_nothing(tmp_path: Path) -> None:
    birds = [
        f"b{n}: {{name: bird number {n}, look: {{value: b{n}.png, alt: pattern {n}}}}}"
        for n in range(40)
    ]
    for number in range(40):
        Image.new("RGB", (8, 8), (number, 1, 1)).save(tmp_path / f"b{number}.png")
    project = Project(load(write(tmp_path, *birds)))
    deck = make_notes(
        project.base,
        project.prompts,
        project.items(QuizOptions()),
        wanted_cards(project.deck.anki, choice=True),
    )
    made = [note for note in deck.notes if isinstance(note, ChoiceNote)]
    assert len(made) == 48
    for note in made:
        assert [picture.alt for picture in note.pictures] == [
            option[0].lower() + option[1:] for option in note.options
        ]
        assert note.key == f"birds/{note.key.split('/')[1]}/look/choice"
    assert max(sum(note.right == place for note in made) for place in range(4)) < 20


@pytest.mark.parametrize("mode", ["card", "card nightMode"])
@pytest.mark.parametrize("width", [400, 1000])
@pytest.mark.usefixtures("folder")
def test_answering_by_a_picture(
    collection: Collection, browser: Browser, width: int, mode: str
) -> None:
    run("anki", "birds.yaml", "--choice")
    import_package(collection, Path("birds.apkg"))
    card = next(
        card for card in cards(collection) if card.note()["Key"] == "birds/birds/crow/look/choice"
    )
    media = Path(collection.media.dir())
    context = new_context(browser, viewport={"width": width, "height": 700})
    context.route(
        f"{ADDRESS}quizgen-*",
        lambda route: route.fulfill(path=media / route.request.url.rsplit("/", 1)[1]),
    )
    page, sides = card_page(context), render(card)
    show_side(page, sides.front, sides.css, mode)
    page.wait_for_function(
        "Array.from(document.images).every((each) => each.complete && each.naturalWidth)"
    )
    boxes = page.evaluate(
        """Array.from(document.querySelectorAll('ol.options > li'), (option) => {
          const both = [option, option.querySelector('img')];
          const [outer, inner] = both.map((each) => each.getBoundingClientRect());
          const sides = (each) => [each.left, each.top, each.right, each.bottom];
          return [sides(outer), sides(inner), option.querySelector('img').alt];
        })"""
    )
    assert len(boxes) == 4
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for (left, top, right, bottom), inner, _ in boxes:
        assert left <= inner[0] < inner[2] <= right
        assert top <= inner[1] < inner[3] <= bottom
        assert inner[2] - inner[0] >= 20, "a drawing without a size of its own is seen, too"
    assert len({round(box[2] - box[0]) for box, *_ in boxes}) == 1, "all boxes are of one size"
    # Choose the second by its digit, then the one below the first by the arrow keys.
    page.keyboard.press("2")
    assert page.locator("li.chosen img").get_attribute("alt") == boxes[1][2]
    page.keyboard.press("ArrowDown")
    assert page.locator("li.chosen img").get_attribute("alt") == boxes[2][2]
    show_side(page, sides.back, sides.css, mode)
    assert [page.locator("ol.options img").nth(n).get_attribute("alt") for n in range(4)] == [
        box[2] for box in boxes
    ]
    assert page.locator("li.right img").get_attribute("alt") == "all dark"
    assert page.locator("li.chosen img").get_attribute("alt") == boxes[2][2]
    assert page.locator(".answer").is_hidden()
    sign = page.evaluate("getComputedStyle(document.querySelector('li.right'), '::after').content")
    assert sign == '"✓"'
    context.close()
