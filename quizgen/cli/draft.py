"""`quizgen draft`: a deck of what an article says, for the author to confirm."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.files import write_files
from quizgen.cli.models import Prices, asking, model_options, prices_of
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import quiet_option
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting
from quizgen.cli.streams import STDOUT, TextTarget, print_text
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.drafting.draft import Draft, Finds
    from quizgen.language_models.answer_cache import AnswerCache


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
@model_options(
    "A model of the package llm that proposes the facts, one paragraph at a time. The text "
    "goes to that model; without this option, nothing leaves your computer."
)
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
    prices = prices_of(model_name, price_in, price_out, yes=yes)
    is_printed = output == STDOUT
    path = Path(f"{article.stem}.yaml") if is_printed else output
    with reporting():
        from quizgen.drafting.asking import PROMPT_VERSION
        from quizgen.drafting.draft import by_rules, draft_deck, new_draft
        from quizgen.language_models.answer_cache import AnswerCache, cache_path

        cache = AnswerCache(cache_path(path, "draft"), PROMPT_VERSION)
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


def _with_model(name: str, cache: AnswerCache, prices: Prices, *, yes: bool, quiet: bool) -> Finds:
    from quizgen.drafting.asking import SCHEMA
    from quizgen.drafting.by_model import ModelDraft
    from quizgen.language_models.models import open_model

    model = open_model(name, SCHEMA, "drafting")
    return ModelDraft(
        model, cache, agree=asking(model, prices, yes=yes), tell=partial(_tell, quiet=quiet)
    )


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
