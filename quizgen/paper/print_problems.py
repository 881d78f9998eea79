"""Problems that keep a sheet from being printed, each at the fact to blame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quizgen.diagnostics import Diagnostic
from quizgen.markup.plain import without_formulas
from quizgen.paper.print_job import PrintJob
from quizgen.paper.printed_texts import Text
from quizgen.typeset.glyphs import MOST_CHARACTERS, PrintedText, unprintable
from quizgen.typeset.typesetting import printable


def hopeless(texts: Iterable[Text]) -> list[str]:
    """Return the facts with texts that no page could hold."""
    return [text.fact for text in texts if len(text.words) > MOST_CHARACTERS]


def too_long(facts: Iterable[str], job: PrintJob) -> list[Diagnostic]:
    """Return a problem (Q502) for each fact whose item no column holds; "" is the deck itself."""
    # The same item is too long in every version.
    return [_one_too_long(fact, job) for fact in dict.fromkeys(facts)]


def missing_characters(
    missing: frozenset[str], texts: Sequence[Text], job: PrintJob
) -> Iterator[Diagnostic]:
    """Yield a problem (Q501) for each text with a character that no font has."""
    owned = (
        PrintedText(
            printable(without_formulas(text.words)),
            f"{text.part} of `{text.fact}`" if text.fact else text.part,
            job.place_of(text.fact),
        )
        for text in dict.fromkeys(texts)
    )
    yield from unprintable(missing, owned, job.place_of(""))


def _one_too_long(fact: str, job: PrintJob) -> Diagnostic:
    place, style = job.place_of(fact), job.style
    if not fact:
        return Diagnostic(
            "Q502", "the title or the source is longer than a page", place, "shorten it"
        )
    ways = ["shorten it", *["print in fewer columns"] * (style.columns > 1)]
    ways += ["turn off large print"] * style.large_print
    if fact.startswith("section "):
        message = f"the heading of {fact} leaves no room in a column for its first item"
    elif fact.startswith("passages/"):
        name = fact.removeprefix("passages/")
        message = f"a paragraph or a picture of the passage `{name}` is longer than a column"
        ways[0] = "begin a new paragraph with a blank line"
    else:
        message = f"the item made from `{fact}` is longer than a column, and items are never split"
    return Diagnostic("Q502", message, place, ", or ".join(ways))
