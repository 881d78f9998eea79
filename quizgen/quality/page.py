"""Shows a deck's quality as a page for a browser, which loads and runs nothing."""

from __future__ import annotations

import os.path
from collections.abc import Iterable, Sequence
from html import escape

from quizgen.diagnostics import Place, Severity
from quizgen.grounding.coverage import Coverage, Sort
from quizgen.quality import plots
from quizgen.quality.cues import LEAST, Guess
from quizgen.quality.measures import ADEQUATE, TENTHS, Quality, Rule
from quizgen.quality.outcomes import Outcome, Reason
from quizgen.quality.plots import Plot, Row, table
from quizgen.quality.steps import Gain, Step
from quizgen.quality.words import (
    GUESSES,
    counted,
    cut_line,
    gives,
    headline,
    instruction,
    percent,
)
from quizgen.static_page import static_page
from quizgen.visible import visible_line

# So many steps, findings of a rule, and facts are listed.
_MOST_STEPS, _MOST_FINDINGS, _MOST_FACTS = 12, 20, 50
# So many examples of a step are named, and so many facts are listed without a click.
_MOST_EXAMPLES, _MOST_OPEN = 3, 8
_STYLE = """\
:root { color-scheme: light dark; --first: #2563b8; --second: #c77700; --third: #8a8f98;
  --page: #ffffff; --text: #1b1c1e; --tile: #f3f4f6; --line: #c4c7cc; }
@media (prefers-color-scheme: dark) {
  :root { --first: #6ea8ff; --second: #f0b040; --third: #8f96a3;
    --page: #16181c; --text: #e9eaec; --tile: #23262c; --line: #4a4e57; }
}
html { background: var(--page); color: var(--text); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 52rem; padding: 0 1rem; }
h1 { line-height: 1.2; }
h2 { margin: 2.5rem 0 .25rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; }
h1, h2, h3, p, li { overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; }
dl.tiles { display: grid; gap: .75rem; }
dl.tiles { grid-template-columns: repeat(auto-fit, minmax(7.2rem, 1fr)); }
dl.tiles > div { background: var(--tile); border-radius: .5rem; padding: .6rem .8rem; }
dl.tiles dt { font-size: .875rem; }
dl.tiles dd { margin: 0; font-size: 1.6rem; line-height: 1.3; font-weight: 600; }
dl.tiles dd.more { font-size: .875rem; font-weight: 400; }
ol.steps > li { margin: .6rem 0; }
.gain { font-weight: 600; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; }
a { color: var(--first); }
@media print {
  :root { --page: #ffffff; --text: #000000; --first: #2563b8; --second: #c77700; }
  body { margin: 0; max-width: none; font-size: 11pt; }
  nav, details:not([open]) { display: none; }
  h2, h3 { break-after: avoid; }
  figure, tr, li { break-inside: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""


def as_page(quality: Quality) -> str:
    """Return a page in HTML with all measures of a deck's quality."""
    sections = [
        ("next", "What to do next", _steps(quality)),
        ("coverage", "What the facts cover", _coverage(quality)),
        ("facts", "What the facts give", _facts(quality)),
        ("forms", "Forms of items", _forms(quality)),
        ("fit", "How well the options fit", _fit(quality)),
        ("difficulty", "How hard the items are", _difficulty(quality)),
        ("lint", "What the linter found", _lint(quality)),
        ("cues", "What guessing gains", _cues(quality)),
        ("reuse", "Options used again", _reuse(quality)),
        ("sources", "Sources", _sources(quality)),
    ]
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title, _ in sections)
    body = "\n".join(
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{title}</h2>\n{content}\n</section>'
        for name, title, content in sections
    )
    title = f"Quality report: {cut_line(quality.title)}"
    nav = f'<nav aria-label="Parts of this page"><ul>{links}</ul></nav>'
    page = f"<p>{escape(headline(quality))}</p>\n{_tiles(quality)}\n{nav}\n{body}"
    return static_page(title, f"{_STYLE}{plots.STYLE}", page)


def _tiles(quality: Quality) -> str:
    outcomes = quality.outcomes
    background = f"and {outcomes.background} in the background" if outcomes.background else ""
    covered = "no article named"
    share = "-"
    if quality.coverage:
        told = _covered(quality.coverage)
        share, covered = percent(*told), f"{told[0]} of {told[1]} things in the article"
    good = quality.fit.adequate[ADEQUATE]
    tiles = [
        ("Facts", str(outcomes.facts), background),
        ("Cards", str(quality.cards), "in Anki"),
        ("Items", str(quality.items), f"of {sum(outcomes.questions)} questions"),
        ("Good items", percent(good, quality.items), f"have {ADEQUATE} wrong options that fit"),
        ("Covered", share, covered),
        ("Linter", str(quality.findings), "findings" if quality.findings != 1 else "finding"),
    ]
    shown = "".join(
        f'<div><dt>{name}</dt><dd>{escape(value)}</dd><dd class="more">{escape(more)}</dd></div>'
        for name, value, more in tiles
    )
    return f'<dl class="tiles">{shown}</dl>'


def _covered(coverage: Coverage) -> tuple[int, int]:
    """Return how many things of the article facts cover, and how many there are."""
    counts = [coverage.count(sort) for sort in Sort]
    return sum(done for done, _ in counts), sum(total for _, total in counts)


def _steps(quality: Quality) -> str:
    shown, left = quality.steps[:_MOST_STEPS], len(quality.steps) - _MOST_STEPS
    if not shown:
        return "<p>quizgen finds nothing to add. Look at the linter's findings below.</p>"
    items = "\n".join(_step(each, quality) for each in shown)
    more = f"<p>{counted(left, 'more step')} would give less.</p>" if left > 0 else ""
    about = (
        "The best step comes first. An option must be certainly wrong and fit the question, so add "
        "facts like those that you ask about: of the same sort, topic and time. New facts also "
        "give questions of their own, unless you make them <code>background</code>: then they "
        "only serve as wrong options."
    )
    return f'<p>{about}</p>\n<ol class="steps">\n{items}\n</ol>\n{more}'


def _step(step: Step, quality: Quality) -> str:
    is_said = step.gain is Gain.COVERED
    shown = [
        _said(each, quality) if is_said else _code(each) for each in step.examples[:_MOST_EXAMPLES]
    ]
    more = " …" if len(step.examples) > _MOST_EXAMPLES else ""
    where = f" ({_where(step.place, quality)})" if step.place else ""
    return (
        f'<li>{_marked(instruction(step))} <span class="gain">{escape(gives(step))}</span> '
        f"{', '.join(shown)}{more}{where}</li>"
    )


def _coverage(quality: Quality) -> str:
    coverage = quality.coverage
    if coverage is None:
        return (
            "<p>The deck names no article. Write <code>source: {text: article.txt}</code> in the "
            "deck, or use <code>--against</code>, to see what no fact covers.</p>"
        )
    rows, cells = [], []
    for each in coverage.paragraphs:
        done, total = sum(thing.is_covered for thing in each.things), len(each.things)
        shown = f"{done}/{total}"
        rows.append(Row(str(each.paragraph.number), (done, total - done), shown))
        cells.append((str(done), str(total - done), str(len(each.facts))))
    plot = Plot(
        "coverage-plot",
        "Things in each paragraph that facts cover",
        ("Paragraph", "covered", "not covered", "facts that cite it"),
        tuple(rows),
        tuple(cells),
        "A column for each paragraph of the article. Its lower part is what facts cover.",
    )
    counts = [
        [sort.value, str(done), str(total), percent(done, total)]
        for sort in Sort
        for done, total in [coverage.count(sort)]
        if total
    ]
    sorts = table(["Things", "Covered", "Of", "Share"], counts, (1, 2, 3))
    about = (
        "Dates, numbers, names, quotations and sentences of the article, and whether a fact "
        "mentions them. <code>quizgen coverage</code> lists all that is left."
    )
    return f"<p>{about}</p>\n{plots.columns(plot)}\n{sorts}"


def _facts(quality: Quality) -> str:
    outcomes = quality.outcomes
    if not outcomes.kinds:
        return "<p>The deck has no facts.</p>"
    rows = [
        Row(kind.kind, tuple(map(float, kind.outcomes)), str(kind.facts)) for kind in outcomes.kinds
    ]
    cells = [(*map(str, kind.outcomes), str(kind.background)) for kind in outcomes.kinds]
    heads = ("Kind", *(each.value for each in Outcome), "background")
    plot = Plot(
        "facts-plot",
        "Facts of each kind by what they give",
        heads,
        tuple(rows),
        tuple(cells),
        "A bar for each kind of fact: facts with items, with cards only, and with nothing.",
    )
    return f"{plots.bars(plot)}\n{_questions(quality)}\n{_silent(quality)}"


def _questions(quality: Quality) -> str:
    outcomes = quality.outcomes
    rows = [
        Row(each.value, (count,)) for each, count in zip(Outcome, outcomes.questions, strict=True)
    ]
    plot = Plot("questions-plot", "Questions by what they give", ("What", "questions"), tuple(rows))
    shown = plots.bars(plot)
    if not outcomes.reasons:
        return shown
    reasons = "\n".join(f"<li>{_reason(each, quality)}</li>" for each in outcomes.reasons)
    return f"{shown}\n<h3>Why there is no item</h3>\n<ul>\n{reasons}\n</ul>"


def _reason(reason: Reason, quality: Quality) -> str:
    example = f"{_code(reason.example)} ({_where(reason.place, quality)})"
    mend = f"; add {_marked(reason.mend)}" if reason.mend else ""
    count = f"{counted(reason.count, 'question')} ({reason.outcome.value})"
    return f"<strong>{count}</strong>: {escape(reason.why)}. For example {example}{mend}"


def _silent(quality: Quality) -> str:
    silent = quality.outcomes.silent
    if not silent:
        return ""
    about = (
        f"{counted(len(silent), 'fact')} that nothing is asked about. Say more of them, or write "
        "<code>background: true</code>."
    )
    return f"<h3>Facts without questions</h3>\n<p>{about}</p>\n{_listed(silent, quality)}"


def _forms(quality: Quality) -> str:
    rows = tuple(Row(name, (count,)) for name, count in quality.forms)
    plot = Plot(
        "forms-plot",
        "Items of each form that the facts give",
        ("Form", "items"),
        rows,
    )
    about = "All that the facts give, whatever forms the deck's own quiz uses."
    return f"<p>{about}</p>\n{plots.bars(plot)}"


def _fit(quality: Quality) -> str:
    fit = quality.fit
    if not quality.items:
        return _NO_ITEMS
    names = [f"{each}" for each in range(ADEQUATE)] + [f"{ADEQUATE} or more"]
    rows = [Row(name, (count,)) for name, count in zip(names, fit.adequate, strict=True)]
    adequate = Plot(
        "adequate-plot",
        "Items by the number of wrong options that fit",
        ("Options that fit", "items"),
        tuple(rows),
    )
    parts = [plots.bars(adequate)]
    if sum(fit.temptation):
        tempting = Plot(
            "fit-plot",
            "Wrong options by how readily somebody takes them for the answer",
            ("Temptation", "options"),
            _tenths(fit.temptation),
            about="Columns from least tempting, on the left, to most tempting, on the right.",
            scale=True,
        )
        about = (
            "Names and texts that quizgen chose, by temptation from 0 to 1: an estimate of how "
            "readily somebody takes one for the answer, by what it has in common with it."
        )
        parts += [f"<p>{about}</p>", plots.columns(tempting)]
    if fit.unfit:
        rows_unfit = [[_code(item), _said(text, quality)] for item, text in fit.unfit[:_MOST_FACTS]]
        parts += [
            f"<h3>Options that do not fit ({len(fit.unfit)})</h3>",
            table(["Item", "Option"], rows_unfit),
        ]
    return "\n".join(parts)


def _difficulty(quality: Quality) -> str:
    if not quality.items:
        return _NO_ITEMS
    plot = Plot(
        "difficulty-plot",
        "Items by the estimated share of right answers",
        ("Share of right answers", "items"),
        _tenths(quality.difficulty),
        about="Columns from hard items, on the left, to easy ones, on the right.",
        scale=True,
    )
    about = (
        "An estimate from the number of options and from how they tempt: it ranks items, and "
        "predicts no marks. Hard items are on the left."
    )
    return f"<p>{about}</p>\n{plots.columns(plot)}"


def _tenths(counts: Sequence[int]) -> tuple[Row, ...]:
    return tuple(
        Row(f"{number / TENTHS:.1f}", (count,), str(count) if count else "")
        for number, count in enumerate(counts)
    )


def _lint(quality: Quality) -> str:
    if not quality.rules:
        return "<p>No rule of item writing is broken.</p>"
    rows = tuple(Row(rule.code, (len(rule.findings),)) for rule in quality.rules)
    plot = Plot("lint-plot", "Findings of each rule", ("Rule", "findings"), rows)
    drawn = plots.bars(plot) if len(rows) > 1 else ""
    about = (
        "Findings may be false alarms: read the item before you change it. "
        "<code>quizgen explain</code> with a code says more."
    )
    rules = "\n".join(_rule(rule, quality) for rule in quality.rules)
    return f"<p>{about}</p>\n{drawn}\n{rules}"


def _rule(rule: Rule, quality: Quality) -> str:
    level = {Severity.INFO: "hint"}.get(rule.findings[0].severity, rule.findings[0].severity.value)
    items = "".join(
        f"<li>{_where(each.place, quality)}: {_marked(cut_line(each.message))}</li>"
        for each in rule.findings[:_MOST_FINDINGS]
    )
    left = len(rule.findings) - _MOST_FINDINGS
    more = f"<p>{left} more; <code>quizgen lint</code> lists them.</p>" if left > 0 else ""
    count = counted(len(rule.findings), level)
    name, _, means = rule.means.partition(". ")
    heading = f"{rule.code}, {_marked(name.rstrip('.'))}: {count}"
    return f"<h3>{heading}</h3>\n<p>{_marked(means)}</p>\n<ul>{items}</ul>{more}"


def _cues(quality: Quality) -> str:
    if not quality.items:
        return _NO_ITEMS
    letters = quality.cues.letters
    rows = tuple(
        Row(each.name, (each.right,), f"{each.right:.0%}", each.chance) for each in letters
    )
    cells = tuple((f"{each.right:.1%}", f"{each.chance:.1%}", str(each.items)) for each in letters)
    plot = Plot(
        "letters-plot",
        "How often each letter is right; the line shows chance",
        ("Letter", "right", "by chance", "items"),
        rows,
        cells,
    )
    about = (
        "What students would score who know nothing and go by looks, on all items of the deck. "
        "Good items give no more than chance. A paper's choice of items evens out much of the rest."
    )
    guesses = [
        [
            GUESSES.get(each.name, each.name),
            str(each.items),
            f"{each.right:.0%}",
            f"{each.chance:.0%}",
            _verdict(each),
        ]
        for each in quality.cues.guesses
    ]
    heads = ["They choose", "Items", "Right", "By chance", "Does it pay?"]
    told = table(heads, guesses, (1, 2, 3)) if guesses else ""
    return f"<p>{about}</p>\n{told}\n{plots.bars(plot)}"


def _verdict(guess: Guess) -> str:
    if guess.items < LEAST:
        return "too few to tell"
    return "<strong>yes</strong>" if guess.pays else "no"


def _reuse(quality: Quality) -> str:
    if not quality.items:
        return _NO_ITEMS
    rows = tuple(Row(f"in {times}", (count,)) for times, count in _uses(quality))
    plot = Plot(
        "reuse-plot",
        "Options by the number of items that offer them",
        ("Offered in", "options"),
        rows,
    )
    most = [
        [_said(each.text, quality), str(each.offered), str(each.right)] for each in quality.reused
    ]
    heads = ["Option", "Offered in items", "Right in"]
    about = (
        "If an option is offered often and never right, students learn to skip it; if it is right "
        "as often as it is offered, they learn to choose it."
    )
    shown = f"<h3>The options offered most</h3>\n{table(heads, most, (1, 2))}"
    return f"<p>{about}</p>\n{plots.bars(plot)}\n{shown}"


def _uses(quality: Quality) -> list[tuple[str, int]]:
    """Return how many options are offered in so many items; many items are counted together."""
    spans = ((1, 1), (2, 2), (3, 5), (6, 10), (11, 0))
    found = []
    for least, most in spans:
        count = sum(options for times, options in quality.uses if least <= times <= (most or times))
        name = "1 item" if most == 1 else f"{least} to {most} items" if most > least else ""
        found.append((name or (f"{least} items" if most else f"{least} or more"), count))
    return found


def _sources(quality: Quality) -> str:
    parts = []
    unsourced = quality.unsourced
    if unsourced:
        about = f"{counted(len(unsourced), 'fact')} without a source or a paragraph:"
        parts.append(f"<p>{about}</p>\n{_listed(unsourced, quality)}")
    else:
        parts.append("<p>Every fact that is asked about names its source.</p>")
    coverage = quality.coverage
    if coverage:
        empty = [str(each.paragraph.number) for each in coverage.paragraphs if not each.facts]
        told = f"No fact cites these paragraphs: {', '.join(empty)}." if empty else ""
        parts.append(f"<p>{told or 'Facts cite every paragraph of the article.'}</p>")
    return "\n".join(parts)


_NO_ITEMS = "<p>The deck gives no multiple-choice items yet.</p>"


def _listed(facts: Sequence[tuple[str, Place]], quality: Quality) -> str:
    """Return a list of facts, which opens with a click if it is long."""
    shown = [f"<li>{_code(ref)} ({_where(place, quality)})</li>" for ref, place in facts]
    left = len(facts) - _MOST_FACTS
    more = f"<p>{left} more.</p>" if left > 0 else ""
    listed = f"<ul>{''.join(shown[:_MOST_FACTS])}</ul>{more}"
    if len(facts) <= _MOST_OPEN:
        return listed
    return f"<details>\n<summary>The facts</summary>\n{listed}\n</details>"


def _where(place: Place, quality: Quality) -> str:
    """Return a file and a line, relative to the folder of the deck."""
    folder = os.path.dirname(quality.path)  # noqa: PTH120 - pathlib cannot go up
    file = os.path.relpath(place.file, folder or ".").replace(os.sep, "/")
    return _code(f"{file}:{place.line}" if place.line else file)


def _code(text: str) -> str:
    return f"<code>{escape(cut_line(text))}</code>"


def _said(text: str, quality: Quality) -> str:
    """Return a text of the deck, with its language for those who listen."""
    return f'<bdi lang="{escape(quality.language)}">{escape(cut_line(text))}</bdi>'


def _marked(text: str) -> str:
    """Return a message as HTML; what stands between backticks is code."""
    parts: Iterable[str] = escape(visible_line(text)).split("`")
    return "".join(
        f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts)
    )
