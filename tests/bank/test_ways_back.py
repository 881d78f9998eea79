"""Ways back: from what a stem says to the one fact that it can mean."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from checker import Checker
from deck_support import HEADER, project_of
from media_support import picture

from quizgen.anki.notes import RecallNote
from quizgen.bank.items import Item
from quizgen.bank.prompts import Prompt, Way
from quizgen.export.anki import notes
from quizgen.project import Project, QuizOptions, read_projects

PRIZES = """
kinds:
  awards:
    one: award
    name: name
    fields:
      name: {type: text, required: true}
      prize: {type: text, single: true}
      year: {type: date, single: true}
    questions:
      prize: {ask: "which prize did {name} win?", back: BACK}
awards:
  a: {name: Curie, prize: physics, year: 1903}
  b: {name: Lorentz, prize: physics, year: 1902}
  c: {name: Fischer, prize: chemistry, year: 1902}
"""
BOTH = '"who won the prize for {prize} in {year}?"'
ONE = '"who won the prize for {prize}?"'
PACTS = """
kinds:
  pacts:
    one: pact
    name: name
    fields:
      name: {type: text, required: true}
      party: {type: FIELD, many: true}
    questions:
      party: {ask: "who signed {name}?", back: "which pact did {party} sign?"}
"""


def backs(project: Project) -> dict[str, str]:
    found = [each for each in project.prompts if each.way is Way.BACK]
    return {each.id: f"{each.stem} => {each.answer}" for each in found}


def back_of(project: Project, name: str) -> Prompt:
    return next(each for each in project.prompts if each.id == name)


def test_all_that_a_stem_says_singles_the_fact_out(tmp_path: Path) -> None:
    assert set(backs(project_of(tmp_path, PRIZES.replace("BACK", ONE)))) == {"awards/c/prize/back"}
    assert backs(project_of(tmp_path, PRIZES.replace("BACK", BOTH))) == {
        "awards/a/prize/back": "Who won the prize for physics in 1903? => Curie",
        "awards/b/prize/back": "Who won the prize for physics in 1902? => Lorentz",
        "awards/c/prize/back": "Who won the prize for chemistry in 1902? => Fischer",
    }


def test_only_wordings_that_single_the_fact_out_are_used(tmp_path: Path) -> None:
    project = project_of(tmp_path, PRIZES.replace("BACK", f"[{ONE}, {BOTH}]"))
    stem = "Who won the prize for physics in 1903?"
    assert back_of(project, "awards/a/prize/back").wordings == (stem,)
    assert len(back_of(project, "awards/c/prize/back").wordings) == 2


def test_what_a_fact_does_not_say_may_hold(tmp_path: Path) -> None:
    yaml = PRIZES.replace("BACK", BOTH) + "  d: {name: Zeeman, prize: physics, background: true}\n"
    assert set(backs(project_of(tmp_path, yaml))) == {"awards/c/prize/back"}


def test_a_stem_without_the_value_is_judged_by_what_it_says(tmp_path: Path) -> None:
    yaml = PRIZES.replace("BACK", '"who won a prize in {year}?"')
    assert set(backs(project_of(tmp_path, yaml))) == {"awards/a/prize/back"}


def test_distractors_are_wrong_by_any_value_in_the_stem(tmp_path: Path) -> None:
    more = "".join(
        f"  x{n}: {{name: X{n}, prize: physics, year: {1903 + 2 * n}}}\n" for n in range(1, 5)
    )
    project = project_of(tmp_path, PRIZES.replace("BACK", BOTH) + more)
    items = {item.id: item for item in project.items(QuizOptions())}
    item = items["awards/a/prize/back"]
    assert isinstance(item, Item)
    assert len(item.options) >= 3
    # Others that won the same prize, but in another year, are wrong as well.
    assert {each.filler.text for each in item.distractors} & {"Lorentz", "X1", "X2", "X3", "X4"}


def test_no_second_key_by_all_that_the_stem_says(tmp_path: Path) -> None:
    laureates = "".join(
        f"  y{n}: {{name: Y{n}, prize: {('physics', 'chemistry', 'peace')[n % 3]},"
        f" year: {1910 + n // 2}}}\n"
        for n in range(30)
    )
    pacts = PACTS.replace("FIELD", "text, complete: true").replace("kinds:\n", "")
    facts = "pacts:\n" + "".join(
        f"  p{n}: {{name: Q{n}, party: [S{n}, T{n % 4}, U{n // 2}]}}\n" for n in range(12)
    )
    kinds, awards = PRIZES.replace("BACK", BOTH).split("awards:\n  a:")
    yaml = f"{kinds}{pacts}awards:\n  a:{awards}{laureates}{facts}"
    project = project_of(tmp_path, yaml)
    checker = Checker(project.deck)
    items = [item for item in project.items(QuizOptions()) if item.prompt.way is Way.BACK]
    assert len([item for item in items if item.prompt.fact.kind == "awards"]) == 33
    assert len([item for item in items if item.prompt.fact.kind == "pacts"]) == 12
    assert [told for item in items for told in checker.second_keys(item)] == []


@pytest.mark.parametrize(("slot", "asked"), [("", 0), ("{when}", 2)])
def test_times_tell_facts_apart_only_if_the_stem_says_them(
    tmp_path: Path, slot: str, asked: int
) -> None:
    yaml = f"""
    kinds:
      chairs:
        one: chair
        name: name
        fields:
          name: {{type: text, required: true}}
          post: {{type: text, single: true}}
        questions:
          post: {{ask: "what was {{name}}?", back: "who was {{post}} {slot}?"}}
    chairs:
      a: {{name: A, post: {{value: chair, from: 2000, to: 2005}}}}
      b: {{name: B, post: {{value: chair, from: 2006, to: 2010}}}}
    """
    assert len(backs(project_of(tmp_path, yaml))) == asked


def test_each_of_several_values_gives_a_way_back_of_its_own(tmp_path: Path) -> None:
    yaml = PACTS.replace("FIELD", "text")
    facts = "pacts: {a: {name: A, party: [France, Spain]}, b: {name: B, party: [Italy, Spain]}}"
    found = backs(project_of(tmp_path, yaml + facts))
    assert sorted(found.values()) == [
        "Which pact did France sign? => A",
        "Which pact did Italy sign? => B",
    ]
    assert len({name.rpartition("/back/")[0] for name in found}) == 2


def test_the_id_of_a_value_stays_when_others_come_and_go(tmp_path: Path) -> None:
    yaml = PACTS.replace("FIELD", "text") + "pacts: {a: {name: A, party: LIST}}"
    before = backs(project_of(tmp_path, yaml.replace("LIST", "[Spain]")))
    after = backs(project_of(tmp_path, yaml.replace("LIST", "[France, SPAIN, Italy]")))
    (name,) = before
    assert name in after
    assert "SPAIN" in after[name]


def test_a_reference_names_its_way_back_by_its_id(tmp_path: Path) -> None:
    yaml = PACTS.replace("FIELD", "reference, to: [states]")
    yaml += """
  states:
    one: state
    name: name
    fields: {name: {type: text, required: true}}
    questions: {name: {ask: "{name}?"}}
states: {es: {name: Spain, background: true}}
pacts: {a: {name: A, party: [es]}}
"""
    assert backs(project_of(tmp_path, yaml)) == {
        "pacts/a/party/back/es": "Which pact did Spain sign? => A"
    }
    renamed = yaml.replace("{es: {", "{spain: {was: es, ").replace("[es]", "[spain]")
    assert backs(project_of(tmp_path, renamed)).keys() == {"pacts/a/party/back/es"}


def test_what_asks_for_a_part_of_a_list_is_no_way_back(tmp_path: Path) -> None:
    yaml = """
    treaties:
      a: {name: A Treaty, parties: [France, Spain]}
      b: {name: B Treaty, parties: [Italy, Chad]}
    """
    assert backs(project_of(tmp_path, yaml)) == {}


def test_each_way_back_from_a_list_is_a_note_of_its_own(tmp_path: Path) -> None:
    yaml = PACTS.replace("FIELD", "text") + "pacts: {a: {name: A, party: [France, Spain]}}"
    made = notes(project_of(tmp_path, yaml)).notes
    assert all(isinstance(note, RecallNote) for note in made)
    shown = [(note.prompt, note.back_prompt) for note in made if isinstance(note, RecallNote)]
    assert shown == [
        ("Who signed A?", ""),
        ("", "Which pact did France sign?"),
        ("", "Which pact did Spain sign?"),
    ]
    assert len({note.key for note in made}) == 3
    assert made[0].key == "pacts/a/party"


def test_pictures_described_alike_are_told_apart_by_their_files(tmp_path: Path) -> None:
    yaml = """
    kinds:
      flags:
        one: flag
        name: name
        fields:
          name: {type: text, required: true}
          flag: {type: image, single: true}
        questions:
          flag: {back: "whose flag is this? {flag}"}
    flags:
      a: {name: A, flag: {value: a.png, alt: a flag}}
      b: {name: B, flag: {value: b.png, alt: A flag.}}
      c: {name: C, flag: {value: c.png, alt: a flag}}
      d: {name: D, flag: {value: d.png, alt: a banner}}
    """
    for name, side in (("a", 16), ("b", 17), ("c", 17), ("d", 18)):
        (tmp_path / f"{name}.png").write_bytes(picture("PNG", (side, 12)))
    path = tmp_path / "test.yaml"
    path.write_text(HEADER + dedent(yaml), encoding="utf-8")
    (project,), problems = read_projects([path])
    assert [each.code for each in problems] == ["Q235"]
    shown = {each.fact.id: each.media[0].alt for each in project.prompts}
    # B and C have the same picture, which cannot say whose flag it is.
    assert shown == {"a": "a flag (1)", "d": "a banner"}


PRESIDENTS = """
officials:
  a: {name: Howard Ash, post: {value: president of Arcadia, from: 1909, to: 1913}}
  b: {name: Wood Birch, post: {value: president of Arcadia, from: FROM, to: TO}}
  c: {name: Calvin Cedar, post: {value: president of Arcadia, from: 1923-08-02}}
"""


@pytest.mark.parametrize(
    ("since", "until"), [("1913", "1923"), ("1913-03-04", "1923-08-02"), ("1912", "1923")]
)
def test_terms_that_touch_do_not_overlap(tmp_path: Path, since: str, until: str) -> None:
    project = project_of(tmp_path, PRESIDENTS.replace("FROM", since).replace("TO", until))
    asked = {prompt.id for prompt in project.prompts}
    is_shared = since == "1912"
    assert ("officials/a/post/back" not in asked) == is_shared
    assert ("officials/b/post/back" not in asked) == is_shared
    assert "officials/c/post/back" in asked
    assert len(project.unasked) == 2 * is_shared


def test_who_took_office_in_the_last_year_may_be_meant_by_that_year(tmp_path: Path) -> None:
    term = "from: 1913, to: 1913"
    facts = PRESIDENTS.replace("from: FROM, to: TO", term)
    (refused,) = project_of(tmp_path, facts.replace("1909, to: 1913", "1913, to: 1914")).unasked[:1]
    assert refused.about == "by `post` and its time, the answer could also be `officials/b`"
    assert refused.mend == "to `post` what tells them apart"


def test_holders_without_terms_need_terms(tmp_path: Path) -> None:
    facts = PRESIDENTS.replace(", from: FROM, to: TO", "")
    found = {each.id: each for each in project_of(tmp_path, facts).unasked}
    mend = found["officials/b/post/back"].mend
    assert mend.startswith("`from` and `to` to `post`, here and in `officials/")
