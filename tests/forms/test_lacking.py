"""What gives no item of a form is listed with the reason and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import project_of

from quizgen.cli import main
from quizgen.project import QuizOptions

EVENTS = "events:\n  a: {name: the fair, date: 1900}\n  b: {name: the feast, date: 1950}\n"
CENTURY = EVENTS + "  c: {name: the march, date: 2000}\n"


def told(folder: Path, facts: str, form: str) -> dict[str, str]:
    project = project_of(folder, facts)
    return {each.id: each.why for each in project.lacking(QuizOptions(forms=(form,)))}


@pytest.mark.parametrize("form", ["chronology", "ordering", "matching"])
def test_facts_that_are_too_few(tmp_path: Path, form: str) -> None:
    assert told(tmp_path, EVENTS, form)["events/date"].startswith("2 facts have `date`")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("", ""),
        ("  d: {name: Expo 70, date: 1970}\n", ""),
        ("  d: {name: the dance, date: 1950-05}\n", ""),
    ],
)
def test_nothing_lacks_where_there_is_an_item(tmp_path: Path, more: str, why: str) -> None:
    assert told(tmp_path, CENTURY + more, "chronology").get("events/date", "") == why


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (EVENTS + "  c: {name: Expo 70, date: 1970}\n", "a number in the name"),
        (EVENTS + "  c: {name: the march, date: 1950-05}\n", "far enough apart"),
        (EVENTS + "  c: {name: the march, date: c. 1970}\n", "not exact"),
    ],
)
def test_dates_that_cannot_be_compared(tmp_path: Path, facts: str, why: str) -> None:
    assert why in told(tmp_path, facts, "chronology")["events/date"]


def test_a_successor_that_is_not_certain(tmp_path: Path) -> None:
    terms = [(1901, 1905), (1905, 1910), (1912, 1917), (1917, 1920)]
    facts = "officials:\n" + "".join(
        f"  o{n}: {{name: {name}, post: {{value: mayor of Rome, from: {since}, to: {until}}}}}\n"
        for n, (name, (since, until)) in enumerate(
            zip(("Ada Abel", "Bob Brown", "Cy Cole", "Dot Dale"), terms, strict=True)
        )
    )
    why = "nothing shows that “Cy Cole” (from 1912) followed “Bob Brown” (until 1910) at once"
    assert told(tmp_path, facts, "sequence") == {"officials/o1/post/next": why}


def test_posts_without_a_beginning(tmp_path: Path) -> None:
    names = ("Ada Abel", "Bob Brown", "Cy Cole")
    facts = "officials:\n" + "".join(
        f"  o{n}: {{name: {name}, post: mayor of Rome}}\n" for n, name in enumerate(names)
    )
    assert "nothing says from when" in told(tmp_path, facts, "sequence")["officials/post"]


def test_posts_of_which_each_has_one_holder(tmp_path: Path) -> None:
    posts = {"Ada Abel": "mayor of Rome", "Bob Brown": "mayor of Bern", "Cy Cole": "king of Oz"}
    facts = "officials:\n" + "".join(
        f"  o{n}: {{name: {name}, post: {{value: {post}, from: 190{n}, to: 191{n}}}}}\n"
        for n, (name, post) in enumerate(posts.items())
    )
    (lacks,) = project_of(tmp_path, facts).lacking(QuizOptions(forms=("sequence",)))
    assert "may be the only one" in lacks.why
    assert lacks.mend.startswith("write who held the same one before or after")


@pytest.mark.parametrize("form", ["ordering", "sequence"])
@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ("[boil, steep]", "`steps` has 2, and an item needs 4"),
        ("[boil, steep, pour, steep it]", "“steep” and “steep it” may be the same"),
    ],
)
def test_steps_that_are_too_few_or_alike(tmp_path: Path, form: str, steps: str, why: str) -> None:
    facts = f"steps: {{tea: {{name: making tea, steps: {steps}}}}}\n"
    assert told(tmp_path, facts, form) == {"steps/tea/steps": why}


def test_a_list_without_others_of_its_sort(tmp_path: Path) -> None:
    facts = "lists: {gases: {name: the noble gases, members: [helium, neon, argon]}}\n"
    assert "known not to belong" in told(tmp_path, facts, "classification")["lists/gases/members"]


def test_a_full_paper_tells_the_form_that_gives_nothing(tmp_path: Path) -> None:
    facts = EVENTS + "".join(
        f"  e{n}: {{name: the fair of Town {chr(65 + n)}, date: {1900 + n}-05}}\n" for n in range(6)
    )
    header = "deck: test\ntitle: A test\nquiz: {items: 3, forms: [choice, FORM]}\n"
    for form, messages in (
        ("odd-one-out", ["the deck gives no `odd-one-out` item: no fact has what it asks about"]),
        ("ordering", []),
    ):
        project = project_of(tmp_path, facts, header.replace("FORM", form))
        assert [each.message for each in project.paper(QuizOptions()).diagnostics] == messages
    few = project_of(tmp_path, EVENTS, header.replace("FORM", "chronology"))
    found = [each.message for each in few.paper(QuizOptions()).diagnostics]
    assert "`events/date` gives no `chronology` item: 2 facts have `date`" in found[-1]


def test_a_list_without_wrong_answers_to_tick(tmp_path: Path) -> None:
    facts = "lists: {gases: {name: the noble gases, members: [helium, neon, argon]}}\n"
    why = "no other answer is certainly wrong and fits"
    assert told(tmp_path, facts, "multiple") == {"lists/gases/members": why}
    wrong = facts.replace("argon]", "argon], distractors: [iron, lead, gold]")
    assert told(tmp_path, wrong, "multiple") == {}


def test_the_list_of_items_tells_it(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(f"deck: test\ntitle: A test\n{EVENTS}", encoding="utf-8")
    listed = CliRunner().invoke(main, ["items", str(path), "--forms", "chronology"])
    line = "events/date: no chronology: 2 facts have `date`, and an item needs 3; "
    assert f"{line}write 1 more fact of `events` with `date`" in listed.output


def test_a_question_with_several_answers_says_how_many_wrong_ones_it_lacks(tmp_path: Path) -> None:
    parties = {"a": "[Peru, Chile]", "b": "[Chile, Cuba]", "c": "[Peru, Cuba]"}
    facts = "".join(f"  {n}: {{name: Pact {n}, parties: {of}}}\n" for n, of in parties.items())
    (lacks, *_) = project_of(tmp_path, f"treaties:\n{facts}").lacking(
        QuizOptions(forms=("multiple",))
    )
    assert lacks.why == "only 1 other answer is certainly wrong and fits"
    assert lacks.mend == "write 1 or more `distractors` of your own"
    more = facts.replace("[Peru, Chile]", "[{value: Peru, distractors: [Spain, Kenya]}, Chile]")
    assert "treaties/a/parties" not in told(tmp_path, f"treaties:\n{more}", "multiple")
