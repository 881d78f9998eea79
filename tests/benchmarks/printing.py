"""Print the same quiz with quizgen, reportlab, fpdf2 and WeasyPrint, and compare them.

Needs `pip install reportlab fpdf2 weasyprint` and the DejaVu fonts, which the others embed as
quizgen embeds its own. A missing library is skipped. The other files have no tags and don't claim
PDF/A or PDF/UA. Each library runs in its own process.

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
FONTS = Path("/usr/share/fonts/truetype/dejavu")
LINES = ("Name", "Class", "Date", "Score")
TO_DO = "Choose the one best answer to each question."


def versions(count: int, items: int) -> Iterator[list[tuple[str, list[str]]]]:
    """Yield the versions, each with its items in a different order, as stem and options."""
    every = [
        (STEMS[n % 2].format(n=1000 + n), [f"{option} of {n}" for option in OPTIONS])
        for n in range(items)
    ]
    for seed in range(count):
        # This isn't about secrets: each version only needs a different order.
        yield random.Random(seed).sample(every, len(every))  # noqa: S311


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
    printed = tuple(
        Version(
            str(number),
            (tuple(ItemOrder(index[stem], tuple(range(len(OPTIONS)))) for stem, _ in order),),
            Student(str(number), f"Student {number}", "10b") if personal else None,
        )
        for number, order in enumerate(orders)
    )
    manifest = Manifest(
        "deck", "A title", "en", 1, "a4", tuple(made.values()), (QuizSection(),), printed
    )
    style = replace(USUAL_STYLE, duplex=personal)
    return render_quiz(manifest, load_labels("en").texts, layout=style)


def by_reportlab(count: int, items: int) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        KeepTogether,
        PageBreak,
        PageTemplate,
        Paragraph,
        Spacer,
    )

    pdfmetrics.registerFont(TTFont("serif", FONTS / "DejaVuSerif.ttf"))
    pdfmetrics.registerFont(TTFont("bold", FONTS / "DejaVuSerif-Bold.ttf"))
    body = ParagraphStyle("body", fontName="serif", fontSize=10.5, leading=13)
    option_style = ParagraphStyle("option", parent=body, leftIndent=28, bulletIndent=14)
    head = ParagraphStyle("head", fontName="bold", fontSize=19, leading=24)
    width, height = A4
    column = (width - 2 * 54 - 25) / COLUMNS
    frames = [
        Frame(54 + n * (column + 25), 57, column, height - 120, 0, 0, 0, 0) for n in range(COLUMNS)
    ]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4)
    document.addPageTemplates(
        PageTemplate(
            "page",
            frames,
            onPage=lambda canvas, doc: canvas.drawString(280, 30, f"Page {doc.page}"),
        )
    )
    story = []
    for version in versions(count, items):
        story.append(Paragraph("A title", head))
        story += [Paragraph(f"{name} ____________________", body) for name in LINES]
        story += [Paragraph(TO_DO, body), Spacer(0, 10)]
        for number, (stem, options) in enumerate(version, 1):
            lettered = zip(string.ascii_uppercase, options, strict=False)
            parts = [
                Paragraph(
                    html.escape(stem),
                    ParagraphStyle("s", parent=body, leftIndent=14),
                    bulletText=f"{number}.",
                )
            ]
            parts += [
                Paragraph(html.escape(text), option_style, bulletText=f"{letter}.")
                for letter, text in lettered
            ]
            story += [KeepTogether(parts), Spacer(0, 10)]
        story.append(PageBreak())
    document.build(story)
    return out.getvalue()


def by_fpdf2(count: int, items: int) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(format="A4", unit="pt")
    pdf.set_auto_page_break(False)
    pdf.add_font("serif", fname=FONTS / "DejaVuSerif.ttf")
    pdf.add_font("serif", "B", FONTS / "DejaVuSerif-Bold.ttf")
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
        "@page{size:A4;margin:20mm}body{font:10.5pt DejaVu Serif}section{break-after:page}"
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
