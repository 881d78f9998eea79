"""Study cards, cut from the printed pages as if by scissors: each front has its own back."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from click.testing import CliRunner
from deck_support import SHIPPED, load, project_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs
from pdf_support import MM, Char, Page, pages
from PIL import ExifTags, Image
from scan_support import DPI, scanned
from study_card_support import card, deck, rendered

from quizgen.cli import main
from quizgen.diagnostics import Place, QuizgenError, Severity
from quizgen.export.cards import study_cards
from quizgen.media.model import Media, MediaFile
from quizgen.paper import card_pdf
from quizgen.paper.card_pdf import CardGrid
from quizgen.paper.study_cards import CardDeck, Run, Side, StudyCard, make_cards
from quizgen.project import Project

NEAR, COLOUR_DPI = 0.2, 200
# Crop marks are sought from the edge of the paper to here, in mm.
MARKS_X, MARKS_Y = (8, 10.5), (10, 12.5)
HOSTILE = (
    "#panic()",
    "*x* _y_ $z$",
    "@ref <label>",
    "C:\\new\\u{41}",
    "[x] ]] #[",
    "= heading",
    "</svg>&amp;",
)


def refused(made: CardDeck, **options: object) -> QuizgenError:
    with pytest.raises(QuizgenError) as caught:
        rendered(made, **options)
    return caught.value


def cuts(image: np.ndarray, *, across: bool) -> list[float]:
    """Return the cuts that the crop marks along one margin show, in mm."""
    dark = image < 128
    low, high = (round(edge * DPI / 25.4) for edge in (MARKS_Y if across else MARKS_X))
    strip = dark[low:high].all(axis=0) if across else dark[:, low:high].all(axis=1)
    places = np.flatnonzero(strip)
    groups = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    return [float(group.mean() + 0.5) * 25.4 / DPI for group in groups]


def cell_of(
    char: Char, page: Page, columns: list[float], rows: list[float]
) -> tuple[int, int] | None:
    """Return the column and row of the card that contains a character.

    It is None in the head of the page.
    """
    left, right = char.left / MM, char.right / MM
    top, bottom = (page.height - char.top) / MM, (page.height - char.bottom) / MM
    if bottom < rows[0]:
        return None
    column = next(n for n, edge in enumerate(columns[1:]) if right < edge)
    row = next(n for n, edge in enumerate(rows[1:]) if bottom < edge)
    assert left > columns[column], char
    assert top > rows[row], char
    return column, row


def cut_out(pdf: bytes, flip: str) -> list[tuple[str, str]]:
    """Cut each sheet along the marks of its front.

    Returns the front and the back of each card, without white space.
    """
    read, found = pages(pdf), []
    for number in range(0, len(read), 2):
        images = scanned(pdf, number), scanned(pdf, number + 1)
        columns, rows = cuts(images[0], across=True), cuts(images[0], across=False)
        width, height = (side * 25.4 / DPI for side in reversed(images[0].shape))
        behind_columns, behind_rows = cuts(images[1], across=True), cuts(images[1], across=False)
        if flip == "long":
            behind_columns = [width - place for place in reversed(behind_columns)]
        else:
            behind_rows = [height - place for place in reversed(behind_rows)]
        assert max(map(abs, np.subtract(columns, behind_columns))) < NEAR
        assert max(map(abs, np.subtract(rows, behind_rows))) < NEAR
        found += _cards(read[number], read[number + 1], columns, rows, flip)
    return found


def _cards(
    front: Page, back: Page, columns: list[float], rows: list[float], flip: str
) -> list[tuple[str, str]]:
    sides: list[dict[tuple[int, int], str]] = []
    for page in (front, back):
        held: dict[tuple[int, int], str] = {}
        for char in page.chars:
            cell = cell_of(char, page, columns, rows)
            if cell:
                # The reader of a PDF shows a hyphen at the end of a line like this.
                held[cell] = held.get(cell, "") + char.text.replace("\x02", "-")
        sides.append(held)
    last_column, last_row = len(columns) - 2, len(rows) - 2
    turned = {
        ((last_column - column, row) if flip == "long" else (column, last_row - row)): text
        for (column, row), text in sides[1].items()
    }
    assert set(turned) == set(sides[0])
    order = sorted(sides[0], key=lambda cell: (cell[1], cell[0]))
    return [(sides[0][cell], turned[cell]) for cell in order]


@pytest.mark.parametrize("flip", ["long", "short"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    ("columns", "rows", "count"),
    [(2, 4, 19), (1, 1, 2), (5, 8, 47), (3, 3, 9), (1, 8, 3), (5, 1, 7)],
)
def test_each_front_has_its_own_back(
    columns: int, rows: int, count: int, paper: str, flip: str
) -> None:
    made = deck(*(card(n) for n in range(1, count + 1)))
    pdf = rendered(made, grid=CardGrid(columns, rows, paper, flip))
    expected = [(f"tag·facts{n}Front{n}.", f"{n}Back{n}.Source{n}.") for n in range(1, count + 1)]
    assert cut_out(pdf, flip) == expected
    size = {"a4": (595, 842), "letter": (612, 792)}[paper]
    assert {(round(page.width), round(page.height)) for page in pages(pdf)} == {size}
    edge = "long" if flip == "long" else "short"
    assert f"flipped on the {edge} edge" in pages(pdf)[0].words


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_cards_of_a_shipped_deck(path: Path) -> None:
    project = Project(load(path))
    pdf, made = study_cards(project)
    assert len(made.cards) == len(project.recalled)
    found = cut_out(pdf, "long")
    assert len(found) == len(made.cards)
    for number, ((front, back), each) in enumerate(zip(found, made.cards, strict=True), 1):
        asked = "".join(run.words for run in each.front.words)
        assert front == ink(" · ".join(each.tags) + f"{number}{asked}")
        words = [
            "".join(run.words for run in each.back.words),
            *each.back.remarks,
            each.back.citation,
        ]
        assert back == str(number) + ink("".join(words))


def ink(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_card_tells_question_answer_remarks_source_and_tags(tmp_path: Path) -> None:
    project = project_of(
        tmp_path,
        """\
        tags: [course]
        source: {title: Notes, author: A. Author}
        treaties:
          start:
            name: New START
            expires: {value: 2021-02-05, now: it was extended to 2026}
            paragraph: 10
        statements:
          said: {text: "{{Ada|person}} wrote to {{Charles|person}}.", paragraph: 3, tags: [letters]}
        """,
    )
    cards = make_cards(project.base, project.prompts).cards
    treaty, first = cards[0], cards[-2]
    assert treaty.fact == "treaties/start"
    assert treaty.tags == ("course", "treaties")
    assert treaty.back.words == (Run("February 5, 2021", strong=True),)
    assert treaty.back.remarks == ("Since then: it was extended to 2026.",)
    assert treaty.back.citation == "A. Author, “Notes”, paragraph 10"
    assert first.tags == ("course", "statements", "letters")
    assert first.front.words == (Run("______ (person) wrote to Charles."),)
    assert first.back.words == (
        Run("Ada", strong=True),
        Run(" wrote to "),
        Run("Charles"),
        Run("."),
    )
    assert {
        each.fact for each in make_cards(project.base, project.prompts, ["statements"]).cards
    } == {"statements/said"}


words = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=60),
        st.text(alphabet="абвгдёжЩЮ ", max_size=40),
        st.text(alphabet="אבגדה ", max_size=40),
        st.sampled_from(
            [
                *HOSTILE,
                "W" * 40,
                "https://example.org/a/very/long/way/to/somewhere?x=1",
                "\u202e",
                "\n\n",
            ]
        ),
    ),
    max_size=12,
).map(" ".join)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(words, words, words), min_size=1, max_size=6),
    st.integers(1, 5),
    st.integers(1, 8),
)
@example([("W" * 15, "M" * 400, "i")], 5, 8)
@example([("word " * 300, "", "x" * 2000)], 2, 4)
@example([("", "ЩЩЩЩ     ", "")], 5, 1)
@example([("", "0000000000=@", "")], 4, 1)
@example([("0" + "W" * 39, "", "")], 2, 8)
@example([("", "0000000@( ЩЩ", "")], 3, 1)
@example([("", "WWWWWWWWWWWWWW !", "")], 3, 1)
@example([("", "", "000 WWWWWWWWWWWWWWWWWWWWWW ")], 1, 1)
def test_whatever_is_written_stays_on_its_card(
    texts: list[tuple[str, str, str]], columns: int, rows: int
) -> None:
    """Unusual texts are printed within their cards, or refused together with their facts."""
    made = deck(*(card(n, f"{n}: {a}", b, remarks=(c,)) for n, (a, b, c) in enumerate(texts, 1)))
    try:
        pdf = rendered(made, grid=CardGrid(columns, rows))
    except QuizgenError as error:
        for found in error.diagnostics:
            assert found.code == "Q541"
            assert re.search(r"`facts/f\d`", found.message)
        return
    assert len(cut_out(pdf, "long")) == len(texts)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_prints_as_it_is(text: str) -> None:
    made = deck(card(1, text, text, remarks=(text,), citation=text), title=text)
    read = pages(rendered(made))
    assert [page.words.count(text) for page in read] == [2, 4]


def test_type_shrinks_before_a_text_is_refused() -> None:
    sizes = []
    for count in (5, 60, 120, 5000):
        made = deck(card(1), card(2, "word " * count), card(3, back="word " * count))
        if count == 5000:
            first, second = refused(
                made, place_of=lambda fact: Place(f"{fact}.yaml", 7)
            ).diagnostics
            assert (first.code, first.place) == ("Q541", Place("facts/f2.yaml", 7))
            assert "the front of a card made from `facts/f2`" in first.message
            assert "the back of a card made from `facts/f3`" in second.message
            assert "--grid" in first.help
            continue
        page = pages(rendered(made))[0]
        char = next(char for char in page.chars if char.text == "w")
        sizes.append(char.top - char.bottom)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1.4 * sizes[-1]


@pytest.mark.parametrize("grid", [CardGrid(2, 4), CardGrid(3, 3)])
def test_a_word_of_eighty_letters_breaks_before_all_words_become_small(grid: CardGrid) -> None:
    def height(text: str) -> float:
        char = next(
            char
            for char in pages(rendered(deck(card(1, text)), grid=grid))[0].chars
            if char.text == "x"
        )
        return char.top - char.bottom

    assert height("Why x? " + "abcdefghij" * 8) > 0.9 * height("Why x?")


def test_a_long_word_shrinks_rather_than_breaks() -> None:
    word = "Rindfleischetikettierungsüberwachungsaufgabe"
    assert word in pages(rendered(deck(card(1, f"Was ist die {word}?"))))[0].text


@pytest.mark.parametrize("text", ["x" * 50_000, "word " * 20_000])
def test_endless_text_is_refused_at_once(text: str) -> None:
    (found,) = refused(deck(card(1, text))).diagnostics
    assert found.code == "Q541"


def test_a_missing_glyph_is_told_with_its_fact() -> None:
    found = refused(
        deck(card(1), card(2, back="漢")), place_of=lambda fact: Place(f"{fact}.yaml")
    ).diagnostics
    assert [(each.code, each.place) for each in found] == [("Q501", Place("facts/f2.yaml"))]
    assert "the back of a card made from `facts/f2`" in found[0].message


def test_the_file_is_tagged_and_the_same_each_time() -> None:
    made = deck(*(card(n) for n in range(1, 12)))
    pdf = rendered(made, language="de")
    assert pdf == rendered(made, language="de")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "de"
        assert str(opened.docinfo["/Title"]) == "A title"
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert kinds_of(opened).count("/H1") == 1


def kinds_of(pdf: pikepdf.Pdf) -> list[str]:
    return [
        str(node.get("/S"))
        for node in pdf.objects
        if isinstance(node, pikepdf.Dictionary) and "/S" in node
    ]


def test_no_cards_are_an_empty_grid_of_pages() -> None:
    assert len(pages(rendered(deck()))) <= 1


def test_a_right_to_left_deck() -> None:
    pdf = rendered(deck(card(1, "מה זה?", "תשובה")), language="he")
    assert "מה זה?" in pages(pdf)[0].words or "?הז המ" in pages(pdf)[0].words


def test_a_number_keeps_its_unit_in_a_right_to_left_deck() -> None:
    fronts, backs = pages(rendered(deck(card(1, "מה המרחק?", "1,821 km")), language="he"))
    unit = next(char for char in backs.chars if char.text == "8")
    line = "".join(
        each.text
        for each in sorted(backs.chars, key=lambda char: char.left)
        if abs(each.bottom - unit.bottom) < unit.top - unit.bottom
    )
    assert "1,821km" in line
    # In text from right to left, a line starts on the right.
    for words in ("tag", "A title"):
        assert next(char.left for char in fronts.chars if char.text == words[0]) > fronts.width / 4


# Pictures and sounds


def picture(
    form: str, size: tuple[int, int] = (400, 300), mode: str = "RGB", *, turned: bool = False
) -> bytes:
    stream, exif = io.BytesIO(), Image.Exif()
    if turned:
        exif[ExifTags.Base.Orientation] = 6
    Image.new("RGB", size, "red").convert(mode).save(stream, form, exif=exif)
    return stream.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'
    b'<rect width="40" height="30" fill="red"/></svg>'
)


def media(
    data: bytes, suffix: str, size: tuple[int, int] = (400, 300), alt: str = "A red field"
) -> Media:
    return Media("image", f"red.{suffix}", alt, MediaFile(suffix, data, *size))


@pytest.mark.parametrize(
    "shown",
    [
        media(picture("PNG"), "png"),
        media(picture("PNG", mode="RGBA"), "png"),
        media(picture("PNG", mode="P"), "png"),
        media(picture("PNG", (30, 3000)), "png", (30, 3000)),
        media(picture("PNG", (4, 3)), "png", (4, 3)),
        media(picture("JPEG"), "jpg"),
        media(picture("JPEG", (3000, 300), turned=True), "jpg", (3000, 300)),
        media(picture("GIF"), "gif"),
        media(picture("WEBP"), "webp"),
        media(SVG, "svg", (40, 30)),
    ],
    ids=lambda each: f"{each.path}-{each.file.width}",
)
@pytest.mark.parametrize(("columns", "rows"), [(2, 4), (5, 8), (1, 1)])
def test_a_picture_stands_on_its_card(shown: Media, columns: int, rows: int) -> None:
    side = Side((Run("What is this?"),), pictures=(shown,))
    made = deck(StudyCard("facts/f1", (), side, Side((), pictures=(shown, shown))))
    pdf = rendered(made, grid=CardGrid(columns, rows))
    for number, count in enumerate((1, 2)):
        red = reds(pdf, number)
        ys, xs = np.nonzero(red)
        left = 12 + (columns - 1) * 186 / columns if number else 12
        assert (
            left
            < xs.min() * 25.4 / COLOUR_DPI
            < xs.max() * 25.4 / COLOUR_DPI
            < left + 186 / columns
        )
        assert 14 < ys.min() * 25.4 / COLOUR_DPI < ys.max() * 25.4 / COLOUR_DPI < 14 + 269 / rows
        if shown.file and (shown.file.width, shown.file.height) == (400, 300):
            # The picture is as large as the card allows and keeps its proportions.
            wide, high = np.ptp(xs) + 1, np.ptp(ys) + 1
            assert count == 2 or abs(wide / high - 4 / 3) < 0.05
            assert (
                high > 0.25 * 269 / rows * COLOUR_DPI / 25.4
                or wide > 0.35 * 186 / columns * COLOUR_DPI / 25.4
            )
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        alts = [
            str(node["/Alt"])
            for node in opened.objects
            if isinstance(node, pikepdf.Dictionary) and "/Alt" in node
        ]
        assert alts == ["A red field"] * 3
        assert kinds_of(opened).count("/Figure") == 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16"])
def test_a_picture_without_colours_is_printed(mode: str) -> None:
    side = Side((Run("What is this?"),), pictures=(media(picture("PNG", mode=mode), "png"),))
    assert (
        scanned(rendered(deck(StudyCard("facts/f1", (), side, Side(())))), 0) < 250
    ).mean() > 0.01


def reds(pdf: bytes, number: int) -> np.ndarray:
    import pypdfium2  # noqa: PLC0415  # in grey, as scan_support reads pages, red is dark as ink is

    document = pypdfium2.PdfDocument(pdf)
    try:
        image = np.asarray(
            document[number].render(scale=COLOUR_DPI / 72).to_pil().convert("RGB")
        ).astype(int)
    finally:
        document.close()
    return (image[:, :, 0] > 200) & (image[:, :, 1] < 90)


def test_a_picture_without_words_has_words_for_its_place() -> None:
    side = Side((Run("What is this?"),), pictures=(media(SVG, "svg", (40, 30), alt=""),))
    with pikepdf.open(
        io.BytesIO(rendered(deck(StudyCard("facts/f1", (), side, Side(())))))
    ) as opened:
        alts = [
            str(node["/Alt"])
            for node in opened.objects
            if isinstance(node, pikepdf.Dictionary) and "/Alt" in node
        ]
    assert alts == ["Picture"]


@pytest.mark.parametrize(
    "broken",
    [
        media(picture("PNG")[:60] + b"\0" * 40 + b"IEND\xaeB`\x82", "png"),
        media(b"\xff\xd8\xff\xe0nothing\xff\xd9", "jpg"),
        media(picture("JPEG", mode="CMYK"), "jpg"),
        media(SVG.replace(b"/></", '/><text x="2" y="9">漢</text></'.encode()), "svg", (40, 30)),
    ],
    ids=["png", "jpg", "cmyk", "letters"],
)
def test_a_picture_that_cannot_be_printed_is_told_with_its_fact(broken: Media) -> None:
    sound = Side((Run("Is this one?"),), pictures=(media(picture("PNG"), "png"),))
    side = Side((Run("What is this?"),), pictures=(structs.replace(broken, path="broken.png"),))
    made = deck(
        card(1),
        StudyCard("facts/f2", (), sound, Side(())),
        StudyCard("facts/f3", (), side, Side(())),
    )
    (found,) = refused(made, place_of=lambda fact: Place(f"{fact}.yaml", 3)).diagnostics
    assert (found.code, found.place) == ("Q543", Place("facts/f3.yaml", 3))
    assert "`broken.png` of `facts/f3`" in found.message
    assert "bug in quizgen" not in found.message


MEDIA_DECK = """\
kinds:
  birds:
    one: bird
    name: name
    fields:
      name: {type: text, required: true}
      looks: {type: image}
      song: {type: audio}
    questions:
      looks: {ask: "what does the {name} look like?", back: "which bird is this? {looks}"}
      song: {ask: "how does the {name} sing?", back: "which bird sings this? {song}"}
birds:
  robin:
    name: robin
    looks: {value: red.svg, alt: a red breast}
    song: {value: one.wav, transcript: a thin trill}
  wren:
    name: wren
    looks: {value: two.png, alt: a short tail}
    song: {value: two.wav, transcript: a loud rattle}
"""


def media_project(tmp_path: Path) -> Project:
    (tmp_path / "red.svg").write_bytes(SVG)
    (tmp_path / "two.png").write_bytes(picture("PNG"))
    for name, tone in (("one.wav", 1), ("two.wav", 2)):
        data = bytes([tone]) * 64
        header = (
            b"RIFF"
            + (36 + len(data)).to_bytes(4, "little")
            + b"WAVEfmt "
            + (16).to_bytes(4, "little")
        )
        wave = (
            header
            + b"\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data"
            + len(data).to_bytes(4, "little")
            + data
        )
        (tmp_path / name).write_bytes(wave)
    return project_of(tmp_path, MEDIA_DECK)


def test_pictures_are_printed_and_sounds_left_out(tmp_path: Path) -> None:
    project = media_project(tmp_path)
    pdf, made = study_cards(project)
    asked = ["".join(run.words for run in each.front.words) for each in made.cards]
    assert asked == [
        "What does the robin look like?",
        "Which bird is this?",
        "How does the robin sing?",
        "What does the wren look like?",
        "Which bird is this?",
        "How does the wren sing?",
    ]
    looks, bird, song = made.cards[:3]
    assert (
        [each.path for each in looks.back.pictures]
        == [each.path for each in bird.front.pictures]
        == ["red.svg"]
    )
    assert not looks.back.words
    assert song.back.words == (Run("A thin trill", strong=True),)
    assert [(each.code, each.severity) for each in made.diagnostics] == [
        ("Q542", Severity.INFO)
    ] * 2
    assert "2 of the cards: they ask with a sound" in made.diagnostics[0].message
    assert len(cut_out(pdf, "long")) == 6


# The command


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["cards", *arguments])
    assert "Traceback" not in result.output
    return result.exit_code, result.output


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(
        "deck: mine\ntitle: Mine\nterms:\n  a: {name: alpha, definition: the first}\n"
        "  b: {name: beta, definition: the second}\n"
        "questions:\n  q: {ask: Why?, answer: Because}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_command_writes_one_file(home: Path) -> None:
    code, output = run("mine.yaml")
    assert code == 0
    assert output.startswith("mine: 5 cards on 1 sheet of paper\n  mine-cards.pdf  ")
    assert sorted(path.name for path in home.iterdir()) == ["mine-cards.pdf", "mine.yaml"]
    assert len(cut_out((home / "mine-cards.pdf").read_bytes(), "long")) == 5


def test_the_options_of_the_command(home: Path) -> None:
    look = ["--grid", "1x2", "--flip", "short", "--paper", "letter"]
    assert run("mine.yaml", *look, "--kinds", "questions", "-q", "-o", "out/some.pdf") == (0, "")
    pdf = (home / "out" / "some.pdf").read_bytes()
    assert cut_out(pdf, "short") == [("questions1Why?", "1Because")]
    assert round(pages(pdf)[0].width) == 612


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--grid 6x1", "the largest is 5x8"),
        ("--grid 2x9", "the largest is 5x8"),
        ("--grid 0x1", "the largest is 5x8"),
        ("--grid two", "such as 2x4"),
        ("--grid ²x4", "such as 2x4"),
        ("--kinds terns", "did you mean `terms`?"),
        ("--flip wide", "is not one of"),
    ],
)
def test_wrong_usage(home: Path, options: str, told: str) -> None:
    code, output = run("mine.yaml", *options.split())
    assert code == 2
    assert told in output
    assert not list(home.glob("*.pdf"))


def test_what_does_not_fit_writes_nothing_and_names_its_place(home: Path) -> None:
    with (home / "mine.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"  long: {{ask: Why so?, answer: {'word ' * 900}}}\n")
    code, output = run("mine.yaml")
    assert code == 1
    assert "error[Q541]: the back of a card made from `questions/long`" in output
    assert "--> mine.yaml:8:3" in output
    assert not list(home.glob("*.pdf"))


def test_a_deck_without_questions_has_no_cards(home: Path) -> None:
    Path("bare.yaml").write_text(
        "deck: bare\ntitle: Bare\nterms:\n"
        "  a: {name: alpha, definition: the first, background: true}\n",
        encoding="utf-8",
    )
    code, output = run("bare.yaml")
    assert code == 1
    assert "Q544" in output
    assert not list(home.glob("*.pdf"))


def test_many_cards_are_set_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made = deck(
        *(card(number, f"question {number}", f"answer {number}") for number in range(1, 22))
    )
    grid = CardGrid(2, 2)
    whole = pages(rendered(made, grid=grid))
    monkeypatch.setattr(card_pdf, "_MOST_CARDS", 9)
    monkeypatch.setattr(card_pdf, "_ITEMS_A_DOCUMENT", 1)
    several = rendered(made, grid=grid)
    assert [page.text for page in pages(several)] == [page.text for page in whole]
    assert "Sheet 6 of 6" in pages(several)[-1].words
    with pikepdf.open(io.BytesIO(several)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert {each.title for each in pdf.open_outline().root} == {made.title}
    long = dataclasses.replace(made, cards=(*made.cards[:20], card(21, "word " * 900, "b")))
    (told,) = refused(long, grid=grid).diagnostics
    assert told.code == "Q541"
    assert "the front of a card made from" in told.message
    assert long.cards[20].fact in told.message


@pytest.mark.parametrize("length", ["42 miles", "5.51 g/cm³", "12 µm", "250 minutes"])
def test_a_unit_stays_with_its_number(length: str) -> None:
    """No line of a card ends between a number and its unit, whatever stands before it."""
    cards = [
        card(count, back="word " * count + f"about {length}", citation="") for count in range(1, 13)
    ]
    number, unit = length.split()
    seen = 0
    for page in pages(rendered(deck(*cards))):
        for found in re.finditer(re.escape(number + unit), page.ink):
            first, last = page.chars[found.start()], page.chars[found.end() - 1]
            assert abs(first.bottom - last.bottom) < 6
            seen += 1
    assert seen == len(cards)
