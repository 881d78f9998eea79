"""`quizgen draft`: a deck of what an article says, for the author to confirm."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.files import write_files
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import quiet_option
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting
from quizgen.cli.streams import STDOUT, TextTarget, print_text
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.drafting.answer_cache import AnswerCache
    from quizgen.drafting.by_model import Cost
    from quizgen.drafting.draft import Draft, Finds
    from quizgen.drafting.models import Model

Prices = tuple[float, float] | None


@click.command()
@click.argument("article", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-o",
    "--output",
    required=True,
    type=TextTarget(),
    metavar="DECK.yaml",
    help="The deck to write, - for standard output. If it exists, quizgen adds the facts that it "
    "lacks.",
)
@click.option(
    "--language",
    type=click.Choice(["de", "en", "es", "fr", "ru"]),
    help="The language of the article.  [default: as its words tell]",
)
@click.option(
    "--model",
    "model_name",
    metavar="NAME",
    help="A model of the package llm that proposes the facts, one paragraph at a time. The text "
    "goes to that model; without this option, nothing leaves your computer.",
)
@click.option(
    "--price-in", type=click.FloatRange(min=0), help="The price of a million tokens that go out."
)
@click.option(
    "--price-out", type=click.FloatRange(min=0), help="The price of a million tokens of answers."
)
@click.option("-y", "--yes", is_flag=True, help="With --model: send the text without asking.")
@quiet_option
def draft(
    article: Path,
    output: Path,
    language: str | None,
    model_name: str | None,
    price_in: float | None,
    price_out: float | None,
    yes: bool,
    quiet: bool,
) -> None:
    """Draft a deck from ARTICLE: its dates, numbers, people, terms and quotations as facts.

    ARTICLE is a .txt, .md, .html, .pdf or .docx file. Rules find the facts on your computer. Each
    fact cites its paragraph and ends with `# confirm`: compare it with the article before you
    build the deck.
    """
    prices = _prices(price_in, price_out)
    if not model_name and (yes or prices):
        raise click.UsageError("--yes, --price-in and --price-out go with --model")
    is_printed = output == STDOUT
    path = Path(f"{article.stem}.yaml") if is_printed else output
    with reporting():
        from quizgen.drafting.answer_cache import AnswerCache, cache_path
        from quizgen.drafting.draft import by_rules, draft_deck, new_draft

        cache = AnswerCache(cache_path(path))
        find: Finds = by_rules
        if model_name:
            find = _with_model(model_name, cache, prices, yes=yes, quiet=quiet)
        make = new_draft if is_printed else draft_deck
        made = make(article, path, find, language or "")
        if is_printed:
            print_text(made.text)
    if not is_printed:
        _write(made, output, article)
        _tell_of(made, output, article, quiet=quiet)
    if model_name:
        cache.clear()


def _tell_of(made: Draft, output: Path, article: Path, *, quiet: bool) -> None:
    """Print what was drafted, and what comes next."""
    if not quiet:
        echo(_summary(made, output))
    suggest(f"confirm the facts in {output}, then: {_check(made, output, article)}", quiet=quiet)


def _prices(price_in: float | None, price_out: float | None) -> Prices:
    if price_in is None and price_out is None:
        return None
    return price_in or 0.0, price_out or 0.0


def _with_model(name: str, cache: AnswerCache, prices: Prices, *, yes: bool, quiet: bool) -> Finds:
    from quizgen.drafting.by_model import ModelDraft
    from quizgen.drafting.models import open_model

    model = open_model(name)
    agree = partial(_agree, model, prices, yes=yes)
    return ModelDraft(model, cache, agree=agree, tell=partial(_tell, quiet=quiet))


def _agree(model: Model, prices: Prices, cost: Cost, *, yes: bool) -> None:
    """Tell what a draft costs, and ask whether to go on; exit if nobody can answer or agrees."""
    echo(_told(model, prices, cost), err=True)
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("nobody can agree here; to send the text without asking, add --yes")
    if not click.confirm("Send the text?", err=True):
        raise click.Abort


def _told(model: Model, prices: Prices, cost: Cost) -> str:
    requests = counted(cost.requests, "request")
    tokens = f"about {cost.sent:,} tokens out and {cost.received:,} back"
    if prices is None:
        price = "the provider's price applies, if it has one"
    else:
        price = f"about {cost.price(*prices):.4f} in the currency of your prices"
    return f"{model.name}: {requests}, {tokens}; {price}; {model.where}"


def _tell(done: int, of: int, *, quiet: bool) -> None:
    if not quiet:
        echo(f"paragraph {done} of {of}", err=True)


def _write(made: Draft, output: Path, article: Path) -> None:
    from quizgen.drafting.starter import SCHEMA
    from quizgen.forms.registry import form_names
    from quizgen.schema.deck import deck_schema, schema_file

    files = {output: made.text.encode()}
    schema = output.parent / SCHEMA
    if made.is_new and not schema.exists():
        files[schema] = schema_file(deck_schema(form_names())).encode()
    write_files(files, inputs=[article])


def _summary(made: Draft, output: Path) -> str:
    counts = ", ".join(f"{count} {kind}" for kind, count in made.counts.items())
    what = f"{counted(len(made.facts), 'fact')} to confirm"
    left = f"; {made.left_out} left out, listed at its end" if made.left_out else ""
    return f"{output}: {what}{f' ({counts})' if counts else ''}{left}"


def _check(made: Draft, output: Path, article: Path) -> str:
    against = "" if made.names_article else f" --against {named([article])}"
    return f"quizgen check {named([output])}{against}"
