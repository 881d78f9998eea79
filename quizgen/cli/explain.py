"""`quizgen explain`: what the code of a problem means."""

from __future__ import annotations

import click

from quizgen.cli.output import echo


@click.command("explain")
@click.argument("code", required=False)
def explain_code(code: str | None) -> None:
    """Explain the CODE of a problem, or list all codes."""
    from quizgen.codes import codes, explain, list_codes
    from quizgen.diagnostics import did_you_mean

    if code is None:
        echo(list_codes())
        return
    known = codes().get(code.upper())
    if known is None:
        raise click.UsageError(f"there is no code `{code}`; {did_you_mean(code, codes())}")
    echo(explain(known))
