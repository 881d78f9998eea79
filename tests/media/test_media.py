"""Pictures and sounds from the deck's folder to the learner's cards, with the real Anki."""

from __future__ import annotations

import io
import json
import shutil
import struct
import wave
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from anki_support import Collection, cards, check_database, import_package, render, shown_text
from ankiconnect_support import running
from click.testing import CliRunner
from deck_support import deck_of

from quizgen.bank.items import Item
from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.project import Project, QuizOptions

DECK = """\
deck: coast
title: The coast
kinds:
  birds:
    one: bird
    name: name
    fields:
      name: {type: text, required: true}
      picture: {type: image, single: true}
      call: {type: audio, single: true}
      wings: {type: text, single: true}
    questions:
      picture: {ask: "what does {name} look like?", back: "which bird is this? {picture}"}
      call: {back: "whose call is this? {call}"}
      wings: {ask: "how long are the wings of {name}? {picture}"}
birds:
  gull:
    name: the herring gull
    picture: {value: media/gull.png, alt: "grey wings & a <yellow> bill"}
    call: {value: media/gull.wav, transcript: a loud laugh}
    wings: 140 cm
  tern: {name: the tern, picture: {value: media/tern.svg, alt: a black cap}, wings: 80 cm}
  owl: {name: the owl, picture: {value: media/owl.png, alt: round eyes}, wings: 95 cm}
  crow: {name: the crow, picture: {value: media/crow.png, alt: all black}, wings: 90 cm}
"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" onload="alert(1)">'
    '<script>alert(2)</script><circle cx="5" cy="5" r="4"/></svg>'
)


def png(red: int, side: int = 8) -> bytes:
    """Return a picture of one color."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = b"".join(b"\0" + bytes((red, 0, 0)) * side for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def wav() -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(range(256)))
    return written.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "media").mkdir()
    for name, data in {
        "gull.png": png(1),
        "owl.png": png(2),
        "crow.png": png(2),
        "tern.svg": SVG.encode(),
        "gull.wav": wav(),
    }.items():
        (tmp_path / "media" / name).write_bytes(data)
    (tmp_path / "coast.yaml").write_text(DECK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def files(collection: Collection) -> set[str]:
    return {path.name for path in Path(collection.media.dir()).iterdir()}


@pytest.mark.usefixtures("folder")
def test_from_the_folder_to_the_card(collection: Collection) -> None:
    run("anki", "coast.yaml", "--choice", "--typed")
    import_package(collection, Path("coast.apkg"))
    checked = collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])
    # The owl and the crow share identical picture bytes, which are stored once.
    assert sorted(Path(name).suffix for name in files(collection)) == [
        ".png",
        ".png",
        ".svg",
        ".wav",
    ]
    assert all(name.startswith("quizgen-") for name in files(collection))
    assert check_database(collection) == []
    shown = {card.note()["Key"]: render(card) for card in cards(collection)}
    wings = shown["coast/birds/gull/wings"]
    assert '<img src="quizgen-' in wings.front
    assert 'alt="grey wings &amp; a &lt;yellow&gt; bill"' in wings.front
    assert "[anki:play:q:0]" in shown["coast/birds/gull/call"].front
    assert "a loud laugh" not in shown["coast/birds/gull/call"].front
    assert "a loud laugh" in shown_text(shown["coast/birds/gull/call"].back)
    assert any(key.endswith("/wings/choice") for key in shown)
    asked = {card.note()["Key"]: card for card in cards(collection)}
    assert "owl" not in "".join(key for key in asked if key.endswith("picture/back")), (
        "two birds share this picture"
    )


@pytest.mark.usefixtures("folder")
def test_drawings_are_stored_without_scripts() -> None:
    told = CliRunner().invoke(main, ["check", "coast.yaml"]).output
    assert "warning[Q234]: quizgen uses the SVG without `onload`, `script`" in told.replace(
        "`<script>`", "`script`"
    )
    run("anki", "coast.yaml")
    with zipfile.ZipFile("coast.apkg") as package:
        names = json.loads(package.read("media"))
        assert set(package.namelist()) == {"collection.anki2", "media", *names}
        (drawing,) = (
            package.read(number) for number, name in names.items() if name.endswith(".svg")
        )
    assert b"alert" not in drawing
    assert b"circle" in drawing


@pytest.mark.usefixtures("folder")
def test_the_same_folder_gives_the_same_bytes() -> None:
    run("anki", "coast.yaml", "-o", "one.apkg", "--no-lock")
    run("anki", "coast.yaml", "-o", "two.apkg", "--no-lock")
    assert Path("one.apkg").read_bytes() == Path("two.apkg").read_bytes()


def test_another_picture_under_the_same_name(folder: Path, collection: Collection) -> None:
    """Anki would keep its own file of the same name, so the name changes with the picture."""
    run("anki", "coast.yaml")
    import_package(collection, Path("coast.apkg"))
    before, notes = files(collection), len(collection.find_notes(""))
    (folder / "media" / "gull.png").write_bytes(png(9))
    run("anki", "coast.yaml")
    taken = import_package(collection, Path("coast.apkg"))
    assert (taken.new, taken.conflicting) == (0, 0)
    assert taken.updated == 2, (
        "the question that shows it, and the one that asks for it with its way back"
    )
    assert len(collection.find_notes("")) == notes
    (new,) = files(collection) - before
    checked = collection.media.check()
    assert (list(checked.missing), len(checked.unused)) == ([], 1)
    shown = {card.note()["Key"]: render(card) for card in cards(collection)}
    assert new in shown["coast/birds/gull/wings"].front


def test_pushed_pictures_arrive_before_the_fields_that_name_them(
    folder: Path, collection: Collection
) -> None:
    with running(collection) as service:
        first = run("push", "coast.yaml", "--url", service.url)
        assert f"coast: {len(collection.find_notes(''))} new, 0 changed" in first
        before = files(collection)
        (folder / "media" / "gull.png").write_bytes(png(9))
        (folder / "coast.yaml").write_text(DECK.replace("140 cm", "141 cm"), encoding="utf-8")
        run("push", "coast.yaml", "--url", service.url)
        assert len(files(collection) - before) == 1
        assert list(collection.media.check().missing) == []
        assert "0 new, 0 changed" in run("push", "coast.yaml", "--url", service.url)


def test_items_show_what_their_stem_shows(folder: Path) -> None:
    deck = load_deck(folder / "coast.yaml").deck
    assert deck is not None
    made = {item.id: item for item in Project(deck).items(QuizOptions()) if isinstance(item, Item)}
    (media,) = made["birds/gull/wings"].prompt.media
    assert media.file is not None
    assert (media.file.width, media.file.height) == (8, 8)
    assert media.path == "media/gull.png"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("secret.png", "Q007"),
        ("inside/../../secret.png", "Q007"),
        ("none.png", "Q001"),
        ("link.png", "Q007"),
    ],
)
def test_only_files_of_the_deck_are_read(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "secret.png").write_bytes(png(3))
    home = tmp_path / "home"
    (home / "inside").mkdir(parents=True)
    (home / "link.png").symlink_to(tmp_path / "secret.png")
    where = f"../{name}" if name == "secret.png" else name
    text = (
        DECK.split("birds:\n  gull", maxsplit=1)[0]
        + f"birds:\n  gull: {{name: gull, picture: {{value: {where}, alt: a bird}}}}\n"
    )
    (home / "deck.yaml").write_text(text, encoding="utf-8")
    (problem,) = load_deck(home / "deck.yaml").diagnostics
    assert problem.code == code
    assert problem.place.line == text.count("\n")
    assert problem.help


def test_a_deck_without_pictures_carries_none(tmp_path: Path) -> None:
    assert not deck_of(tmp_path, "terms: {a: {name: apple, definition: a fruit}}").files[1:]


@pytest.mark.usefixtures("folder")
def test_pictures_on_paper() -> None:
    run(
        "quiz",
        "coast.yaml",
        "--forms",
        "choice,true-false,short",
        "--items",
        "4",
        "-o",
        "paper",
        "--worked",
    )
    document = json.loads(Path("paper/quiz.json").read_bytes())
    shown = [picture for item in document["items"] for picture in item["pictures"]]
    assert len(shown) >= 3
    assert {path.name for path in Path("paper/pictures").iterdir()} == {
        picture["file"] for picture in shown
    }
    for name in ("quiz.pdf", "quiz-worked.pdf"):
        with pikepdf.open(Path("paper") / name) as pdf:
            alternatives = [str(each.Alt) for each in pdf.objects if _is_figure(each)]
        assert sorted(alternatives) == sorted(picture["alt"] for picture in shown)
    before = Path("paper/quiz.pdf").read_bytes()
    Path("paper/quiz.pdf").unlink()
    shutil.rmtree("media")
    run("quiz", "paper/quiz.json")
    assert Path("paper/quiz.pdf").read_bytes() == before, "printed again without the deck's folder"


def _is_figure(each: object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"


@pytest.mark.usefixtures("folder")
def test_a_manifest_names_no_file_elsewhere() -> None:
    run("quiz", "coast.yaml", "--items", "4", "-o", "paper")
    path = Path("paper/quiz.json")
    document = json.loads(path.read_bytes())
    pictured = next(item for item in document["items"] if item["pictures"])
    pictured["pictures"][0]["file"] = "../../coast.yaml"
    path.write_text(json.dumps(document), encoding="utf-8")
    refused = CliRunner().invoke(main, ["quiz", str(path)])
    assert refused.exit_code == 1
    assert "is not a name that quizgen gives to pictures" in refused.output


@pytest.mark.usefixtures("folder")
def test_a_manifest_with_another_picture() -> None:
    run("quiz", "coast.yaml", "--items", "4", "-o", "paper")
    before = Path("paper/quiz.pdf").read_bytes()
    changed, other = sorted(Path("paper/pictures").glob("*.png"))[:2]
    whole = changed.read_bytes()
    # A valid picture: only its name, which has a hash, shows that it is the wrong one.
    changed.write_bytes(other.read_bytes())
    refused = CliRunner().invoke(main, ["quiz", "paper/quiz.json"])
    assert refused.exit_code == 1
    assert f"error[Q546]: `{changed.name}` has changed since the quiz was printed" in refused.output
    assert f"--> {changed}" in refused.output
    assert f"help: restore `{changed.name}`" in refused.output
    assert Path("paper/quiz.pdf").read_bytes() == before
    assert changed.read_bytes() == other.read_bytes()
    # A key shows no picture.
    run("quiz", "paper/quiz.json", "--pdf", "key", "-o", "keys")
    assert not Path("keys/pictures").exists()
    changed.write_bytes(whole)
    run("quiz", "paper/quiz.json")
    assert Path("paper/quiz.pdf").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_a_manifest_without_its_pictures() -> None:
    run("quiz", "coast.yaml", "--items", "4", "-o", "paper")
    shutil.rmtree("paper/pictures")
    refused = CliRunner().invoke(main, ["quiz", "paper/quiz.json"])
    assert refused.exit_code == 1
    assert (
        "error[Q532]: the folder `pictures` beside the manifest lacks `quizgen-" in refused.output
    )
