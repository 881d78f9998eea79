"""Print the same quiz with quizgen, reportlab, fpdf2 and WeasyPrint, and compare them.

Needs `pip install reportlab fpdf2 weasyprint` and the Liberation fonts, which are about as wide as
quizgen's own; every file embeds its fonts. A missing library is skipped. The other files have no
tags and don't claim PDF/A or PDF/UA. Each library runs in its own process.

reportlab prints what quizgen prints: title and version, fields, headers with a line for the name,
and page numbers of each paper. The other two print less. None balances the columns of last pages.

There are three sizes: one quiz of 20 items, 30 versions of 40, and one quiz of 2000. With `--papers
N`, quizgen and reportlab print N papers of 40 items instead.
"""

from __future__ import annotations

import argparse
import html
import io
import os
import random
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS.parent), str(TESTS / "support")]

STEMS = (
    "Which of these took place in {n}, according to the article?",
    "Who held the post of {n} in October 2020?",
)
OPTIONS = (
    "the signing of the treaty",
    "the withdrawal of forces",
    "a meeting of presidents",
    "expelling diplomats",
)
COLUMNS = 2
FONTS = Path("/usr/share/fonts/truetype/liberation")
LINES = ("Name", "Class", "Date", "Score")
TO_DO = "Choose the one best answer to each question."


def versions(count: int, items: int) -> Iterator[list[tuple[str, list[str]]]]:
    """Yield the versions, each with items and options in a different order."""
    every = [
        (STEMS[n % 2].format(n=1000 + n), [f"{option} of {n}" for option in OPTIONS])
        for n in range(items)
    ]
    for seed in range(count):
        # This isn't about secrets: each version only needs a different order.
        chance = random.Random(seed)  # noqa: S311
        order = chance.sample(every, len(every))
        yield [(stem, chance.sample(options, len(options))) for stem, options in order]


def by_quizgen(count: int, items: int, *, personal: bool = False) -> bytes:
    """Print with quizgen; `personal` papers have names, and are printed on both sides."""
    from dataclasses import replace

    from quizgen.language.labels import load_labels
    from quizgen.paper.print_job import USUAL_STYLE
    from quizgen.paper.quiz_pdf import render_quiz
    from quizgen.quiz.manifest import (
        ItemOrder,
        Manifest,
        QuizItem,
        QuizSection,
        Student,
        Version,
    )

    orders = list(versions(count, items))
    made = {
        stem: QuizItem(stem, "choice", ("facts/f",), "x", stem, tuple(options), (0,))
        for stem, options in orders[0]
    }
    index = {stem: number for number, stem in enumerate(made)}

    def place_of(stem: str, options: list[str]) -> ItemOrder:
        return ItemOrder(index[stem], tuple(map(made[stem].options.index, options)))

    printed = tuple(
        Version(
            str(number),
            (tuple(place_of(*item) for item in order),),
            Student(str(number), f"Student {number}", "10b") if personal else None,
        )
        for number, order in enumerate(orders)
    )
    manifest = Manifest(
        "deck", "A title", "en", 1, "a4", tuple(made.values()), (QuizSection(),), printed
    )
    style = replace(USUAL_STYLE, duplex=personal)
    return render_quiz(manifest, load_labels("en").texts, layout=style)


def _numbering_canvas(width: float, side: float) -> type:
    """Return a canvas that adds the foot of each page at the end, when it knows how many there are.

    Pages have this width and these margins at their sides.
    """
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):
        def __init__(self, *given: object, **named: object) -> None:
            super().__init__(*given, **named)
            self.done: list[dict[str, object]] = []
            self.paper = -1

        def showPage(self) -> None:  # noqa: N802 - the library's name
            self.done.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            pages = [state["paper"] for state in self.done]
            for number, state in enumerate(self.done):
                self.__dict__.update(state)
                first, total = pages.index(self.paper), pages.count(self.paper)
                self.setFont("serif", 8.5)
                self.setFillGray(0.35)
                self.drawCentredString(width / 2, 30, f"Page {number - first + 1} of {total}")
                self.drawRightString(width - side, 30, "Quiz 9da727fdfa")
                super().showPage()
            super().save()

    return Numbered


def by_reportlab(count: int, items: int) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        HRFlowable,
        KeepTogether,
        NextPageTemplate,
        PageBreak,
        PageTemplate,
        Paragraph,
        Spacer,
        Table,
    )

    for name, face in (("serif", "Regular"), ("bold", "Bold"), ("italic", "Italic")):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"LiberationSerif-{face}.ttf"))
    body = ParagraphStyle("body", fontName="serif", fontSize=10.5, leading=13)
    stem_style = ParagraphStyle(
        "stem", parent=body, leftIndent=20, bulletFontName="bold", bulletFontSize=10.5
    )
    option_style = ParagraphStyle(
        "option",
        parent=body,
        leftIndent=38,
        bulletIndent=20,
        bulletFontName="serif",
        bulletFontSize=10.5,
    )
    head = ParagraphStyle("head", fontName="bold", fontSize=19, leading=24)
    note = ParagraphStyle("note", parent=body, fontName="italic")
    width, height = A4
    side, top, bottom, gap, above = 19 * mm, 22 * mm, 20 * mm, 9 * mm, 110
    line, column = width - 2 * side, (width - 2 * side - gap) / COLUMNS
    tall = height - top - bottom

    def columns(high: float) -> list[Frame]:
        places = (side + n * (column + gap) for n in range(COLUMNS))
        return [Frame(x, bottom, column, high, 0, 0, 0, 0) for x in places]

    numbering = _numbering_canvas(width, side)

    def on_first(canvas: Any, _: object) -> None:  # noqa: ANN401 - a canvas that numbers
        canvas.paper += 1

    def on_later(canvas: Any, _: object) -> None:  # noqa: ANN401 - as above
        version, base = f"Version {canvas.paper}", height - 45
        canvas.setFont("serif", 8.5)
        canvas.setFillGray(0.35)
        canvas.drawString(side, base, "A title     Name")
        canvas.line(side + 70, base - 2, width - side - 60, base - 2)
        canvas.drawRightString(width - side, base, version)
        canvas.line(side, base - 6, width - side, base - 6)

    top_frame = Frame(side, height - top - above, line, above, 0, 0, 0, 0)
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4)
    document.addPageTemplates(
        [
            PageTemplate("first", [top_frame, *columns(tall - above)], onPage=on_first),
            PageTemplate("later", columns(tall), onPage=on_later),
        ]
    )
    # What each table draws, and how wide the columns are: a word and a line to write on, twice.
    boxed = [("BOX", (1, 0), (1, 0), 0.8, "black")]
    lined = [("LINEBELOW", (n, 0), (n, -1), 0.5, "black") for n in (1, 3)]
    fields = Table(
        [[LINES[0], "", LINES[1], ""], [LINES[2], "", LINES[3], ""]],
        [30, line - 190, 40, 120],
        style=[("FONT", (0, 0), (-1, -1), "serif", 10), *lined],
    )
    story = []
    for number, version in enumerate(versions(count, items)):
        title = [[Paragraph("A title", head), f"Version {number}"]]
        style = [("FONT", (1, 0), (1, 0), "bold", 12), *boxed]
        story += [Table(title, [line - 80, 80], style=style), fields, Spacer(0, 6)]
        story += [Paragraph(TO_DO, note), HRFlowable("100%", 0.4), NextPageTemplate("later")]
        for place, (stem, options) in enumerate(version, 1):
            lettered = zip(string.ascii_uppercase, options, strict=False)
            parts = [Paragraph(html.escape(stem), stem_style, bulletText=f"{place}.")]
            parts += [
                Paragraph(html.escape(text), option_style, bulletText=f"{letter}.")
                for letter, text in lettered
            ]
            story += [KeepTogether(parts), Spacer(0, 10)]
        story += [NextPageTemplate("first"), PageBreak()]
    document.build(story, canvasmaker=numbering)
    return out.getvalue()


def by_fpdf2(count: int, items: int) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(format="A4", unit="pt")
    pdf.set_auto_page_break(False)
    pdf.add_font("serif", fname=FONTS / "LiberationSerif-Regular.ttf")
    pdf.add_font("serif", "B", FONTS / "LiberationSerif-Bold.ttf")
    column = (pdf.w - 2 * 54 - 25) / COLUMNS
    for version in versions(count, items):
        pdf.add_page()
        pdf.set_font("serif", "B", 19)
        pdf.text(54, 70, "A title")
        pdf.set_font("serif", "", 10.5)
        for row, words in enumerate([*(f"{name} ____________________" for name in LINES), TO_DO]):
            pdf.text(54, 95 + 14 * row, words)
        at, y = 0, 170.0
        for number, (stem, options) in enumerate(version, 1):
            lines = [
                f"{number}. {stem}",
                *(f"{a}. {b}" for a, b in zip(string.ascii_uppercase, options, strict=False)),
            ]
            need = sum(
                pdf.multi_cell(column, 13, line, dry_run=True, output="HEIGHT", align="L")
                for line in lines
            )
            if y + need > pdf.h - 57:
                at, y = at + 1, 63.0
                if at == COLUMNS:
                    pdf.add_page()
                    at = 0
            for line in lines:
                pdf.set_xy(54 + at * (column + 25), y)
                pdf.multi_cell(column, 13, line, align="L", new_x="LEFT", new_y="NEXT")
                y = pdf.get_y()
            y += 10
    return bytes(pdf.output())


def by_weasyprint(count: int, items: int) -> bytes:
    from weasyprint import HTML

    style = (
        "@page{size:A4;margin:20mm}body{font:10.5pt Liberation Serif}section{break-after:page}"
        ".c{columns:2}.c>li{break-inside:avoid}ol ol{list-style:upper-alpha}"
    )
    parts = [f"<style>{style}</style>"]
    for version in versions(count, items):
        parts.append("<section><h1>A title</h1>")
        parts.append(
            "".join(f"<p>{name} ____________________" for name in LINES)
            + f"<p><i>{TO_DO}</i><ol class=c>"
        )
        for stem, options in version:
            listed = "".join(f"<li>{html.escape(option)}" for option in options)
            parts.append(f"<li>{html.escape(stem)}<ol>{listed}</ol>")
        parts.append("</ol></section>")
    return bytes(HTML(string="".join(parts)).write_pdf() or b"")


PEERS: dict[str, Callable[[int, int], bytes]] = {
    "quizgen": by_quizgen,
    "reportlab": by_reportlab,
    "fpdf2": by_fpdf2,
    "weasyprint": by_weasyprint,
}


def measure(name: str, count: int, items: int) -> tuple[float, float, int, int] | None:
    """Return seconds elapsed, CPU seconds, peak MB of one process, and the file's size in kB."""
    ended = subprocess.Popen(
        [sys.executable, __file__, "--one", name, str(count), str(items)],
        stdout=subprocess.PIPE,
        text=True,
    )
    start = time.perf_counter()
    assert ended.stdout
    told = ended.stdout.read()
    _, status, usage = os.wait4(ended.pid, 0)
    if status:
        return None
    seconds = time.perf_counter() - start
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, int(told) // 1000


def compare(names: list[str], count: int, items: int) -> None:
    print(f"{count} x {items} items     seconds  ratio  of processors  ratio    MB   file")
    first: tuple[float, float, int, int] | None = None
    for name in names:
        found = measure(name, count, items)
        if found is None:
            print(f"{name:20} could not be measured: is it installed?")
            continue
        first = first or found
        seconds, cpu, memory, size = found
        ratios = f"{seconds:8.2f} {seconds / first[0]:6.2f} {cpu:14.2f} {cpu / first[1]:6.2f}"
        print(f"{name:20} {ratios} {memory:5} {size:5} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--one", nargs=3, metavar=("NAME", "VERSIONS", "ITEMS"), help=argparse.SUPPRESS
    )
    parser.add_argument("--papers", type=int, default=0)
    parser.add_argument("--without", default="", help="peers to leave out, with commas")
    given = parser.parse_args()
    if given.one:
        name, count, items = given.one
        print(len(PEERS[name](int(count), int(items))))
        return
    names = [name for name in PEERS if name not in given.without.split(",")]
    if given.papers:
        compare(["quizgen", "reportlab"], given.papers, 40)
        return
    compare(names, 1, 20)
    compare(names, 30, 40)
    compare(names, 1, 2000)


if __name__ == "__main__":
    main()
