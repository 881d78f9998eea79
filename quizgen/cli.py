"""The command line: it parses options, calls the library, prints, writes and exits."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quizgen import __version__

if TYPE_CHECKING:
    # Imported where they are used, so that `quizgen --help` starts at once.
    from quizgen.anki.lock import Lock
    from quizgen.composing import Paper
    from quizgen.diagnostics import Diagnostic
    from quizgen.facts.model import AnkiDefaults, Form
    from quizgen.project import Project, QuizOptions
    from quizgen.push.client import Client

_PROBLEMS, _USAGE, _MACHINE = 1, 2, 3
_START = """\
There is no deck here. A deck is a YAML file such as this one:

  deck: my-deck
  title: My first deck
  terms:
    truce: {name: truce, definition: an agreement to stop fighting for a while}

Save it as my-deck.yaml and run `quizgen build` again, or name a deck: quizgen build PATH.yaml"""

F = TypeVar("F", bound=Callable[..., Any])
# Whether a deck can be read is asked, and told, where it is read.
deck_path = click.Path(path_type=Path, readable=False)
deck_argument = click.argument("deck", type=deck_path)
decks_argument = click.argument("decks", nargs=-1, type=deck_path)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print nothing but problems.")


format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are shown.",
)
font_path_option = click.option(
    "--font-path",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with fonts, also for characters that the built-in ones lack; may be repeated.",
)


lock_option = click.option(
    "--no-lock", is_flag=True, help="Leave the lock beside the deck as it is: a build to look at, not to give away."
)


class FormList(click.ParamType):  # type: ignore[type-arg]  # generic in its stubs alone
    """Forms of exercises with commas between them."""

    name = "kinds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Form, ...]:
        """Return the forms, each once."""
        from quizgen.diagnostics import did_you_mean
        from quizgen.facts.model import Form

        if isinstance(value, tuple):
            return value
        found = []
        for name in filter(None, (name.strip() for name in str(value).split(","))):
            if name not in tuple(Form):
                self.fail(f"there is no form `{name}`; {did_you_mean(name, tuple(Form))}", param, ctx)
            found.append(Form(name))
        return tuple(dict.fromkeys(found)) or self.fail("name at least one form", param, ctx)


def quiz_options(command: F) -> F:
    """Add the options that say what a quiz is like; what is left out is up to the deck."""
    options = (
        click.option(
            "--items", type=click.IntRange(1, 2000), help="How many items the quiz has.  [default: the deck's, or 20]"
        ),
        click.option(
            "--options", type=click.IntRange(3, 8), help="How many options an item has.  [default: the deck's, or 4]"
        ),
        click.option(
            "--seed",
            type=click.IntRange(0, 2**31),
            help="Another number chooses other items.  [default: the deck's, or 1]",
        ),
        click.option(
            "--kinds",
            type=FormList(),
            metavar="KIND,KIND…",
            help="The forms of the exercises: choice, multiple, true-false, matching, ordering, odd-one-out, "
            "fill-in, short.  [default: the deck's, or choice]",
        ),
        click.option(
            "--paper", type=click.Choice(["a4", "letter"]), help="The paper size.  [default: the deck's, or a4]"
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def layout_options(command: F) -> F:
    """Add the options that say what the sheets look like."""
    options = (
        click.option(
            "--columns",
            type=click.IntRange(1, 3),
            help="How many columns a page has.  [default: the deck's, or 2, or 1 in large print]",
        ),
        click.option(
            "--large-print/--no-large-print",
            default=None,
            help="Type of 18 points in one column, for readers who see little.  [default: the deck's]",
        ),
        click.option(
            "--font",
            default="",
            metavar="FAMILY",
            help="The font to print in, built in or from --font-path, such as OpenDyslexic.",
        ),
        font_path_option,
        click.option(
            "--template",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help="A folder with a user.typ of your own; `quizgen template eject` writes one.  [default: the deck's]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def paper_options(command: F) -> F:
    """Add the options that say how a quiz is printed and marked; what is left out is up to the deck."""
    options = (
        click.option(
            "--versions",
            type=click.IntRange(1, 26),
            help="How many versions, A to Z, each in an order of its own.  [default: the deck's, or 1]",
        ),
        click.option(
            "--wrong",
            type=click.FloatRange(0, 999),
            metavar="POINTS",
            help="What a wrong answer costs; the paper says so.  [default: the deck's, or nothing]",
        ),
        click.option(
            "--partial/--no-partial",
            default=None,
            help="Whether a partly right answer earns a part of its points; the paper says so.  [default: the deck's]",
        ),
        click.option("--force", is_flag=True, help="Replace the manifest of another quiz."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def card_options(command: F) -> F:
    """Add the options that say which cards the Anki deck has; what is left out is up to the deck."""
    own = "  [default: the deck's]"
    options = (
        click.option("--choice/--no-choice", default=None, help=f"Multiple-choice cards besides the others.{own}"),
        click.option(
            "--typed/--no-typed", default=None, help=f"Cards besides the others whose answer is typed in.{own}"
        ),
        click.option(
            "--subdecks/--no-subdecks", default=None, help=f"A deck within the deck for each kind of fact.{own}"
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="quizgen %(version)s")
def main() -> None:
    """Turn facts written in YAML into Anki decks and printed quizzes."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A console or a pipe may lack the letters of a deck; it shows question marks rather than nothing.
        sys.stdout.reconfigure(errors="replace")


@main.command()
@decks_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="The folder to write into.",
)
@quiz_options
@paper_options
@card_options
@lock_option
@layout_options
@quiet_option
def build(
    decks: tuple[Path, ...],
    output: Path,
    force: bool,
    no_lock: bool,
    quiet: bool,
    **quiz: Any,
) -> None:
    """Make everything: the Anki package, the printed quiz, its key and its manifest.

    A lock beside each deck says what has changed since the last build; keep it with the deck. A quiz
    that stands there already and would become another stays, unless --force is given: its papers may
    be printed.
    Without DECKS, take decks/*.yaml, else the decks among *.yaml in this folder.
    """
    projects = _projects(_find(decks))
    asked = {name: quiz.pop(name) for name in ("choice", "typed", "subdecks")}
    looks = _looks(quiz)
    options = _options(quiz)
    written: dict[Path, bytes] = {}
    kept: dict[Path, bytes] = {}
    told: list[str] = []
    with _reporting(), _progress(projects, "Building", quiet=quiet) as steps:
        from quizgen.anki.cards import wanted_cards
        from quizgen.outputs import Printing, kept_quiz, locks, package, paper_pictures, quiz_files
        from quizgen.paper.layout import make_layout
        from quizgen.paper.printing import make_manifest

        before = locks(projects)
        for project in steps:
            folder = output / project.deck.id
            wanted = wanted_cards(project.deck.anki, **asked)
            made_deck = package(project, wanted, before[project.deck.id])
            files = {f"{project.deck.id}.apkg": made_deck.data}
            paper = _paper(project, options)
            if paper:
                manifest = make_manifest(project.base, paper)
                stays = None if force else kept_quiz(folder, manifest)
                _show([stays] if stays else [])
                if not stays:
                    texts = project.base.wording.labels.texts
                    layout = make_layout(project.deck.quiz, **looks)
                    printing = Printing(layout=layout, pictures=paper_pictures(project, paper, layout))
                    files |= quiz_files(manifest, texts, printing, project.place_of)
            made = {folder / name: data for name, data in files.items()}
            after = {} if no_lock else _lock(project, before[project.deck.id], made_deck.lock)
            told += [_summary(project, paper, made, wanted), *_lost_lock(project, before[project.deck.id])]
            written |= made
            kept |= after
    _write(written, kept)
    if not quiet:
        click.echo("\n".join(told))


@main.command()
@deck_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The package to write.  [default: DECK's id.apkg]"
)
@card_options
@lock_option
@click.option("--diff", is_flag=True, help="List what is new, changed and gone since the last build; write nothing.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, readable=False),
    metavar="OLD.apkg",
    help="As --diff, but since that package was made.",
)
@quiet_option
def anki(
    deck: Path,
    output: Path | None,
    no_lock: bool,
    diff: bool,
    against: Path | None,
    quiet: bool,
    **asked: bool | None,
) -> None:
    """Make the Anki package of DECK.

    A lock beside the deck says what has changed since the last build; keep it with the deck.
    """
    project = _projects([deck])[0]
    with _reporting():
        from quizgen.anki.cards import wanted_cards
        from quizgen.outputs import difference, locks, package

        wanted = wanted_cards(project.deck.anki, **asked)
        if diff or against:
            click.echo(difference(project, wanted, against))
            return
        before = locks([project])[project.deck.id]
        made = package(project, wanted, before)
        written = {output or Path(f"{project.deck.id}.apkg"): made.data}
    _write(written, {} if no_lock else _lock(project, before, made.lock))
    if not quiet:
        click.echo("\n".join([_summary(project, None, written, wanted), *_lost_lock(project, before)]))


@main.command()
@decks_argument
@card_options
@click.option("--dry-run", is_flag=True, help="Only say what would change, note by note.")
@click.option("--overwrite", is_flag=True, help="Set fields that were edited in Anki to what the deck says, too.")
@lock_option
@click.option(
    "--url",
    envvar="QUIZGEN_ANKI_URL",
    default="http://127.0.0.1:8765",
    show_default=True,
    show_envvar=True,
    help="Where AnkiConnect listens.",
)
@click.option("--allow-remote", is_flag=True, help="Let the address be that of another machine.")
@click.option("--key", envvar="QUIZGEN_ANKI_KEY", show_envvar=True, help="The API key, where AnkiConnect wants one.")
@quiet_option
def push(decks: tuple[Path, ...], quiet: bool, **given: Any) -> None:
    """Bring DECKS up to date in a running Anki, by its add-on AnkiConnect.

    New notes are added, and fields that differ are set. Reviews, tags and fields of the learner's own
    stay, and so does what was edited in Anki; nothing is deleted. A push that was broken off is
    finished by the next one.

    Without DECKS, take decks/*.yaml, else the decks among *.yaml in this folder.
    """
    from quizgen.push.client import AnkiConnectError

    client = _client(given["url"], given["key"], allow_remote=given["allow_remote"])
    projects = _projects(_find(decks))
    try:
        with _reporting():
            from quizgen.outputs import locks

            client.connect()
            before = locks(projects)
            taken = [_push(client, project, before[project.deck.id], given, quiet=quiet) for project in projects]
    except AnkiConnectError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(_MACHINE)
    sys.exit(0 if all(taken) else _MACHINE)


def _client(url: str, key: str | None, *, allow_remote: bool) -> Client:
    from quizgen.push.client import Client, parse_address

    try:
        address = parse_address(url)
    except ValueError as error:
        raise click.UsageError(f"--url: {error}") from None
    if not address.is_local and not allow_remote:
        raise click.UsageError(f"{address.host} is another machine; --allow-remote lets decks be pushed there")
    return Client(address, key)


def _push(client: Client, project: Project, before: Lock | None, given: Mapping[str, Any], *, quiet: bool) -> bool:
    """Push one deck, tell what changes, and return whether Anki took it all."""
    from quizgen.anki.cards import wanted_cards
    from quizgen.outputs import wanted_in_anki
    from quizgen.push.apply import apply_plan
    from quizgen.push.holdings import held_notes, other_looks
    from quizgen.push.listing import describe, refusals
    from quizgen.push.plan import make_plan

    asked = {name: given[name] for name in ("choice", "typed", "subdecks")}
    cards = wanted_cards(project.deck.anki, **asked)
    wanted, after = wanted_in_anki(project, cards, before, overwrite=given["overwrite"])
    deck = wanted.deck
    with _bar(f"Reading {deck.deck}", len(deck.notes), quiet=quiet) as bar:
        held = held_notes(client, deck, bar.update)
    plan = make_plan(wanted, held, other_looks(client, deck))
    refused: list[str] = []
    if not given["dry_run"]:
        with _bar(f"Pushing {deck.deck}", len(plan.new) + len(plan.changed), quiet=quiet) as bar:
            refused = refusals(apply_plan(client, wanted, plan, bar.update))
        _write({}, {} if given["no_lock"] else _lock(project, before, after))
    if not quiet:
        click.echo(describe(wanted, plan, each=given["dry_run"]))
    for line in refused:
        click.echo(f"error: {line}", err=True)
    return not refused


@main.command()
@deck_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The folder to write into.  [default: this one, or that of the manifest]",
)
@quiz_options
@paper_options
@click.option(
    "--students",
    type=click.Path(path_type=Path, readable=False),
    metavar="ROSTER",
    help="A paper for each student of a roster, .csv or .xlsx with the columns name, number and class.",
)
@click.option("--split", is_flag=True, help="A file for each version or student.")
@click.option(
    "--pdf",
    type=click.Choice(["all", "quiz", "key", "none"]),
    default="all",
    show_default=True,
    help="Which PDF files to make beside the manifest.",
)
@click.option("--worked", is_flag=True, help="Also quiz-worked.pdf, which shows and explains what is right.")
@click.option("--answer-sheet", "sheet", is_flag=True, help="Also answer-sheet.pdf, with bubbles that can be scanned.")
@click.option("--bound", is_flag=True, help="Put the answer sheet of each paper behind it, instead of a file.")
@click.option(
    "--digits",
    type=click.IntRange(0, 12),
    default=5,
    show_default=True,
    help="How many digits of the student's number a class's answer sheet asks for.",
)
@layout_options
@quiet_option
def quiz(
    deck: Path,
    output: Path | None,
    force: bool,
    students: Path | None,
    split: bool,
    pdf: str,
    worked: bool,
    sheet: bool,
    bound: bool,
    digits: int,
    quiet: bool,
    **quiz: Any,
) -> None:
    """Make the printed quiz of DECK: quiz.pdf, quiz-key.pdf and quiz.json.

    DECK may be a quiz.json: then the same papers are printed again, whatever has become of the deck.
    """
    looks = _looks(quiz)
    wanted: dict[str, Any] = {"pdf": pdf, "worked": worked, "split": split, "digits": digits}
    wanted |= {"sheet": sheet or bound, "bound": bound}
    if deck.suffix == ".json":
        if students or force or any(value is not None for value in quiz.values()):
            raise click.UsageError("what is printed from a manifest is settled; only the kinds of file can be chosen")
        _reprint(deck, output or deck.parent, wanted, looks, quiet=quiet)
        return
    if students and quiz["versions"]:
        raise click.UsageError("--students gives each student a version; leave out --versions")
    project = _projects([deck])[0]
    folder = output or Path()
    with _reporting():
        from quizgen.outputs import Printing, check_manifest, paper_pictures, quiz_files, with_sheet_of
        from quizgen.paper.layout import make_layout
        from quizgen.paper.printing import make_manifest
        from quizgen.paper.roster import Roster, read_roster

        roster = read_roster(students) if students else Roster()
        paper = project.paper(_options(quiz))
        _show(paper.diagnostics)
        manifest = make_manifest(project.base, paper, roster.students)
        if not force:
            check_manifest(folder, manifest)
        manifest = with_sheet_of(folder, manifest)
        texts = project.base.wording.labels.texts
        layout = make_layout(project.deck.quiz, **looks)
        printing = Printing(**wanted, layout=layout, pictures=paper_pictures(project, paper, layout))
        files = quiz_files(manifest, texts, printing, lambda ref: roster.places.get(ref) or project.place_of(ref))
        written = {folder / name: data for name, data in files.items()}
    _write(written)
    if not quiet:
        click.echo(_summary(project, paper, written))


def _reprint(path: Path, folder: Path, wanted: Mapping[str, Any], looks: Mapping[str, Any], *, quiet: bool) -> None:
    """Print the papers of a manifest again, with other looks if need be."""
    with _reporting():
        from quizgen.diagnostics import Place
        from quizgen.facts.model import QuizDefaults
        from quizgen.labels import load_labels
        from quizgen.outputs import MANIFEST, Printing, check_manifest, quiz_files
        from quizgen.paper.layout import make_layout
        from quizgen.paper.reading import read_manifest, read_pictures

        manifest = read_manifest(path)
        check_manifest(folder, manifest)
        texts = load_labels(manifest.language).texts
        layout = make_layout(QuizDefaults(), **looks)
        printing = Printing(**wanted, layout=layout, pictures=read_pictures(path.parent, manifest))
        files = quiz_files(manifest, texts, printing, lambda _: Place(str(path)))
        if not printing.sheet:
            # The manifest stays as it is written: somebody may have mended its key.
            files[MANIFEST] = path.read_bytes()
        written = {folder / name: data for name, data in files.items() if printing.sheet or folder / name != path}
    _write(written)
    if not quiet:
        items = _count(len(manifest.items), "item")
        shown = [f"  {name}  {_size(len(data))}" for name, data in written.items()]
        click.echo("\n".join([f"{manifest.deck}: {items}, quiz {manifest.fingerprint}", *shown]))


def _grid(_context: click.Context, _parameter: click.Parameter, given: str) -> tuple[int, int]:
    from quizgen.paper.cardsheets import MOST_COLUMNS, MOST_ROWS

    columns, _, rows = given.lower().partition("x")
    if columns not in map(str, range(1, MOST_COLUMNS + 1)) or rows not in map(str, range(1, MOST_ROWS + 1)):
        most = f"{MOST_COLUMNS}x{MOST_ROWS}"
        raise click.BadParameter(f"`{given}` is not columns and rows, such as 2x4; there are at most {most}")
    return int(columns), int(rows)


@main.command()
@deck_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The PDF to write.  [default: DECK's id-cards.pdf]"
)
@click.option(
    "--grid",
    metavar="COLUMNSxROWS",
    default="2x4",
    show_default=True,
    callback=_grid,
    help="How many cards lie on a page, side by side and one below the other, up to 5x8.",
)
@click.option(
    "--flip",
    type=click.Choice(["long", "short"]),
    default="long",
    show_default=True,
    help="The edge over which the printer turns the paper.",
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="The paper size.  [default: the deck's, or a4]")
@click.option("--kinds", metavar="KIND,…", default="", help="Cards of these kinds of fact alone: treaties,people")
@font_path_option
@quiet_option
def cards(deck: Path, output: Path | None, folders: tuple[Path, ...], quiet: bool, **given: Any) -> None:
    """Print DECK as study cards to cut out, a question on the front and its answer on the back.

    Print the file on both sides at its actual size, and cut between the marks.
    """
    project = _projects([deck])[0]
    kinds = _named_kinds(project, given["kinds"])
    with _reporting():
        from quizgen.outputs import study_cards
        from quizgen.paper.cardsheets import CardGrid

        columns, rows = given["grid"]
        grid = CardGrid(columns, rows, given["paper"] or project.deck.quiz.paper, given["flip"])
        pdf, made = study_cards(project, kinds, grid=grid, fonts=folders)
        _show(made.diagnostics)
        written = {output or Path(f"{project.deck.id}-cards.pdf"): pdf}
    _write(written)
    if not quiet:
        per_page = grid.columns * grid.rows
        sheets = -(-len(made.cards) // per_page)
        click.echo(f"{project.deck.id}: {_count(len(made.cards), 'card')} on {_count(sheets, 'sheet')} of paper")
        click.echo("\n".join(f"  {path}  {_size(len(data))}" for path, data in written.items()))


def _named_kinds(project: Project, given: str) -> list[str]:
    """Return the kinds named in a list with commas; one that the deck does not have is wrong usage."""
    from quizgen.diagnostics import did_you_mean

    named = [kind.strip() for kind in given.split(",") if kind.strip()]
    known = {fact.kind for fact in project.deck.facts.values() if not fact.background}
    for kind in named:
        if kind not in known:
            raise click.UsageError(f"--kinds: the deck has no facts of kind `{kind}`; {did_you_mean(kind, known)}")
    return named


@main.group()
def template() -> None:
    """Change the looks of the printed quiz."""


@template.command()
@click.argument("folder", type=click.Path(path_type=Path))
def eject(folder: Path) -> None:
    """Write a user.typ into FOLDER, with every function that may be changed, and what it gets."""
    from quizgen.facts.own import OWN_TEMPLATE
    from quizgen.resources import shipped

    path = folder / OWN_TEMPLATE
    if path.exists():
        raise click.UsageError(f"{path} is there already")
    _write({path: (shipped("templates") / "print" / OWN_TEMPLATE).read_bytes()})
    click.echo(f"{path}: change it, then print with --template {folder}")


@main.command()
@decks_argument
@format_option
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--lint/--no-lint", default=True, help="Examine cards and written options too.  [default: --lint]")
@quiet_option
def check(decks: tuple[Path, ...], form: str, strict: bool, lint: bool, quiet: bool) -> None:
    """Find every problem in the decks, with its place and its fix.

    Where the decks can be read, their cards, and the questions whose options you wrote, are examined as well;
    hints, and flaws of the generated items, are told by `quizgen lint`.

    Without DECKS, take decks/*.yaml, else the decks among *.yaml in this folder.
    """
    from quizgen.diagnostics import has_errors
    from quizgen.project import read_projects
    from quizgen.report import REPORTS

    projects, problems = read_projects(_find(decks))
    if lint and not has_errors(problems):
        from quizgen.review import warnings

        problems += [each for project in projects for each in warnings(project)]
    if problems or form == "json":
        click.echo(REPORTS[form](problems))
    if not problems and form == "text" and not quiet:
        for project in projects:
            click.echo(f"{project.deck.place.file}: no problems in {_count(len(project.deck.facts), 'fact')}")
    sys.exit(_PROBLEMS if has_errors(problems) or (strict and problems) else 0)


@main.command()
@deck_argument
@click.option("--explain", is_flag=True, help="Tell why each option is wrong, and what was not offered and why.")
@click.option("--of", "prefix", default="", help="Only questions whose id begins so: treaties, treaties/inf …")
@quiz_options
def items(deck: Path, explain: bool, prefix: str, **quiz: Any) -> None:
    """List every question of DECK with its options and the proof that each is wrong.

    With --kinds, list the exercises of these forms instead.
    """
    from quizgen.explain import list_exercises, list_questions
    from quizgen.items.difficulty import of_choice

    project = _projects([deck])[0]
    if quiz["kinds"]:
        made = project.exercises(_options(quiz))
        click.echo(list_exercises([each for each in made if each.id.startswith(prefix)]))
        return
    listed = [each for each in project.questions(_options(quiz)) if each.prompt.id.startswith(prefix)]
    click.echo(list_questions(listed, explain=explain, difficulty=partial(of_choice, project.base)))


@main.command()
@decks_argument
@click.option("--rules", is_flag=True, help="List the rules instead.")
@format_option
@click.option("--strict", is_flag=True, help="Exit with 1 where anything is found.")
@quiz_options
def lint(decks: tuple[Path, ...], rules: bool, form: str, strict: bool, **quiz: Any) -> None:
    """Look for flaws in the items of DECKS, as an examiner would.

    A deck turns a rule off with `lint: {Q412: off}`. Findings are hints: read the item before you
    change it.
    """
    from quizgen.report import REPORTS
    from quizgen.review import list_rules, review

    if rules:
        click.echo(list_rules())
        return
    found = [each for project in _projects(_find(decks)) for each in review(project, _options(quiz))]
    if found or form == "json":
        click.echo(REPORTS[form](found))
    sys.exit(_PROBLEMS if strict and found else 0)


@main.command("explain")
@click.argument("code", required=False)
def explain_code(code: str | None) -> None:
    """Tell what CODE means, with examples and how to mend it; without CODE, list all codes."""
    from quizgen.codes import codes, explain, list_codes
    from quizgen.diagnostics import did_you_mean

    if code is None:
        click.echo(list_codes())
        return
    known = codes().get(code.upper())
    if known is None:
        raise click.UsageError(f"there is no code `{code}`; {did_you_mean(code, codes())}")
    click.echo(explain(known))


@main.command()
@click.argument("kind", required=False)
@click.option("--deck", type=deck_path, help="Show the kinds of this deck as well.")
def kinds(kind: str | None, deck: Path | None) -> None:
    """List the kinds of fact, or the fields and questions of one KIND."""
    from quizgen.describe import describe_kind, list_kinds
    from quizgen.diagnostics import did_you_mean
    from quizgen.facts.kinds import built_in_kinds

    known = _projects([deck])[0].deck.kinds if deck else built_in_kinds()
    if kind is None:
        click.echo(list_kinds(known))
    elif kind in known:
        click.echo(describe_kind(known[kind]))
    else:
        raise click.UsageError(f"there is no kind `{kind}`; {did_you_mean(kind, known)}")


def _find(named: tuple[Path, ...]) -> list[Path]:
    """Return the decks to work on; exits with the way to start where there are none."""
    from quizgen.source.text import names_a_deck

    found = list(dict.fromkeys(named)) or sorted(Path("decks").glob("*.yaml"))
    found = found or [path for path in sorted(Path().glob("*.yaml")) if names_a_deck(path)]
    if not found:
        click.echo(_START, err=True)
        sys.exit(_USAGE)
    return found


def _projects(paths: list[Path]) -> list[Project]:
    """Read decks, show what is wrong with them, and exit if anything stops them."""
    from quizgen.diagnostics import has_errors
    from quizgen.project import read_projects

    projects, problems = read_projects(paths)
    _show(problems)
    if has_errors(problems):
        sys.exit(_PROBLEMS)
    return projects


def _looks(given: dict[str, Any]) -> dict[str, Any]:
    """Take what the sheets are to look like out of the options given."""
    return {name: given.pop(name) for name in ("columns", "large_print", "font", "folders", "template")}


def _options(given: Mapping[str, Any]) -> QuizOptions:
    from decimal import Decimal

    from quizgen.project import QuizOptions

    wrong = given.get("wrong")
    return QuizOptions(**{**given, "wrong": None if wrong is None else Decimal(str(wrong))})


def _show(problems: Iterable[Diagnostic]) -> None:
    from quizgen.report import as_text

    shown = as_text(problems)
    if shown:
        click.echo(shown, err=True)


@contextmanager
def _reporting() -> Iterator[None]:
    """Show what stops a stage, and exit."""
    from quizgen.diagnostics import QuizgenError

    try:
        yield
    except QuizgenError as error:
        _show(error.diagnostics)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"error: {_reason(error)}", err=True)
        sys.exit(_MACHINE)


def _progress(projects: list[Project], label: str, *, quiet: bool) -> Any:
    hidden = quiet or not sys.stderr.isatty()
    return click.progressbar(projects, label=label, file=sys.stderr, hidden=hidden, item_show_func=_deck_id)


def _bar(label: str, length: int, *, quiet: bool) -> Any:
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=quiet or not sys.stderr.isatty())


def _deck_id(project: Project | None) -> str | None:
    return project.deck.id if project else None


def _write(files: Mapping[Path, bytes], locks: Mapping[Path, bytes] | None = None) -> None:
    """Write files, and locks where their folders let us: a deck may be somewhere that cannot be written."""
    from quizgen.files import write_what_can_be

    try:
        left_out = write_what_can_be(files, locks or {})
    except OSError as error:
        click.echo(f"error: nothing was written: {_reason(error)}", err=True)
        sys.exit(_MACHINE)
    for path, refusal in left_out.items():
        reason = (refusal.strerror or str(refusal)).lower()
        click.echo(f"warning: {path} was not written: {reason}; the next build will not know of this one", err=True)


def _lock(project: Project, before: Lock | None, after: Lock) -> dict[Path, bytes]:
    """Return the lock as a file to write, none where it stays as it is."""
    from quizgen.outputs import lock_file

    return {lock_file(project): after.to_bytes()} if after != before else {}


def _lost_lock(project: Project, before: Lock | None) -> list[str]:
    """Say what it means that there was no lock, in one line."""
    from quizgen.outputs import lock_file

    if before is not None:
        return []
    meant = "all notes count as changed; the next import overwrites learners' own edits of them, and no review is lost"
    return [f"  there was no {lock_file(project)}: {meant}"]


def _reason(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}" if error.filename else reason


def _paper(project: Project, options: QuizOptions) -> Paper | None:
    """Return the paper of a deck, None after saying why it has none: its cards are still worth making."""
    from quizgen.diagnostics import QuizgenError, as_warning

    try:
        paper = project.paper(options)
    except QuizgenError as error:
        _show(map(as_warning, error.diagnostics))
        return None
    _show(paper.diagnostics)
    return paper


def _summary(
    project: Project, paper: Paper | None, files: Mapping[Path, bytes], wanted: AnkiDefaults | None = None
) -> str:
    """Return what a deck holds and what was written of it; `wanted` are its cards, if not those that it asks for."""
    from quizgen.outputs import card_count

    facts = sum(not fact.background for fact in project.deck.facts.values())
    told = f"{project.deck.id}: {_count(facts, 'fact')}, {_count(card_count(project, wanted), 'card')}"
    if paper:
        told += f", {_count(paper.available, 'item')}, {len(paper.exercises)} of them on the paper"
    if paper and paper.presumed:
        told += f" with {_count(paper.presumed, 'option')} only presumed to be wrong"
    return "\n".join([told, *(f"  {path}  {_size(len(data))}" for path, data in files.items())])


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} bytes"
