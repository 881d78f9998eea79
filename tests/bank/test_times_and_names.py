"""Wrong options that did not exist yet, that their names rule out, or that are out of scale."""

from __future__ import annotations

import re
from pathlib import Path

from deck_support import project_of

from quizgen.bank.items import Item, Without
from quizgen.project import QuizOptions

MACHINES = """
kinds:
  machines:
    one: machine
    name: name
    alike: {time: [introduced]}
    fields:
      name: {type: text, required: true}
      introduced: {type: date, single: true}
      maker: {type: text, single: true}
    questions:
      introduced:
        ask: "{introduced:which} was {name} introduced?"
        back: "which machine was introduced {introduced:in}?"
      maker:
        ask: "who made {name}?"
        among: "which of these machines was made by {maker}?"
machines:
  one: {name: the One, introduced: 1946, maker: Remington Rand}
  two: {name: the Two, introduced: 1949, maker: Ferranti}
  three: {name: the Three, introduced: 1951, maker: Lyons}
  four: {name: the Four, introduced: 1953, maker: IBM}
  cdc: {name: the CDC 6600, introduced: 1964, maker: Control Data Corporation}
  nova: {name: the Nova, introduced: 1969, maker: Data General}
"""
ASTRONAUTS = """
people:
  ride: {name: Sally Ride, who: {value: the first American woman in space, single: true},
    sort: astronaut, born: 1951, died: 2012}
  glenn: {name: John Glenn, who: {value: the first American in orbit, single: true},
    sort: astronaut, born: 1921, died: 2016}
  white: {name: Ed White, who: {value: the first American outside his ship, single: true},
    sort: astronaut, born: 1930, died: 1967}
  moon: {name: Neil Armstrong, who: {value: the first person on the Moon, single: true},
    sort: astronaut, born: 1930, died: 2012}
"""


def made_of(tmp_path: Path, yaml: str) -> dict[str, Item | Without]:
    project = project_of(tmp_path, yaml)
    return {each.prompt.id: each for each in project.questions(QuizOptions())}


def wrong_options(found: Item | Without) -> set[str]:
    return set(found.options[1:]) if isinstance(found, Item) else set()


def test_no_machine_is_offered_for_a_year_of_another_age(tmp_path: Path) -> None:
    made = made_of(tmp_path, MACHINES)
    assert "Nova" not in wrong_options(made["machines/two/introduced/back"])
    assert "One" in wrong_options(made["machines/two/introduced/back"])


def test_no_maker_is_offered_before_it_existed(tmp_path: Path) -> None:
    made = made_of(tmp_path, MACHINES)
    offered = wrong_options(made["machines/one/maker"])
    assert offered
    assert not offered & {"Control Data Corporation", "Data General"}


def test_a_machine_named_after_its_maker_is_no_trap(tmp_path: Path) -> None:
    made = made_of(tmp_path, MACHINES)
    assert "CDC 6600" not in wrong_options(made["machines/nova/maker/back"])
    assert isinstance(made["machines/cdc/maker/back"], Without)
    assert isinstance(made["machines/cdc/maker"], Without)


def test_men_do_not_stand_beside_the_first_woman(tmp_path: Path) -> None:
    made = made_of(tmp_path, ASTRONAUTS)
    assert isinstance(made["people/ride/who/back"], Without)
    assert "The first American woman in space" not in wrong_options(made["people/moon/who"])


def test_the_dead_are_asked_about_in_the_past(tmp_path: Path) -> None:
    made = made_of(tmp_path, ASTRONAUTS)
    stems = {made["people/moon/who"].prompt.stem, *made["people/moon/who"].prompt.wordings}
    assert "Who was Neil Armstrong?" in stems


def test_a_term_that_its_meaning_repeats_in_the_plural_is_told(tmp_path: Path) -> None:
    yaml = """
    treaties:
      ban: {name: Test Ban Treaty, purpose: to ban nuclear tests in the air}
      space: {name: Space Treaty, purpose: to keep states from claiming planets}
      rescue: {name: Rescue Agreement, purpose: to help crews in distress}
    """
    assert isinstance(made_of(tmp_path, yaml)["treaties/ban/purpose"], Without)


def test_early_years_of_one_era_stand_beside_each_other(tmp_path: Path) -> None:
    dates = ("82 BCE", "27 BCE", "14", "37", "54", "69", "81", "98", "117", "138")
    yaml = "events:\n" + "".join(
        f"  e{number}: {{name: the accession number {number}, date: {date}}}\n"
        for number, date in enumerate(dates)
    )
    made = made_of(tmp_path, yaml)
    for number in range(len(dates)):
        found = made[f"events/e{number}/date"]
        assert isinstance(found, Item)
        assert len({_era(option) for option in found.options}) == 1
        years = [int(re.sub(r"\D", "", option)) for option in found.options]
        assert max(years) - min(years) <= 80


def _era(option: str) -> str:
    return "".join(re.findall("BCE|CE", option))


def test_a_made_up_figure_is_as_exact_as_the_key_and_of_its_size(tmp_path: Path) -> None:
    yaml = """
    figures:
      chip: {what: transistors on the chip, value: 275000}
      mass: {what: the satellite, measure: mass, value: 83.6 kg}
    """
    made = made_of(tmp_path, yaml)
    for question, key in (("figures/chip/value", 275000), ("figures/mass/value", 83.6)):
        for option in wrong_options(made[question]):
            number = float(re.sub(r"[^\d.]", "", option))
            assert key / 2.6 <= number <= key * 2.6
    chips = wrong_options(made["figures/chip/value"])
    assert chips
    assert all(len(re.sub(r"\D", "", each).rstrip("0")) <= 3 for each in chips)
