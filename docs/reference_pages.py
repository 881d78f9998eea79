"""Write the reference pages from the program's tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quizgen.codes import Code, codes
from quizgen.deck.keys.anki import ANKI_KEYS, CARD_KEYS_OF_A_KIND, CLOZE_KEYS, LOOK_KEYS
from quizgen.deck.keys.deck import DECK_KEYS, FILE_KEYS, INCLUDE_KEYS, SOURCE_KEYS, TABLE_KEYS
from quizgen.deck.keys.facts import (
    DIAGRAM_KEYS,
    FACT_KEYS,
    PICTURE_KEYS,
    RECORD_KEYS,
    REGION_KEYS,
    VALUE_KEYS,
)
from quizgen.deck.keys.key import Key
from quizgen.deck.keys.kinds import KIND_KEYS, QUESTION_KEYS
from quizgen.deck.keys.quiz import PASSAGE_KEYS, QUIZ_KEYS, SECTION_KEYS
from quizgen.deck.kinds import WORDED, built_in_kinds, field_keys
from quizgen.deck.model.kinds import Kind
from quizgen.lint.rules import RULES
from quizgen.listing.kinds import describe_stems
from quizgen.resources import shipped

Schema = Mapping[str, Any]

_COMMANDS = """\
# Commands

`quizgen COMMAND --help` shows the same on the command line.

| exit code | meaning |
|---|---|
| 0 | everything went well |
| 1 | a deck, or another file that you gave, has problems |
| 2 | the command line is wrong |
| 3 | the machine lacks or refuses something: a full disk, a folder that cannot be written |
| 70 | quizgen has a fault; please report the line that it prints |
| 130 | you stopped the command with Ctrl-C; it leaves nothing behind |
| 143 | another program stopped it with SIGTERM; it leaves nothing behind |

If quizgen has a fault, `QUIZGEN_TRACEBACK=1` in the environment makes it print where in the program
it happened. Characters that a terminal would hide, or that would move other text, are shown
escaped: `\\u202e`.

`-` in the place of a deck is standard input: `cat deck.yaml | quizgen check -`. Tables, pictures
and included files then lie in the current folder. A command that keeps a lock beside the deck, or
changes the deck, needs a file; `build` and `anki` take `-` with `--no-lock`. `-` in the place of a
text file to write is standard output, and the summary goes to standard error:
`quizgen report deck.yaml -o - > report.html`.

`build`, `check`, `lint` and `items` remember what they read, wrote and said. They do nothing for a
deck that has not changed, and say the same again. They keep this in your folder for caches
(`~/.cache/quizgen` on Linux, `~/Library/Caches/quizgen` on macOS,
`%LOCALAPPDATA%\\quizgen\\Cache` on Windows), at most 64 MiB. You can delete it at any time.
`QUIZGEN_CACHE` in the environment names another folder; if it is empty, they remember nothing.

`-v` before or after the command says on standard error which files are read and written, what is
skipped and why, and how long each stage takes.

```{eval-rst}
.. click:: quizgen.cli:main
   :prog: quizgen
   :nested: full
```
"""

_SECTIONS = (
    ("The deck", "A deck file begins with these keys.", DECK_KEYS),
    ("Any file", "Deck files and the files that they include.", FILE_KEYS),
    (
        "`include: {…}`",
        "In place of a list of files, which is the same as `facts`.",
        INCLUDE_KEYS,
    ),
    (
        "`table` of a kind",
        "In place of the id of a fact: `countries: {table: countries.csv}`, or with these keys.",
        TABLE_KEYS,
    ),
    ("`source`", "Where the facts come from.", SOURCE_KEYS),
    ("`quiz`", "The defaults of the printed quiz.", QUIZ_KEYS),
    ("`quiz: {sections: [...]}`", "One part of the paper.", SECTION_KEYS),
    (
        "`passages: {id: {…}}`",
        "A text or a picture that several items of the paper share.",
        PASSAGE_KEYS,
    ),
    ("`anki`", "The cards of the Anki deck.", ANKI_KEYS),
    (
        "`anki: {cloze: {…}}`",
        "How cards hide the entries of lists and steps; a mode alone may stand in its place.",
        CLOZE_KEYS,
    ),
    ("`anki: {kinds: …}`", "The cards of one kind.", CARD_KEYS_OF_A_KIND),
    ("`look`", "The look of the cards in Anki, of all or of one kind.", LOOK_KEYS),
    ("Every fact", "Besides the fields of its kind.", FACT_KEYS),
    ("Every value", "In the long form of a value, `{value: …}`.", VALUE_KEYS),
    ("`record`", "What the record says instead.", RECORD_KEYS),
    ("A picture", "As an answer or an option.", PICTURE_KEYS),
    ("A diagram", "A picture with named regions, in a field of type diagram.", DIAGRAM_KEYS),
    ("A region of a diagram", "A box alone may stand in its place.", REGION_KEYS),
    ("`kinds`", "A kind of fact that the deck declares.", KIND_KEYS),
    ("`fields` of a kind", "One field.", field_keys()),
    ("`questions` of a kind", "One question.", QUESTION_KEYS),
)


def write_pages(folder: Path) -> None:
    """Write every reference page into the folder; pages that are up to date keep their time."""
    pages = {
        "commands.md": _COMMANDS,
        "deck-file.md": _deck_file(),
        "kinds.md": _kinds(),
        "problems.md": _problems(),
        "lint.md": _lint_rules(),
        "manifest.md": _manifest(),
    }
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _deck_file() -> str:
    lines = ["# The deck file", "", "Required keys are marked with \\*.", ""]
    for title, about, table in _SECTIONS:
        lines += [f"## {title}", "", about, "", "| key | takes | meaning |", "|---|---|---|"]
        lines += [_key_row(key) for key in table.values()]
        lines.append("")
    return "\n".join(lines)


def _key_row(key: Key) -> str:
    takes = ", ".join(f"`{word}`" for word in key.choices) or key.shape.value
    mark = "\\*" if key.required else ""
    return _row(f"`{key.name}`{mark}", takes, key.about)


def _kinds() -> str:
    lines = ["# The built-in kinds", ""]
    for kind in built_in_kinds().values():
        lines += _kind(kind)
    lines += ["## In the stems of a kind", "", "```text", describe_stems(), "```", ""]
    return "\n".join(lines)


def _kind(kind: Kind) -> list[str]:
    lines = [f"## {kind.key}", "", kind.about, "", "| field | type | meaning |", "|---|---|---|"]
    for field in kind.fields.values():
        mark = "\\*" if field.required else ""
        of_type = f"list of {field.type}s" if field.many else field.type
        lines.append(_row(f"`{field.name}`{mark}", of_type, field.about))
    lines += ["", "Questions:", ""]
    for rule in kind.questions.values():
        stems = [stem for name in WORDED.values() for stem in getattr(rule, name)]
        stems = stems or ["each blank of the sentence"]
        lines += [f"- `{stem}`" for stem in stems]
    return [*lines, ""]


def _problems() -> str:
    lines = [
        "# Problems",
        "",
        "`quizgen.listing.questions CODE` shows the same on the command line.",
        "",
    ]
    for code in codes().values():
        if not code.is_rule:
            lines += _code(code)
    return "\n".join(lines)


def _lint_rules() -> str:
    lines = ["# The linter's rules", ""]
    lines += ["Turn a rule off in a deck with `lint: {Q412: off}`.", ""]
    for name in RULES:
        lines += _code(codes()[name])
    return "\n".join(lines)


def _code(code: Code) -> list[str]:
    level = f" ({code.level})" if code.level else ""
    lines = [f"## {code.code}", "", f"{code.means}{level}", "", f"**Fix:** {code.mend}", ""]
    for label, example in (("Wrong:", code.bad), ("Right:", code.good)):
        if example:
            lines += [label, "", "```text", example, "```", ""]
    return lines


def _manifest() -> str:
    schema = json.loads(
        (shipped("templates") / "print" / "manifest.schema.json").read_text(encoding="utf-8")
    )
    lines = ["# The manifest", "", schema["description"], ""]
    lines += ["A reader must refuse a `format` that it does not know.", ""]
    lines += ["| key | type | meaning |", "|---|---|---|", *_properties(schema, schema, ""), ""]
    return "\n".join(lines)


def _properties(whole: Schema, part: Schema, prefix: str) -> Iterator[str]:
    part = _resolved(whole, part)
    for name, value in part.get("properties", {}).items():
        inner = _resolved(whole, value)
        key = f"{prefix}{name}"
        yield _row(f"`{key}`", _type(inner), value.get("description", inner.get("description", "")))
        yield from _properties(whole, inner, f"{key}.")
        # A list of a fixed length allows no further items.
        if inner.get("items"):
            yield from _properties(whole, inner["items"], f"{key}[].")


def _resolved(whole: Schema, part: Schema) -> Schema:
    """Follow a reference within the schema; of several choices, take the one that is an object."""
    while "$ref" in part:
        found: Schema = whole
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = found
    choices = part.get("oneOf") or part.get("anyOf") or []
    objects = [each for each in choices if each.get("type") != "null"]
    return _resolved(whole, objects[0]) if objects and "properties" not in part else part


def _type(part: Schema) -> str:
    if "enum" in part:
        return ", ".join(f"`{json.dumps(each)}`" for each in part["enum"])
    if "const" in part:
        return f"`{json.dumps(part['const'])}`"
    told = part.get("type", "")
    return " or ".join(told) if isinstance(told, list) else str(told)


def _row(*cells: str) -> str:
    escaped = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(escaped)} |"
