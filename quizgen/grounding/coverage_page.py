"""Shows coverage as a page for a browser, which loads and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from quizgen.grounding.coverage import Coverage, Covered, Sort
from quizgen.grounding.coverage_text import cited_by, summary
from quizgen.static_page import static_page
from quizgen.visible import cut, visible, visible_line

_WIDTH, _HEIGHT = 240, 12
_BEGINNING = 120
_STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem; }
h2 { font-size: 1rem; margin: 2rem 0 .25rem; }
p, ul { margin: .25rem 0; }
svg { display: block; }
.all { fill: #8886; }
.covered { fill: #3574c6; }
.facts { color: GrayText; }
mark { background: #f2c14e66; color: inherit; }
"""


def as_page(coverage: Coverage) -> str:
    """Return a page in HTML with a bar for each paragraph, and what no fact covers in it."""
    sections = "\n".join(map(_section, coverage.paragraphs))
    told = f"<p>{escape(summary(coverage))}</p>"
    return static_page(visible_line(f"What {coverage.title} covers"), _STYLE, f"{told}\n{sections}")


def _section(covered: Covered) -> str:
    number = covered.paragraph.number
    beginning = cut(visible_line(covered.paragraph.text), _BEGINNING)
    return f"""\
<section>
<h2>{number}. {escape(beginning)}</h2>
{_bar(covered)}
<p class="facts">{escape(_facts(covered))}</p>
{"".join(_lists(covered))}</section>"""


def _facts(covered: Covered) -> str:
    names = ", ".join(map(visible_line, covered.facts))
    return f"{cited_by(covered)}: {names}" if names else cited_by(covered)


def _bar(covered: Covered) -> str:
    """Return the share of the things that are covered as a bar, and in words."""
    done, total = sum(thing.is_covered for thing in covered.things), len(covered.things)
    width = round(_WIDTH * done / total) if total else 0
    return (
        f'<svg role="img" width="{_WIDTH}" height="{_HEIGHT}" '
        f'aria-label="{done} of {total} covered">'
        f'<rect class="all" width="{_WIDTH}" height="{_HEIGHT}"></rect>'
        f'<rect class="covered" width="{width}" height="{_HEIGHT}"></rect></svg>'
    )


def _lists(covered: Covered) -> Iterator[str]:
    for sort in (Sort.DATES, Sort.NUMBERS, Sort.NAMES, Sort.QUOTATIONS):
        left = covered.left(sort)
        if left:
            yield f"<p>{sort.value.capitalize()} left: {_marked(left)}</p>\n"
    sentences = covered.left(Sort.SENTENCES)
    if sentences:
        items = "".join(f"<li>{escape(visible(each.strip()))}</li>" for each in sentences)
        yield f"<p>Sentences left:</p>\n<ul>{items}</ul>\n"


def _marked(texts: Iterable[str]) -> str:
    return ", ".join(f"<mark>{escape(visible_line(each))}</mark>" for each in texts)
