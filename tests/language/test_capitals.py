"""Options are capitalized all or none, and never if that changes a symbol, command or name."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import HEADER, project_of

from quizgen.bank.capitals import as_answer
from quizgen.deck.model.contents import Text
from quizgen.forms.true_false import make_true_false
from quizgen.project import Project, QuizOptions

UNITS = """
kinds:
  units:
    one: unit
    about: Units.
    name: name
    main: symbol
    fields:
      name: {type: text, required: true, about: the name}
      symbol: {type: text, single: true, about: the symbol}
    questions:
      symbol: {ask: "what is the symbol of {name}?", claim: "the symbol of {name} is {symbol}"}
"""


def options(project: Project) -> dict[str, tuple[str, ...]]:
    return {item.id: item.options for item in project.items(QuizOptions())}


def own(tmp_path: Path, texts: str, header: str = HEADER) -> set[str]:
    """Return the options of an item for which the author wrote all options."""
    first, _, rest = texts.partition(", ")
    facts = (
        f"{UNITS}\nunits:\n  a: {{name: A, symbol: {{value: {first}, distractors: [{rest}]}}}}\n"
    )
    (found,) = options(project_of(tmp_path, facts, header)).values()
    return set(found)


@pytest.mark.parametrize(
    "texts",
    [
        "kg, m, s, mol",
        "ls, cat, pwd, the list of files",
        "cos x, sin x, tan x, one and the same function",
        "und, Haus, weil, schön",
        "van Gogh, Rembrandt, Vermeer, a painter of the night",
        "truce, embargo, Cold War, bounty",
        "git commit -m x, git push to the server, git pull, git log",
        "president Obama, president Bush, the king of Spain, vitamin C",
    ],
)
def test_what_may_be_a_symbol_or_a_name_stays_as_written(tmp_path: Path, texts: str) -> None:
    shown = own(tmp_path, texts)
    # An English article may disappear, because names are offered without one.
    assert shown <= set(texts.split(", "))


@pytest.mark.parametrize(
    "texts",
    [
        "a halt to hostilities, troll, bounty, penalties of one state",
        "president of Russia, king of Spain, Prime Minister of Japan, queen of Denmark",
        "the alkali metals, the halogens, the noble gases, 3 others",
        "to make them appear worthless, praise, ridicule, Blame",
    ],
)
def test_beside_a_phrase_all_have_a_capital(tmp_path: Path, texts: str) -> None:
    assert {text[0] for text in own(tmp_path, texts)} == {
        text[0].upper() for text in texts.split(", ")
    }


def test_questions_written_out_keep_their_options_and_answer(tmp_path: Path) -> None:
    project = project_of(
        tmp_path,
        """
        questions:
          q:
            ask: Which one?
            answer: the people of the land
            distractors: [the army and the press, ls, Über alles in der Welt]
        """,
    )
    (found,) = options(project).values()
    assert set(found) == {
        "the people of the land",
        "the army and the press",
        "ls",
        "Über alles in der Welt",
    }
    assert [prompt.answer for prompt in project.prompts] == ["the people of the land"]


def test_a_name_without_its_article_has_a_capital(tmp_path: Path) -> None:
    project = project_of(
        tmp_path,
        """
        events:
          a: {name: the election, date: 1990}
          b: {name: the referendum, date: 1993}
          c: {name: the debate, date: 1996}
          d: {name: INF Treaty, date: 1999}
        """,
    )
    shown = options(project)["events/a/date/back"]
    assert set(shown) == {"Election", "Referendum", "Debate"}
    answers = {prompt.id: prompt.answer for prompt in project.prompts}
    assert answers["events/a/date/back"] == "Election"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kg", "kg"),
        ("van Gogh", "van Gogh"),
        ("al-Shabaab", "al-Shabaab"),
        ("truce", "truce"),
        ("vitamin C", "vitamin C"),
        ("a chemical attack", "A chemical attack"),
        ("president of Russia", "President of Russia"),
        ("van der Waals", "van der Waals"),
        ("x is even", "x is even"),
    ],
)
def test_an_answer_alone(tmp_path: Path, text: str, shown: str) -> None:
    base = project_of(tmp_path, "terms: {t: {name: truce, definition: an agreement}}").base
    assert as_answer(base, text, Text(text)) == shown


def test_true_and_false_claims_are_cased_alike(tmp_path: Path) -> None:
    facts = (
        UNITS
        + "\nunits:\n"
        + "".join(
            f"  u{n}: {{name: U{n}, symbol: {text}}}\n"
            for n, text in enumerate(("kg", "m", "s", "the mole of it"))
        )
    )
    project = project_of(tmp_path, facts)
    claims = list(make_true_false(project.base, project.questions(QuizOptions()), 1))
    assert claims
    assert all("Kg" not in claim.statement for claim in claims)
