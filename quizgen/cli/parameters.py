"""Types and checks of the values that options take."""

from __future__ import annotations

import math
from typing import Any

import click

from quizgen.late import late_pattern

# Bytes of the command line that the terminal's encoding cannot decode.
_UNDECODED = late_pattern("[\ud800-\udfff]")


class FormList(click.ParamType):  # type: ignore[type-arg]  # generic in its stubs alone
    """A list of item forms, separated by commas."""

    name = "forms"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the names of the forms, each once."""
        from quizgen.diagnostics import did_you_mean
        from quizgen.forms.registry import FORMS

        if isinstance(value, tuple):
            return value
        names = [name.strip() for name in str(value).split(",")]
        found = [name for name in names if name]
        for name in found:
            if name not in FORMS:
                self.fail(f"there is no form `{name}`; {did_you_mean(name, FORMS)}", param, ctx)
        return tuple(dict.fromkeys(found)) or self.fail("name at least one form", param, ctx)


class FormsOption(click.Option):
    """An option whose help lists all forms; they are loaded when the help is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option with its help."""
        from quizgen.forms.registry import FORMS

        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace("{forms}", ", ".join(FORMS)))


class FormatName(click.ParamType):  # type: ignore[type-arg]  # generic in its stubs alone
    """The name of a format of other programs; formats are loaded when a name is read."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name."""
        from quizgen.diagnostics import did_you_mean
        from quizgen.export.formats import FORMATS

        name = str(value)
        if name not in FORMATS:
            self.fail(f"there is no format `{name}`; {did_you_mean(name, FORMATS)}", param, ctx)
        return name


class ReaderName(click.ParamType):  # type: ignore[type-arg]  # generic in its stubs alone
    """The name of a format to read; formats are loaded when a name is read."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name."""
        from quizgen.diagnostics import did_you_mean
        from quizgen.importing.readers import READERS

        name = str(value)
        # Packages go to `quizgen adopt`.
        known = [*READERS, "apkg"]
        if name not in known:
            self.fail(f"there is no format `{name}`; {did_you_mean(name, known)}", param, ctx)
        return name


class Points(click.FloatRange):
    """A number of points, with a decimal point or a decimal comma."""

    name = "points"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number."""
        given: Any = value.replace(",", ".") if isinstance(value, str) else value
        return super().convert(given, param, ctx)


def refuse_nan(
    _context: click.Context, _parameter: click.Parameter, given: float | None
) -> float | None:
    """Refuse `nan`, which every range lets through because nothing is less than it."""
    if given is not None and math.isnan(given):
        raise click.BadParameter("`nan` is not a number of points; write one such as 0.25")
    return given


def printable_text(
    _context: click.Context, _parameter: click.Parameter, given: str | None
) -> str | None:
    """Return a text without the space around it; refuse one without visible characters."""
    if given is None:
        return None
    from quizgen.deck.read import clean_text, is_blank

    if is_blank(given):
        raise click.BadParameter("the text is blank")
    if _UNDECODED.search(given):
        raise click.BadParameter("the text is not in the terminal's encoding; write it as UTF-8")
    return clean_text(given)


def grid(_context: click.Context, _parameter: click.Parameter, given: str) -> tuple[int, int]:
    """Return the columns and rows of a grid such as 2x4."""
    from quizgen.paper.card_pdf import MOST_COLUMNS, MOST_ROWS

    columns, _, rows = given.lower().partition("x")
    if not (_is_up_to(MOST_COLUMNS, columns) and _is_up_to(MOST_ROWS, rows)):
        most = f"{MOST_COLUMNS}x{MOST_ROWS}"
        fix = f"write COLUMNSxROWS, such as 2x4; the largest is {most}"
        raise click.BadParameter(f"`{given}` is not a grid that fits: {fix}")
    return int(columns), int(rows)


def _is_up_to(most: int, given: str) -> bool:
    return given in map(str, range(1, most + 1))


def suggest_forms(context: click.Context, _parameter: click.Parameter, given: str | None) -> None:
    """Refuse `--kinds`, which means kinds of fact, and suggest `--forms`."""
    if given is not None:
        raise click.UsageError("No such option '--kinds'. Did you mean '--forms'?", context)
