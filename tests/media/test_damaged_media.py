"""Pictures and sounds that are damaged, or that exhaust a machine, are refused in place."""

from __future__ import annotations

import base64
import contextlib
import random
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import HEADER
from media_support import (
    animation,
    deck_with,
    flac_headers,
    gif_of,
    jpeg_of,
    picture,
    png_of,
    sound,
    text_chunk,
    wav,
)
from PIL import GifImagePlugin, Image

from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic
from quizgen.media import pictures
from quizgen.media.formats import MAX_PIXELS, DamagedError
from quizgen.media.pictures import check_picture, is_cmyk, picture_size
from quizgen.media.sounds import check_sound
from quizgen.media.svg import clean_svg

MIB = 1024 * 1024
SOUND_PICTURES = {
    "rgb.png": picture("PNG"),
    "palette.png": picture("PNG", mode="P"),
    "two.png": picture("PNG", mode="1"),
    "alpha.png": picture("PNG", mode="RGBA"),
    "sixteen.png": png_of(2, 2, zlib.compress(b"\0abcd\0efgh"), depth=16),
    "interlaced.png": png_of(8, 8, zlib.compress(bytes(2 * 15)), interlaced=True),
    "moving.png": animation("PNG", 3),
    "usual.jpg": picture("JPEG"),
    "tiny.jpg": picture("JPEG", (1, 1)),
    "grey.jpg": picture("JPEG", mode="L"),
    "cmyk.jpg": picture("JPEG", mode="CMYK"),
    "progressive.jpg": picture("JPEG", progressive=True),
    "usual.gif": picture("GIF"),
    "moving.gif": animation("GIF", 5),
    "lossy.webp": picture("WEBP"),
    "lossless.webp": picture("WEBP", lossless=True),
    "moving.webp": animation("WEBP", 3),
}
DAMAGED_PICTURES = {
    "no-data.png": png_of(8, 8, None),
    "half-the-rows.png": png_of(8, 8, zlib.compress(bytes(2 * 4))),
    "half-of-a-pass.png": png_of(8, 8, zlib.compress(bytes(2 * 14)), interlaced=True),
    "no-zlib.png": png_of(8, 8, b"no compressed data"),
    "wrong-sum.png": SOUND_PICTURES["rgb.png"].replace(b"IDAT", b"IDAT\0", 1),
    "header.png": SOUND_PICTURES["rgb.png"][:33],
    "no-size.png": png_of(0, 8, zlib.compress(b"\0")),
    "half.jpg": SOUND_PICTURES["usual.jpg"][: len(SOUND_PICTURES["usual.jpg"]) * 3 // 4],
    "no-scan.jpg": SOUND_PICTURES["usual.jpg"].partition(b"\xff\xda")[0] + b"\xff\xd9",
    "half.gif": SOUND_PICTURES["moving.gif"][:-20],
    "header.gif": b"GIF89a",
    "half.webp": SOUND_PICTURES["lossy.webp"][:-20],
    "no-data.webp": b"RIFF\x04\0\0\0WEBP",
    # Files that would exhaust the machine.
    "text-bomb.png": png_of(8, 8, zlib.compress(bytes(16)), before=text_chunk(50 * MIB)),
    "many-scans.jpg": jpeg_of(2_500, 1000),
}
SOUNDS = {
    **{
        name: sound(name) for name in ("tone.mp3", "tone.ogg", "tone.opus", "tone.m4a", "tone.flac")
    },
    "tone.wav": wav(800),
}
DAMAGED_SOUNDS = {
    "tag.mp3": b"ID3",
    "header.mp3": b"\xff\xfb\x90\x00",
    "half.mp3": SOUNDS["tone.mp3"][:900],
    "noise.mp3": b"ID3\4\0\0\0\0\0\0" + b"\xff" * MIB,
    "page.ogg": b"OggS",
    "half.ogg": SOUNDS["tone.ogg"][:3000],
    "half.opus": SOUNDS["tone.opus"][:300],
    "pages.ogg": (b"OggS\0\0" + bytes(20) + b"\0") * 30_000,
    "no-frame.wav": wav(0),
    "half.wav": SOUNDS["tone.wav"][:400],
    "header.m4a": b"\0\0\0\x10ftypM4A \0\0\0\0",
    "half.m4a": SOUNDS["tone.m4a"][:1500],
    "boxes.m4a": b"\0\0\0\x10ftypM4A \0\0\0\0" + (b"\x00\x10\0\0moov" * 100_000),
    "headers.flac": flac_headers(SOUNDS["tone.flac"]),
    "header.flac": b"fLaC",
}


def suffix_of(name: str) -> str:
    """Return the name of the format that a file belongs to."""
    suffix = Path(name).suffix[1:]
    return "ogg" if suffix == "opus" else suffix


def problems_of(path: Path) -> tuple[Deck | None, tuple[Diagnostic, ...]]:
    loaded = load_deck(path)
    return loaded.deck, tuple(loaded.diagnostics)


def test_what_is_sound_is_taken_as_it_is(tmp_path: Path) -> None:
    every = SOUND_PICTURES | SOUNDS
    deck, problems = problems_of(deck_with(tmp_path, list(every.items())))
    assert problems == ()
    assert deck
    taken = {
        value.content.path: value.content.file
        for fact in deck.facts.values()
        for field in ("picture", "call")
        for value in fact.values.get(field, ())
    }
    assert {name: file.data for name, file in taken.items()} == every
    assert (taken["rgb.png"].width, taken["rgb.png"].height) == (16, 12)
    assert (taken["tone.mp3"].width, taken["tone.mp3"].height) == (0, 0)


@pytest.mark.parametrize("name", [*DAMAGED_PICTURES, *DAMAGED_SOUNDS])
def test_what_is_damaged_is_a_problem_at_its_place(name: str, tmp_path: Path) -> None:
    data = (DAMAGED_PICTURES | DAMAGED_SOUNDS)[name]
    path = deck_with(tmp_path, [("sound.png", SOUND_PICTURES["rgb.png"]), (name, data)])
    (problem,) = problems_of(path)[1]
    text = path.read_text(encoding="utf-8").splitlines()
    assert problem.code == "Q232"
    assert text[problem.place.line - 1][problem.place.column - 1 :].startswith(name)
    assert "is damaged: it" in problem.message
    assert problem.help == "save it anew"


@pytest.mark.parametrize("name", ["rgb.png", "usual.jpg", "moving.gif", "lossy.webp"])
def test_no_cut_makes_a_picture_bring_the_program_down(name: str) -> None:
    data, suffix = SOUND_PICTURES[name], suffix_of(name)
    for length in range(len(data) - 1):
        try:
            picture_size(data[:length], suffix)
            check_picture(data[:length], suffix)
        except DamagedError:
            continue
        # The end marker of a JPEG and the checksum of a PNG don't affect the picture.
        assert suffix in {"jpg", "png"}
        assert length >= len(data) - 4


@pytest.mark.parametrize("name", SOUNDS)
def test_no_cut_makes_a_sound_bring_the_program_down(name: str) -> None:
    data = SOUNDS[name]
    refused = 0
    for length in range(0, len(data), 7):
        try:
            check_sound(data[:length], suffix_of(name))
        except DamagedError:
            refused += 1
    assert refused >= len(data) // 7 // 20


@pytest.mark.parametrize("name", [*SOUND_PICTURES, *SOUNDS])
def test_no_change_makes_a_file_bring_the_program_down(name: str) -> None:
    drawn = random.Random(name)  # noqa: S311 - the same changes in every run
    whole, suffix = (SOUND_PICTURES | SOUNDS)[name], suffix_of(name)
    for _ in range(40):
        changed = bytearray(whole)
        for _ in range(drawn.choice((1, 2, 8))):
            at = drawn.randrange(8, len(changed))
            changed[at : at + drawn.randrange(5)] = drawn.randbytes(drawn.randrange(5))
        with contextlib.suppress(DamagedError):
            if name in SOUNDS:
                check_sound(bytes(changed), suffix)
            else:
                picture_size(bytes(changed), suffix)
                check_picture(bytes(changed), suffix)


def test_sounds_are_read_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    check_sound(SOUNDS["tone.mp3"], "mp3")
    monkeypatch.setattr("quizgen.media.sounds._MOST_READS", {"mp3": 3})
    with pytest.raises(DamagedError):
        check_sound(SOUNDS["tone.mp3"], "mp3")


def test_pixels_are_counted_before_anything_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_decode", lambda *_: pytest.fail("it was decoded"))
    for name, data in {
        "large.png": png_of(60_000, 60_000, zlib.compress(b"")),
        "long.png": png_of(30_000, 1, zlib.compress(b"")),
        "large.gif": gif_of(1, 30_000),
    }.items():
        (problem,) = problems_of(deck_with(tmp_path, [(name, data)]))[1]
        assert problem.code == "Q232"
        assert "pixels" in problem.message
        assert "scale it down" in problem.help


def test_a_frame_that_enlarges_the_picture(tmp_path: Path) -> None:
    screen = b"GIF89a\x01\x00\x01\x00\x80\0\0\0\0\0\xff\xff\xff"
    frame = b"\x2c\0\0\0\0\x60\xea\x60\xea\0\x02\x02\x44\x01\x00"
    for data in (screen + frame + b"\x3b", gif_of(1, 1)[:-1] + frame + b"\x3b"):
        (problem,) = problems_of(deck_with(tmp_path, [("grows.gif", data)]))[1]
        assert problem.code == "Q232"


@pytest.mark.parametrize(
    ("frames", "side", "decoded"), [(10_000, 1, 400), (10_000, 6_000, 2), (3, 6_000, 2)]
)
def test_of_an_animation_few_frames_are_decoded(
    frames: int, side: int, decoded: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought = []
    seek = GifImagePlugin.GifImageFile.seek
    monkeypatch.setattr(
        GifImagePlugin.GifImageFile,
        "seek",
        lambda image, number: (sought.append(number), seek(image, number))[1],
    )
    data = gif_of(frames, side)
    assert picture_size(data, "gif") == (side, side)
    check_picture(data, "gif")
    assert len(sought) == decoded


def test_a_whole_picture_of_the_most_pixels_is_taken() -> None:
    data = png_of(6_324, 6_324, zlib.compress(bytes((1 + 791) * 6_324)))
    assert picture_size(data, "png") == (6_324, 6_324)
    check_picture(data, "png")


def test_a_deck_has_so_many_pixels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.deck.attach.MAX_DECK_PIXELS", 500)
    files = [(f"p{side}.png", picture("PNG", (side, 10))) for side in (20, 30, 40)]
    (problem,) = problems_of(deck_with(tmp_path, files))[1]
    assert (problem.code, problem.place.line) == ("Q006", 20)
    monkeypatch.setattr("quizgen.deck.attach.MAX_DECK_PIXELS", 900)
    assert problems_of(deck_with(tmp_path, files))[1] == ()


def test_pixels_within_drawings_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.deck.attach.MAX_DECK_PIXELS", 300)
    (problem,) = problems_of(deck_with(tmp_path, [("drawn.svg", svg_with(picture("PNG"), 2))]))[1]
    assert problem.code == "Q006"


def svg_with(data: bytes, times: int = 1) -> bytes:
    address = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    images = f'<image width="9" height="9" href="{address}"/>' * times
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{images}</svg>'.encode()


def test_a_drawing_holds_no_damaged_picture() -> None:
    assert b"<image" in clean_svg(svg_with(picture("PNG"))).data
    assert clean_svg(svg_with(DAMAGED_PICTURES["no-data.png"])).removed == ("image href",)


def test_pictures_in_a_drawing_have_the_most_pixels_together() -> None:
    side = 6_000
    data = png_of(side, side, zlib.compress(bytes((1 + side // 8) * side)))
    cleaned = clean_svg(svg_with(data, 2))
    assert cleaned.data.count(b"<image") == 1
    assert cleaned.pixels == side * side <= MAX_PIXELS


def test_four_colours_are_known_by_the_header() -> None:
    assert is_cmyk(SOUND_PICTURES["cmyk.jpg"], "jpg")
    assert not any(
        is_cmyk(data, suffix_of(name))
        for name, data in SOUND_PICTURES.items()
        if "cmyk" not in name
    )


def test_check_and_build_refuse_what_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck_with(tmp_path, [("a.mp3", b"ID3"), ("b.ogg", b"OggS"), ("c.png", png_of(8, 8, None))])
    monkeypatch.chdir(tmp_path)
    for command in ("check", "build", "anki", "quiz", "cards"):
        result = CliRunner().invoke(main, [command, "birds.yaml"])
        assert result.exit_code == 1
        assert result.output.count("error[Q232]") == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.mp3",
        "b.ogg",
        "birds.yaml",
        "c.png",
    ]


IMPORTED = """
import sys
from quizgen.cli import main
try:
    main(["check", sys.argv[1]])
except SystemExit as error:
    assert not error.code, error.code
print(sorted(name for name in sys.modules if name in {"PIL", "PIL.Image", "tinytag", "typst"}))
"""


@pytest.mark.parametrize(
    ("files", "imported"),
    [
        ([], []),
        ([("a.png", SOUND_PICTURES["rgb.png"])], ["PIL", "PIL.Image"]),
        ([("a.wav", SOUNDS["tone.wav"])], ["tinytag"]),
    ],
)
def test_a_deck_without_media_imports_no_decoder(
    files: list[tuple[str, bytes]], imported: list[str], tmp_path: Path
) -> None:
    path = deck_with(tmp_path, files)
    if not files:
        path.write_text(f"{HEADER}terms: {{a: {{name: a, definition: b}}}}\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", IMPORTED, str(path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == str(imported)


def test_pillow_keeps_its_own_bounds() -> None:
    """A program that uses quizgen as a library keeps its own settings of Pillow."""
    before = Image.MAX_IMAGE_PIXELS
    check_picture(SOUND_PICTURES["rgb.png"], "png")
    assert before == Image.MAX_IMAGE_PIXELS
