"""A user's template on every sheet: its functions work, errors are reported, bubbles stay."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from deck_support import ROOT
from pdf_support import MM, pages

from quizgen.cli import main
from quizgen.typeset import own_template, typesetting
from quizgen.typeset.compiling import Limits

DECK = str(ROOT / "decks" / "elements.yaml")
START = """#let contract = 1
#import "items.typ" as usual
#import "lib.typ": *
#import "page.typ" as usual-page
#import "answers.typ" as usual-key
#import "card-parts.typ" as usual-card
#import "sheet-parts.typ" as usual-sheet
"""
QUIZ = ("quiz", DECK, "--items", "12", "--forms", "choice,short", "--force")
SHEETS = {
    "quiz": (*QUIZ, "--pdf", "quiz"),
    "key": (*QUIZ, "--pdf", "key", "--versions", "3"),
    "cards": ("cards", DECK, "--kinds", "elements"),
    "answer-sheet": (*QUIZ, "--pdf", "none", "--answer-sheet", "--versions", "3"),
}
FILES = {
    "quiz": "quiz.pdf",
    "key": "quiz-key.pdf",
    "cards": "cards.pdf",
    "answer-sheet": "answer-sheet.pdf",
}


def template(folder: Path, code: str, start: str = START) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "user.typ").write_text(start + code, encoding="utf-8")
    return folder


def run(out: Path, sheet: str, own_folder: Path | None, *options: str) -> Result:
    place = str(out / "cards.pdf") if sheet == "cards" else str(out)
    given = ("--template", str(own_folder)) if own_folder else ()
    return CliRunner().invoke(main, [*SHEETS[sheet], "-o", place, *given, *options])


def made(out: Path, sheet: str, own_folder: Path | None, *options: str) -> bytes:
    done = run(out, sheet, own_folder, *options)
    assert done.exit_code == 0, done.output
    return (out / FILES[sheet]).read_bytes()


def words(pdf: bytes) -> str:
    return " ".join(page.words for page in pages(pdf))


def fonts(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(each.get("/BaseFont")).partition("+")[2].partition("-")[0]
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        }


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_is_ejected_changes_nothing(tmp_path: Path, sheet: str) -> None:
    folder = tmp_path / "own"
    assert CliRunner().invoke(main, ["template", "eject", str(folder)]).exit_code == 0
    assert made(tmp_path, sheet, folder) == made(tmp_path, sheet, None)


def test_every_function_is_shown_with_the_shipped_one() -> None:
    """The comments in the ejected file name every function that the templates call."""
    folder = ROOT / "templates" / "print"
    asked: set[str] = {f"sheet-{part}" for part in ("head", "fields", "instructions", "foot")}
    for path in folder.glob("*.typ"):
        text = path.read_text("utf-8")
        for call in ('pick("', 'own("'):
            asked |= {piece.partition('"')[0] for piece in text.split(call)[1:]}
    asked -= {"sheet-"}
    shown = (folder / "user.typ").read_text("utf-8")
    assert len(asked) > 15
    assert not {name for name in asked if f"// #let {name}(" not in shown}


OWN = [
    ("quiz", "title-line", "(title, letter) = heading[The title is #title]", 1),
    ("quiz", "running-footer", "(last) = [Foot of mine]", 1),
    ("quiz", "section-heading", "(section) = heading(level: 2)[Now: #section.title]", 2),
    ("key", "title-line", "(title, letter) = usual-page.title-line([Mine: #title], letter)", 1),
    ("key", "running-footer", "(last) = [Foot of mine ] + usual-page.running-footer(last)", 1),
    ("key", "key-head", "(version) = [A head of mine] + usual-key.head(version)", 1),
    (
        "key",
        "key-grid",
        "(grid) = [#grid.corner has #grid.rows.len() rows] + usual-key.grid-of-keys(grid)",
        1,
    ),
    ("key", "key-list", "(paper) = [Listed for #paper.tag] + usual-key.run-on(paper)", 3),
    ("key", "full-answer", "(item) = [Mine: ] + usual-key.full-answer(item)", 12),
    ("cards", "card-front", "(card) = [Asked: ] + usual-card.side(card.front)", 30),
    ("cards", "card-back", "(card) = [Told: #card.back.citation]", 30),
    ("cards", "card-foot", "(card) = [Foot #card.number]", 30),
    ("cards", "card-head", "(about) = [Above: #about.where]", 4),
    ("cards", "crop-marks", "() = place(top, [Cut here])", 4),
    ("answer-sheet", "sheet-head", "(sheet) = heading(level: 1, [Sheet #sheet.page])", 1),
    ("answer-sheet", "sheet-fields", "(sheet) = [Who are you?]", 1),
    ("answer-sheet", "sheet-instructions", "(sheet) = [Fill one bubble]", 1),
    ("answer-sheet", "sheet-foot", "(sheet) = [Below #sheet.id]", 1),
]
SEEN = {
    "The title is": "The title is ",
    "Now: #section": "Now: ",
    "Mine: #title": "Mine: ",
    "Foot of mine": "Foot of mine",
    "A head of mine": "A head of mine",
    "#grid.corner has": "Version has 3 rows",
    "Listed for": "Listed for Version ",
    "[Mine: ]": "Mine: ",
    "Asked": "Asked: ",
    "Told": "Told: ",
    "Foot #card": "Foot ",
    "Above": "Above: ",
    "Cut here": "Cut here",
    "Sheet #sheet": "Sheet 1",
    "Who": "Who are you?",
    "Fill one": "Fill one bubble",
    "Below": "Below Q1/",
}


@pytest.mark.parametrize(
    ("sheet", "name", "code", "least"), OWN, ids=[f"{each[0]} {each[1]}" for each in OWN]
)
def test_a_function_shows_on_its_sheet(
    tmp_path: Path, sheet: str, name: str, code: str, least: int
) -> None:
    seen = next(shown for part, shown in SEEN.items() if part in code)
    shown = words(made(tmp_path, sheet, template(tmp_path / "own", f"#let {name}{code}\n")))
    assert shown.count(seen) >= least
    assert seen not in words(made(tmp_path, sheet, None))


def test_the_strips_and_the_header_of_a_key(tmp_path: Path) -> None:
    code = (
        "#let key-strip(items) = [Strip of #items.len() items]\n"
        "#let running-header(tag, first) = context [On top]\n"
    )
    folder = template(tmp_path / "own", code)
    SHEETS["one key"] = ("quiz", DECK, "--items", "60", "--force", "--pdf", "key")
    FILES["one key"] = "quiz-key.pdf"
    try:
        shown = words(made(tmp_path, "one key", folder))
    finally:
        del SHEETS["one key"], FILES["one key"]
    assert shown.count("Strip of ") >= 4
    assert "On top" in shown


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_style_changes_fonts_and_knows_the_document(tmp_path: Path, sheet: str) -> None:
    code = f"""#let style(body) = {{
  assert(data.document == "{sheet}")
  set text(font: "New Computer Modern", fill: rgb(1, 2, 3))
  body
}}"""
    shown = fonts(made(tmp_path, sheet, template(tmp_path / "own", code)))
    assert any(name.startswith("NewCM") for name in shown)
    if sheet != "answer-sheet":
        assert not any(name.startswith("Libertinus") for name in shown)


ERRORS = {
    "quiz": "#let running-footer(last) = last.nix",
    "key": "#let full-answer(item) = item.nix",
    "cards": "#let card-foot(card) = card.nix",
    "answer-sheet": "#let sheet-head(sheet) = sheet.nix",
}


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize(
    "wrong",
    [".nix", '; read("/etc/passwd")', '; image("secret.png")', '; text(font: "Nowhere")[a]'],
)
def test_an_error_is_told_at_its_line(tmp_path: Path, sheet: str, wrong: str) -> None:
    head, _, _ = ERRORS[sheet].partition(" = ")
    given = head.partition("(")[2].rstrip(")")
    folder = template(
        tmp_path / "own", f"{head} = {{ {given}{wrong} }}" if wrong != ".nix" else ERRORS[sheet]
    )
    (folder / "secret.png").write_bytes(b"x")
    done = run(tmp_path / "out", sheet, folder)
    assert done.exit_code == 1
    assert "error[Q508]: " in done.output
    assert f"user.typ:{START.count(chr(10)) + 1}:" in done.output
    assert "Q503" not in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("sheet", ["key", "cards", "answer-sheet"])
def test_another_contract_is_refused(tmp_path: Path, sheet: str) -> None:
    done = run(tmp_path / "out", sheet, template(tmp_path / "own", "#let contract = 2", ""))
    assert done.exit_code == 1
    assert "error[Q507]" in done.output


@pytest.mark.parametrize("sheet", ["key", "cards", "answer-sheet"])
def test_a_function_that_takes_or_gives_something_else(tmp_path: Path, sheet: str) -> None:
    head, _, _ = ERRORS[sheet].partition("(")
    for code in (f"{head}(one, two, three) = one", f"{head}(one) = (5, 6)", f"{head} = 7"):
        done = run(tmp_path / "out", sheet, template(tmp_path / "own", code))
        # Typst prints a list as it is written if nothing is joined to it.
        assert done.exit_code == 1 or "(5, 6)" in code
        assert done.exit_code == 0 or "error[Q508]" in done.output


@pytest.mark.parametrize("sheet", ["key", "cards", "answer-sheet"])
@pytest.mark.parametrize(
    ("code", "stopped"),
    [
        ("for a in range(30000) { for b in range(30000) { } }", "does not end"),
        ('"x" * 4000000000', "megabytes of memory"),
    ],
)
def test_what_runs_away_is_stopped(
    tmp_path: Path, sheet: str, code: str, stopped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(seconds=3, megabytes=600)
    monkeypatch.setattr(typesetting, "LIMITS", limits)
    monkeypatch.setattr(own_template, "LIMITS", limits)
    head, _, _ = ERRORS[sheet].partition(" = ")
    done = run(tmp_path / "out", sheet, template(tmp_path / "own", f"{head} = {code}"))
    assert done.exit_code == 1
    assert "error[Q506]" in done.output
    assert stopped in done.output


WRONG = {"quiz": "choice", "key": "full-answer", "cards": "card-foot", "answer-sheet": "sheet-head"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_is_no_content_is_told_at_its_function(tmp_path: Path, sheet: str) -> None:
    name = WRONG[sheet]
    line = START.count("\n") + 1
    done = run(tmp_path / "out", sheet, template(tmp_path / "own", f"#let {name} = 5"))
    assert f"error[Q508]: `{name}` must be a function, and is of type integer" in done.output
    assert f"user.typ:{line}:6" in done.output
    done = run(tmp_path / "out", sheet, template(tmp_path / "own", f"#let {name}(it) = (a: 1)"))
    assert f"error[Q508]: `{name}` must return content, and returns type dictionary" in done.output
    assert f"user.typ:{line}:6" in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_style_that_leaves_out_the_sheet_is_refused(tmp_path: Path, sheet: str) -> None:
    for code in ("[]", "[Mine]", "none"):
        done = run(
            tmp_path / "out", sheet, template(tmp_path / "own", f"#let style(body) = {code}")
        )
        assert "error[Q508]: `style` leaves out" in done.output
        assert f"user.typ:{START.count(chr(10)) + 1}:6" in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_style_that_changes_nothing_adds_nothing(tmp_path: Path, sheet: str) -> None:
    plain = pages(made(tmp_path, sheet, None))
    assert (
        pages(made(tmp_path, sheet, template(tmp_path / "own", "#let style(body) = body"))) == plain
    )


@pytest.mark.parametrize(
    ("sheet", "code"), [("quiz", "question(item)"), ("cards", "card-front(card)")]
)
def test_a_question_that_prints_nothing_is_refused(tmp_path: Path, sheet: str, code: str) -> None:
    for nothing in ("[]", "none", '""'):
        done = run(tmp_path / "out", sheet, template(tmp_path / "own", f"#let {code} = {nothing}"))
        assert "returns nothing to print" in done.output


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_character_of_the_template_is_told_there(tmp_path: Path, sheet: str) -> None:
    name = WRONG[sheet]
    done = run(tmp_path / "out", sheet, template(tmp_path / "own", f"#let {name}(it) = [\u6f22]"))
    assert "error[Q501]: no available font can print" in done.output
    assert "in the template" in done.output
    column = len(f"#let {name}(it) = [") + 1
    assert f"user.typ:{START.count(chr(10)) + 1}:{column}" in done.output


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_template_is_told(tmp_path: Path, text: str) -> None:
    done = run(tmp_path / "out", "quiz", template(tmp_path / "own", text, ""))
    assert "error[Q505]" in done.output
    assert "user.typ` is empty" in done.output
    assert "quizgen template eject" in done.output
    assert "deck:" not in done.output


def test_a_card_that_does_not_fit_is_told(tmp_path: Path) -> None:
    for code in (
        "block(height: 20cm)",
        (
            "block(fill: red, usual-card.side((..card.front,"
            " words: ((words: [x], strong: false),) * 900)))"
        ),
    ):
        done = run(
            tmp_path / "out", "cards", template(tmp_path / "own", f"#let card-front(card) = {code}")
        )
        assert done.exit_code == 1
        assert "Q541" in done.output or "Q508" in done.output
        assert "Q503" not in done.output


def test_margins_of_a_style_do_not_move_cards(tmp_path: Path) -> None:
    plain = pages(made(tmp_path, "cards", None))
    moved = pages(
        made(
            tmp_path,
            "cards",
            template(tmp_path / "own", "#let style(body) = { set page(margin: 5cm); body }"),
        )
    )
    assert moved == plain


def test_the_decks_own_template_holds_for_its_key_and_cards(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    deck.write_text(
        Path(DECK).read_text("utf-8").replace("quiz: {", "quiz: {template: looks, ", 1),
        encoding="utf-8",
    )
    template(tmp_path / "looks", "#let full-answer(item) = [Mine]\n#let card-foot(card) = [Mine]")
    runner = CliRunner()
    assert runner.invoke(main, ["quiz", str(deck), "-o", str(tmp_path / "out")]).exit_code == 0
    assert (
        runner.invoke(main, ["cards", str(deck), "-o", str(tmp_path / "cards.pdf")]).exit_code == 0
    )
    for path in (tmp_path / "out" / "quiz-key.pdf", tmp_path / "cards.pdf"):
        assert words(path.read_bytes()).count("Mine") >= 20
    assert "Mine" not in words((tmp_path / "out" / "quiz.pdf").read_bytes())


HOSTILE_STYLE = """#let style(body) = {
  set text(font: "DejaVu Sans Mono", size: 14pt, fill: red)
  set page(margin: 3cm)
  set block(above: 3cm)
  body
}
"""
HOSTILE = """#let style(body) = {
  set text(font: "DejaVu Sans Mono", size: 14pt, fill: rgb(255, 0, 0))
  set par(leading: 2em)
  set circle(radius: 9mm)
  set rect(width: 9cm, fill: rgb(255, 0, 0))
  set block(above: 3cm)
  set place(dx: 3cm)
  show circle: none
  body
}
#let red = rgb(255, 0, 0)
#let cover = place(top + left, dx: -15cm, dy: -25cm, rect(width: 60cm, height: 80cm, fill: red))
#let mark = (what: "row", index: 0, x: 1, y: 1, form: 0, page: 0)
#let sheet-head(sheet) = cover + [Mine #metadata(mark)<mark>]
#let sheet-fields(sheet) = cover
#let sheet-instructions(sheet) = cover + if data.probe { v(10cm) }
#let sheet-foot(sheet) = cover
"""


def red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 200 and pixel[1] < 80 and pixel[2] < 80


@pytest.mark.parametrize(
    "options", [(), ("--large-print",), ("--paper", "letter", "--digits", "0")]
)
def test_no_template_moves_or_covers_what_a_machine_reads(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    made(tmp_path, "answer-sheet", None, *options)
    before = json.loads((tmp_path / "quiz.json").read_text("utf-8"))
    plain = pypdfium2.PdfDocument((tmp_path / "answer-sheet.pdf").read_bytes())
    made(tmp_path, "answer-sheet", template(tmp_path / "own", HOSTILE), *options)
    after = json.loads((tmp_path / "quiz.json").read_text("utf-8"))
    assert after == before
    hostile = pypdfium2.PdfDocument((tmp_path / "answer-sheet.pdf").read_bytes())
    (layout,) = after["sheet"]["layouts"].values()
    assert len(plain) == len(hostile) == len(layout["pages"])
    scale = 3
    covered = 0
    for number, page in enumerate(layout["pages"]):
        images = [
            document[number].render(scale=scale).to_pil().convert("RGB")
            for document in (plain, hostile)
        ]

        def same(x: float, y: float, reach: float, images: list[object] = images) -> bool:
            box = tuple(
                round(value * MM * scale) for value in (x - reach, y - reach, x + reach, y + reach)
            )
            one, other = (image.crop(box).tobytes() for image in images)  # type: ignore[attr-defined]
            return bool(one == other)

        assert all(same(each["x"], each["y"], each["side"] / 2) for each in page["markers"])
        qr = page["qr"]
        assert same(qr["x"] + qr["width"] / 2, qr["y"] + qr["height"] / 2, qr["width"] / 2)
        for bubble in (*page["bubbles"], *page["number"], *page["version"]):
            assert same(bubble["x"], bubble["y"], bubble["radius"])
        covered += sum(red(pixel) for pixel in images[1].resize((100, 140)).get_flattened_data())
    assert covered > 100, "the template has drawn what it may"


def test_a_style_may_not_lay_out_the_page_of_an_answer_sheet(tmp_path: Path) -> None:
    done = run(tmp_path / "out", "answer-sheet", template(tmp_path / "own", HOSTILE_STYLE))
    assert done.exit_code == 1
    assert "error[Q508]" in done.output
    for code in ("pagebreak()", "page([x])"):
        done = run(
            tmp_path / "out",
            "answer-sheet",
            template(tmp_path / "own", f"#let sheet-foot(sheet) = {code}"),
        )
        assert done.exit_code == 1
        assert "error[Q508]" in done.output


def test_a_part_that_needs_more_room_is_made_smaller_or_told(tmp_path: Path) -> None:
    code = "#let sheet-foot(sheet) = [#lorem({})]"
    shown = words(made(tmp_path, "answer-sheet", template(tmp_path / "own", code.format(60))))
    assert "Lorem ipsum" in shown
    done = run(tmp_path / "out", "answer-sheet", template(tmp_path / "own", code.format(900)))
    assert done.exit_code == 1
    assert "`sheet-foot` does not fit its place" in done.output


def test_a_style_of_larger_type_keeps_all_words_of_an_answer_sheet(tmp_path: Path) -> None:
    plain = words(made(tmp_path, "answer-sheet", None))
    code = '#let style(body) = { set text(font: "DejaVu Sans Mono"); body }'
    assert sorted(
        words(made(tmp_path, "answer-sheet", template(tmp_path / "own", code))).split()
    ) == sorted(plain.split())
