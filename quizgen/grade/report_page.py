"""Shows the results of a class as a page for a browser, which loads and runs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path

from quizgen.bank.tried import FUNCTIONAL
from quizgen.diagnostics import Place
from quizgen.grade.analysis import Analysis, ItemAnalysis, Option
from quizgen.grade.results import ClassResults, State
from quizgen.grade.scatter import Dot, scatter
from quizgen.grade.statistics import LEAST, LEAST_DIF
from quizgen.quality import plots
from quizgen.quality.plots import Plot, Row, table
from quizgen.quality.style import STYLE
from quizgen.quality.words import counted, cut_line
from quizgen.static_page import static_page
from quizgen.visible import cut, visible_line

FILE = "report.html"
# The histogram has at most this many columns.
_MOST_COLUMNS = 20
_LONGEST_STEM = 90
PlaceOf = Callable[[str], Place | None]


def report_page(results: ClassResults, analysis: Analysis, place_of: PlaceOf) -> str:
    """Return the report of a class in HTML.

    `place_of` returns where the deck has a fact (``kind/id``), None if the deck is not at hand.
    """
    sections = [
        ("scores", "Scores", _scores(analysis) + _marks(results)),
        ("look", "Items to look at", _to_look_at(analysis, place_of)),
        ("items", "Difficulty and discrimination", _items(analysis)),
        ("options", "Options chosen", _all_options(analysis)),
        ("versions", "Versions", _versions(analysis)),
        ("measures", "What the numbers mean", _MEANINGS),
    ]
    shown = [each for each in sections if each[2]]
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title, _ in shown)
    body = "\n".join(
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{title}</h2>\n{content}\n</section>'
        for name, title, content in shown
    )
    nav = f'<nav aria-label="Parts of this page"><ul>{links}</ul></nav>'
    head = f"{_warnings(results, analysis)}{_tiles(results, analysis)}"
    title = f"Results: {cut_line(results.manifest.title)}"
    return static_page(title, f"{STYLE}{plots.STYLE}{_STYLE}", f"{head}\n{nav}\n{body}")


_STYLE = """\
.warning { border-left: .3rem solid var(--second); padding: .3rem .8rem; background: var(--tile); }
.right { font-weight: 600; }
"""


def _warnings(results: ClassResults, analysis: Analysis) -> str:
    told = []
    waiting = len(results.waiting)
    if waiting:
        about = f"{counted(waiting, 'paper')} still need a person: the numbers may change."
        told.append(about if waiting > 1 else about.replace(" need ", " needs "))
    missing = sum(each.state is State.NO_PAPER for each in results.results)
    if missing:
        told.append(f"{counted(missing, 'student')} of the class handed in no paper.")
    if len(analysis.totals) < LEAST:
        told.append(
            f"Only {counted(len(analysis.totals), 'paper')}: with fewer than {LEAST}, the "
            "statistics of items vary much from class to class. Take them as hints."
        )
    return "".join(f'<p class="warning">{escape(each)}</p>\n' for each in told)


def _tiles(results: ClassResults, analysis: Analysis) -> str:
    alpha = analysis.reliability.alpha
    error = analysis.reliability.sem
    kr20 = analysis.reliability.kr20
    tiles = [
        ("Papers", str(len(analysis.totals)), f"of {len(results.results)} students"),
        ("Mean", number(analysis.mean), f"of {analysis.possible:g} points"),
        ("Median", number(analysis.median), "points"),
        ("Spread", number(analysis.deviation), "standard deviation"),
        ("Reliability", number(alpha), "alpha" if kr20 is None else "alpha, equal to KR-20"),
        ("Error", number(error), "points (SEM)"),
    ]
    shown = "".join(
        f'<div><dt>{name}</dt><dd>{escape(value)}</dd><dd class="more">{escape(more)}</dd></div>'
        for name, value, more in tiles
    )
    return f'<dl class="tiles">{shown}</dl>'


def number(value: float | None) -> str:
    """Return a number with two decimals, a dash if there is none."""
    if value is None:
        return "-"
    return f"{value:.2f}".replace("inf", "∞")


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def _scores(analysis: Analysis) -> str:
    if not analysis.totals:
        return "<p>No paper has a score yet.</p>"
    rows = tuple(
        Row(label, (count,), str(count) if count else "")
        for label, count in _histogram(analysis.totals, analysis.possible)
    )
    plot = Plot(
        "scores-plot",
        "Papers by their points",
        ("Points from", "papers"),
        rows,
        about="How many papers have so many points, from few on the left to many on the right.",
        scale=True,
    )
    return plots.columns(plot)


def _marks(results: ClassResults) -> str:
    """Return how many papers have each mark, "" without a scale."""
    scale = [mark.name for mark in results.manifest.scale]
    found = Counter(each.grade for each in results.scored)
    rows = [[escape(visible_line(name)), str(found[name])] for name in scale]
    return f"\n{table(['Mark', 'Papers with it'], rows, range(1, 2))}" if rows else ""


def _histogram(totals: Sequence[float], possible: float) -> list[tuple[str, int]]:
    """Return the number of papers from each number of points on."""
    least, most = min(0.0, *totals), max(possible, *totals)
    step = _step(most - least, whole=all(total == int(total) for total in totals))
    start = step * (least // step)
    counts = [0] * (int((most - start) // step) + 1)
    for total in totals:
        counts[int((total - start) // step)] += 1
    return [(f"{start + index * step:g}", count) for index, count in enumerate(counts)]


def _step(span: float, *, whole: bool) -> float:
    """Return a round width of columns, at least 1 for whole numbers."""
    wide = max(span / _MOST_COLUMNS, 1.0 if whole else 0.5)
    steps = (0.5, 1, 2, 5, 10, 20, 50, 100, 1000, 10_000, 1_000_000)
    return next((step for step in steps if step >= wide), wide)


def _to_look_at(analysis: Analysis, place_of: PlaceOf) -> str:
    flawed = [each for each in analysis.items if each.flaws]
    if not flawed:
        return "<p>Nothing stands out.</p>"
    return "\n".join(_flawed(each, place_of) for each in flawed)


def _flawed(found: ItemAnalysis, place_of: PlaceOf) -> str:
    flaws = "".join(f"<li>{escape(str(flaw))}</li>" for flaw in found.flaws)
    places = [place_of(fact) for fact in found.item.facts]
    lines = [f"{Path(place.file).name}:{place.line}" for place in places if place]
    where = "".join(f"<code>{escape(visible_line(line))}</code> " for line in dict.fromkeys(lines))
    mend = f"<p>Its fact: {where}</p>" if where else f"<p>{_code(found.item.id)}</p>"
    return f"<h3>{found.index + 1}. {_stem(found)}</h3>\n<ul>{flaws}</ul>\n{mend}"


def _items(analysis: Analysis) -> str:
    dots = [
        Dot(str(each.index + 1), each.difficulty, each.corrected, _stem_text(each))
        for each in analysis.items
        if each.difficulty is not None and each.corrected is not None
    ]
    about = (
        "Each dot is an item, with its number in the table. Items on the right are easy; those at "
        "the top tell good students from weak ones."
    )
    drawn = scatter("items-plot", "Items by difficulty and discrimination", dots, about)
    rows = [
        [
            f"{each.index + 1}. {_stem(each)}",
            str(each.people),
            number(each.difficulty),
            number(each.corrected),
            number(each.discrimination),
            str(each.blank),
        ]
        for each in analysis.items
    ]
    heads = ["Item", "Papers", "Difficulty p", "Discrimination r", "D (27 %)", "Left blank"]
    shown = table(heads, rows, range(1, 6))
    return f"{drawn}\n{shown}"


def _all_options(analysis: Analysis) -> str:
    return "\n".join(_options(each) for each in analysis.items if each.options)


def _options(found: ItemAnalysis) -> str:
    rows = tuple(
        Row(each.text, (each.share,), f"{each.share:.0%}" + (" right" if each.is_right else ""))
        for each in found.options
    )
    # Every table of the page needs a name of its own, which the head of its first column gives.
    head = f"Option of item {found.index + 1}"
    plot = Plot(
        f"options-{found.index}",
        f"{found.index + 1}. {_stem_text(found)}",
        (head, "chosen by", "upper 27 %", "lower 27 %", "correlation with the rest", "verdict"),
        rows,
        tuple(map(_option_cells, found.options)),
        about="How many students chose each option; the table has the numbers.",
    )
    return plots.bars(plot)


def _option_cells(option: Option) -> tuple[str, ...]:
    return (
        f"{option.share:.0%} ({option.count})",
        _percent(option.upper),
        _percent(option.lower),
        number(option.biserial),
        _verdict(option),
    )


def _verdict(option: Option) -> str:
    if option.is_right:
        return "right"
    return "works" if option.works else f"chosen by fewer than {FUNCTIONAL:.0%}"


def _versions(analysis: Analysis) -> str:
    """Return how items differ between versions, "" if all papers are of one version."""
    if analysis.versions < 2:
        return ""
    warned = ""
    if analysis.smallest_version < LEAST_DIF:
        warned = (
            f'<p class="warning">The smallest version has {analysis.smallest_version} papers. '
            f"With fewer than {LEAST_DIF}, this test finds only very large differences, and some "
            "by chance.</p>\n"
        )
    rows = [
        [
            f"{each.index + 1}. {_stem(each)}",
            number(each.differing.odds),
            number(each.differing.delta),
            f"{each.differing.p:.3f}",
            each.differing.size,
        ]
        for each in analysis.items
        if each.differing
    ]
    about = (
        "The first version is compared with the others among students with equal totals. Odds "
        "above 1 mean that the item is easier in the first version."
    )
    heads = ["Item by version", "Odds", "Delta", "p", "Size"]
    shown = table(heads, rows, range(1, 4)) if rows else "<p>There is nothing to compare.</p>"
    return f"{warned}<p>{about}</p>\n{shown}"


def _stem(found: ItemAnalysis) -> str:
    return escape(_stem_text(found))


def _stem_text(found: ItemAnalysis) -> str:
    return cut(visible_line(found.item.stem), _LONGEST_STEM)


def _code(text: str) -> str:
    return f"<code>{escape(cut_line(text))}</code>"


def _meanings(pairs: Iterable[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in pairs) + "</dl>"


_MEANINGS = _meanings(
    (
        (
            "Difficulty p",
            "The mean share of an item's points: 1 means that everybody got it right.",
        ),
        (
            "Discrimination r",
            (
                "The correlation of an item with the rest of the test (corrected point-biserial). "
                "Above 0.2 is good; below 0, good students got it wrong."
            ),
        ),
        ("D (27 %)", "The difficulty among the best 27 % minus that among the weakest 27 %."),
        (
            "Reliability",
            (
                "Cronbach's alpha: how far a similar test would rank the class in the same way. "
                "For items that are right or wrong, it equals KR-20."
            ),
        ),
        (
            "Error (SEM)",
            (
                "The standard error of measurement: two in three totals lie within so many points "
                "of what the student would score on average."
            ),
        ),
        (
            "Works",
            (
                f"A wrong option that at least {FUNCTIONAL:.0%} chose. The others only lengthen "
                "the item."
            ),
        ),
        (
            "Delta",
            (
                "How much an item favours a version, by Mantel and Haenszel on the scale of ETS: "
                "A is negligible, B moderate, C large."
            ),
        ),
    )
)
