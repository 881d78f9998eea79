"""Print the lowest versions that pyproject.toml allows, as constraints for pip.

With ``--tests``, print the tests that show whether these versions work. The script only needs
Python's standard library, so it can run before anything is installed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
# The extras that a user installs. Packages of the extra `test` stay newest.
_EXTRAS = ("zstd", "xlsx", "grounding", "draft", "mcp", "preview", "grade", "export")
_REQUIREMENT = re.compile(r"([A-Za-z0-9_.-]+)>=([0-9.]+)(?:,<[0-9.]+)?")
# These tests notice if an older version lacks something or behaves differently.
TESTS = {
    # Options, exit codes, streams and the progress bar.
    "click": (
        "cli/test_check_command.py",
        "cli/test_printing_command.py",
        "cli/test_edge.py",
        "docs/test_readme.py",
    ),
    # Dates, numbers, lists and plurals of every language.
    "babel": ("language/test_languages.py", "deck/test_dates.py"),
    # Packages as Anki reads them, and note types.
    "genanki": ("anki/test_apkg.py", "anki/test_card_types.py"),
    # Formulas, the rules of markup, and code with classes.
    "latex2mathml": ("markup/test_formulas.py",),
    "markdown-it-py": ("markup/test_parse.py",),
    "pygments": ("anki/test_markup_on_cards.py",),
    # Pictures of all formats, whole and damaged.
    "pillow": ("media/test_damaged_media.py",),
    # Manifests, whole and mutated, and their schema.
    "msgspec": ("quiz/test_manifest.py", "quiz/test_score.py"),
    # The folder for records of runs.
    "platformdirs": ("records/test_unchanged.py",),
    # Word stems in the linter's rules.
    "pystemmer": ("lint/test_lint.py",),
    # Sounds of all formats, whole and damaged.
    "tinytag": ("media/test_damaged_media.py",),
    # Each syntax error has its own text, which depends on the parser's text.
    "pyyaml": ("deck/test_corpus.py", "yaml/test_reader_fuzz.py", "cli/test_codes.py"),
    # A QR code that a reader finds on the printed sheet.
    "segno": ("paper/test_answer_sheet.py",),
    # Files in memory, warnings, fonts, PDF standards, and stopped runs.
    "typst": ("typeset/test_layout.py", "typeset/test_own_template.py", "cli/test_interrupts.py"),
    # The caret under the right column.
    "wcwidth": ("deck/test_corpus.py", "cli/test_visible.py"),
    # Packages of newer versions of Anki.
    "zstandard": ("anki/test_newer_packages.py",),
    # Rosters from spreadsheets.
    "openpyxl": ("quiz/test_roster.py", "office/test_kahoot.py"),
    # Tools, resources and prompts, as a client sees them.
    "mcp": ("assistants/test_server.py",),
    # Articles as web pages, PDF files and documents.
    "python-docx": ("grounding/test_reading.py", "office/test_word.py"),
    # Also questions as QTI, written, and read from strangers.
    "lxml": ("grounding/test_reading.py", "qti/test_canvas.py", "qti/test_foreign.py"),
    "pypdfium2": ("grounding/test_reading.py", "preview/test_page.py"),
    # Drafting with a model.
    "llm": ("drafting/test_model.py",),
    # Answer sheets of all formats, read from scans and photos.
    **dict.fromkeys(
        ("numpy", "opencv-python-headless", "pillow-heif", "zxing-cpp"),
        ("grade/test_reading.py", "grade/test_grading.py"),
    ),
    # The page of the preview, its server, and the watch over files.
    **dict.fromkeys(
        ("jinja2", "starlette", "uvicorn", "watchfiles"),
        ("preview/test_page.py", "preview/test_server.py", "cli/test_build_watch.py"),
    ),
}


def lowest(pyproject: str) -> dict[str, str]:
    """Return the lowest version of each requirement; raise ValueError for one without a bound."""
    project = tomllib.loads(pyproject)["project"]
    extras = project["optional-dependencies"]
    required = [*project["dependencies"], *(each for name in _EXTRAS for each in extras[name])]
    return dict(map(_bound, required))


def _bound(requirement: str) -> tuple[str, str]:
    found = _REQUIREMENT.fullmatch(requirement)
    if not found:
        raise ValueError(f"`{requirement}` does not say `name>=version`")
    return found[1], found[2]


def _print_tests() -> None:
    for name in sorted({name for names in TESTS.values() for name in names}):
        print(f"tests/{name}")


def _print_constraints() -> None:
    for name, version in lowest(PYPROJECT.read_text(encoding="utf-8")).items():
        print(f"{name}=={version}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--tests"]:
        _print_tests()
    else:
        _print_constraints()
