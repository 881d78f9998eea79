"""Make the pictures in the documentation: a printed quiz, cards, study cards, answer sheets.

Needs the test extra and Chromium, and Anki's desktop program for image occlusion. Usage:
python tests/scripts/make_picture.py
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import pypdfium2
from anki_support import cards, import_package, open_collection, render, render_all
from browser_support import ARGUMENTS, CHROMIUM, screenshot
from card_support import card_page, new_context, show_side
from desktop_pages import PYTHON, anki_page, fill
from PIL import Image
from playwright.sync_api import sync_playwright

from quizgen.anki.make_notes import wanted_cards
from quizgen.export.anki import package
from quizgen.export.cards import study_cards
from quizgen.export.paper import PaperWriter, Printing
from quizgen.export.writer import Source
from quizgen.language.labels import load_labels
from quizgen.paper.answer_sheet_pdf import AnswerSheet, SheetOwner, render_answer_sheets
from quizgen.project import Project, QuizOptions, read_projects
from quizgen.quiz.geometry import Row
from quizgen.quiz.make_manifest import make_manifest

HERE = Path(__file__).resolve().parents[1]
DECK = HERE.parent / "decks" / "us-russia-2020.yaml"
HEIGHT = 1100


def main() -> None:
    projects, _ = read_projects([DECK])
    project = projects[0]
    sheet_picture(project).save(HERE / "pictures" / "answer-sheet.png", optimize=True)
    side_by_side(study_cards(project)[0], 780).save(HERE / "pictures" / "cards.png", optimize=True)
    choice_picture(project).save(HERE / "pictures" / "choice.png", optimize=True)
    if PYTHON:
        occlusion_picture().save(HERE / "pictures" / "occlusion.png", optimize=True)
    manifest = make_manifest(project.base, project.paper(QuizOptions(seed=7)))
    printed = PaperWriter().write(Source(manifest=manifest), Printing(pdf="quiz"))
    page = page_picture(printed.files["quiz.pdf"])
    with tempfile.TemporaryDirectory() as folder:
        cards = card_pages(Path(folder), package(project).data)
        pictures = [screenshot(html, width=620, height=HEIGHT // 2 - 20) for html in cards]
    sheet = Image.new("RGB", (page.width + 660, HEIGHT + 40), "#d8dade")
    sheet.paste(page, (20, 20))
    for number, data in enumerate(pictures):
        sheet.paste(
            Image.open(io.BytesIO(data)).convert("RGB"),
            (page.width + 30, 20 + number * (HEIGHT // 2 + 10)),
        )
    sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(
        HERE / "pictures" / "overview.png", optimize=True
    )


def choice_picture(project: Project) -> Image.Image:
    """Return the back of a wrongly answered choice card, light and dark."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "deck.apkg"
        path.write_bytes(package(project, wanted_cards(project.deck.anki, choice=True)).data)
        collection = open_collection(Path(folder))
        import_package(collection, path)
        key = f"{project.deck.id}/treaties/new-start/expires/choice"
        sides = next(render(card) for card in cards(collection) if card.note()["Key"] == key)
        collection.close()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = card_page(new_context(browser, viewport={"width": 500, "height": 560}))
        sheet = Image.new("RGB", (1000, 560))
        for number, mode in enumerate(("card", "card nightMode night_mode")):
            show_side(page, sides.front, sides.css, mode)
            page.keyboard.press("2")
            show_side(page, sides.back, sides.css, mode)
            sheet.paste(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), (500 * number, 0))
        browser.close()
    return sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=48)


def sheet_picture(project: Project) -> Image.Image:
    """Return a class's answer sheet beside a student's."""
    rows = tuple(Row(str(number), ("A", "B", "C", "D")) for number in range(1, 41))
    mixed = tuple(
        replace(row, many=row.label in {"6", "17"}, by_hand=row.label == "40") for row in rows
    )
    deck, student = project.deck, SheetOwner("Name of a student", "", "10 b")
    sheets = (
        AnswerSheet(deck.id, "", deck.title, rows, digits=6, versions=("A", "B", "C")),
        AnswerSheet(deck.id, "s17", deck.title, mixed, version="B", student=student),
    )
    return side_by_side(render_answer_sheets(sheets, load_labels("en")).pdf, 780)


def side_by_side(pdf: bytes, height: int) -> Image.Image:
    """Return a file's first two pages side by side."""
    document = pypdfium2.PdfDocument(pdf)
    left, right = (
        document[number]
        .render(scale=height / document[number].get_height())
        .to_pil()
        .convert("RGB")
        for number in (0, 1)
    )
    sheet = Image.new("RGB", (left.width + right.width + 60, height + 40), "#d8dade")
    sheet.paste(left, (20, 20))
    sheet.paste(right, (left.width + 40, 20))
    return sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=32)


def page_picture(pdf: bytes) -> Image.Image:
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB")


def card_pages(folder: Path, data: bytes) -> list[str]:
    """Return the back of one card as pages, light and dark."""
    path = folder / "deck.apkg"
    path.write_bytes(data)
    collection = open_collection(folder)
    import_package(collection, path)
    answer, css = next(
        (back, css)
        for front, back, css in render_all(collection)
        if "New START" in front and "due to expire" in front
    )
    collection.close()
    return [
        f"<!doctype html><meta charset=utf-8><style>{css}</style><body class='{mode}'>{answer}"
        for mode in ("card", "card nightMode night_mode")
    ]


def occlusion_picture() -> Image.Image:
    """Return both sides of a card of the diagram in the documentation."""
    page = (HERE.parent / "docs" / "howto" / "diagrams.md").read_text("utf-8")
    facts = page.split("```text\n")[1].split("```")[0]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        deck = Path(folder) / "heart.yaml"
        deck.write_text(f"deck: heart\ntitle: The heart\n{facts}", encoding="utf-8")
        shutil.copy(HERE.parent / "docs" / "howto" / "heart.svg", folder)
        projects, _ = read_projects([deck])
        path = Path(folder) / "heart.apkg"
        path.write_bytes(package(projects[0]).data)
        collection = open_collection(Path(folder))
        import_package(collection, path)
        sides = render(next(card for card in cards(collection) if card.ord == 1))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        shots = []
        for html in (sides.front, sides.back):
            shown = anki_page(browser, Path(collection.media.dir()))
            fill(shown, html, sides.css)
            shown.wait_for_timeout(500)
            shots.append(Image.open(io.BytesIO(shown.screenshot())).convert("RGB"))
        browser.close()
        collection.close()
    return beside(shots)


def beside(shots: list[Image.Image]) -> Image.Image:
    """Return screenshots side by side, without the empty part below."""
    height = min(520, shots[0].height)
    sheet = Image.new("RGB", (sum(shot.width + 20 for shot in shots) + 20, height + 40), "#d8dade")
    left = 20
    for shot in shots:
        sheet.paste(shot.crop((0, 0, shot.width, height)), (left, 20))
        left += shot.width + 20
    return sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=64)


if __name__ == "__main__":
    main()
