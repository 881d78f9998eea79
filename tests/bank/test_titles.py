"""Wrong options beside titles in foreign languages: authors, titles and cities."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.items import Item, Without
from quizgen.project import QuizOptions

OPERAS = """
kinds:
  operas:
    one: opera
    name: name
    main: premiere
    alike: {time: [premiere]}
    fields:
      name: {type: text, required: true}
      by: {type: reference, to: [people], single: true}
      premiere: {type: date, single: true}
      city: {type: text, single: true}
    questions:
      by: {ask: "who composed {name}?", among: "which of these operas is by {by}?"}
      premiere: {ask: "{premiere:which} was {name} first performed?"}
      city: {ask: "in which city was {name} first performed?"}
people:
  weber: {name: Karl Webermann, born: 1840, country: Germany, sort: composer}
  berg: {name: Otto Bergfeld, born: 1842, country: Austria, sort: composer}
  kurz: {name: Emil Kurzweg, born: 1844, country: Germany, sort: composer}
  rossi: {name: Paolo Rossetti, born: 1841, country: Italy, sort: composer}
  petit: {name: Louis Petitjean, born: 1843, country: France, sort: composer}
operas:
  a: {name: FIRST, by: weber, premiere: 1875, city: Munich}
  b: {name: Ernani, by: berg, premiere: 1876, city: Vienna}
  c: {name: Das Wunder, by: kurz, premiere: 1877, city: Berlin}
  d: {name: Il corsaro, by: rossi, premiere: 1878, city: Venice}
  e: {name: Le Cid, by: petit, premiere: 1879, city: Paris}
"""


def asked(folder: Path, yaml: str, question: str) -> Item | Without:
    made = project_of(folder, yaml).questions(QuizOptions(), explain=True)
    return next(each for each in made if each.prompt.id == f"operas/{question}")


def wrong(found: Item | Without) -> set[str]:
    assert isinstance(found, Item)
    return set(found.options[1:])


def by_language(found: Item | Without) -> set[str]:
    return {each.text for each in found.refused if each.why is Misfit.LANGUAGE}


def test_a_german_title_stands_beside_people_who_speak_german(tmp_path: Path) -> None:
    found = asked(tmp_path, OPERAS.replace("FIRST", "Tristan und Isolde"), "a/by")
    assert wrong(found) == {"Otto Bergfeld", "Emil Kurzweg"}
    assert by_language(found) == {"Paolo Rossetti", "Louis Petitjean"}


@pytest.mark.parametrize("title", ["Ottone", "The Ring", "Il trionfo"])
def test_a_title_in_no_language_of_its_author_rules_nobody_out(tmp_path: Path, title: str) -> None:
    assert not by_language(asked(tmp_path, OPERAS.replace("FIRST", title), "a/by"))


def test_without_people_who_speak_alike_a_title_gets_no_options(tmp_path: Path) -> None:
    yaml = OPERAS.replace("FIRST", "Ottone")
    assert isinstance(asked(tmp_path, yaml, "d/by"), Without)


def test_a_foreign_title_is_no_work_of_somebody_who_speaks_another_language(
    tmp_path: Path,
) -> None:
    found = asked(tmp_path, OPERAS.replace("FIRST", "Ottone"), "a/by/back")
    assert wrong(found) == {"Ernani", "Das Wunder"}
    assert by_language(found) == {"Il corsaro", "Le Cid"}


def test_a_title_may_be_of_somebody_with_another_title_in_its_language(tmp_path: Path) -> None:
    found = asked(tmp_path, OPERAS.replace("FIRST", "Il trionfo"), "a/by/back")
    assert wrong(found) >= {"Ernani", "Il corsaro"}
    assert not by_language(found)


def test_a_person_of_an_unknown_country_may_have_any_title(tmp_path: Path) -> None:
    yaml = OPERAS.replace("FIRST", "Ottone").replace("born: 1840, country: Germany", "born: 1840")
    assert not by_language(asked(tmp_path, yaml, "a/by/back"))


def test_a_german_title_stands_beside_cities_where_people_speak_german(tmp_path: Path) -> None:
    found = asked(tmp_path, OPERAS.replace("FIRST", "Tristan und Isolde"), "a/city")
    assert wrong(found) == {"Vienna", "Berlin"}
    assert by_language(found) == {"Venice", "Paris"}


def test_an_italian_title_tells_no_city(tmp_path: Path) -> None:
    yaml = OPERAS.replace("FIRST", "Ottone").replace("Il corsaro", "Una sera d'aprile")
    assert not by_language(asked(tmp_path, yaml, "d/city"))


def test_an_italian_title_of_a_german_city_is_no_guide(tmp_path: Path) -> None:
    assert not by_language(asked(tmp_path, OPERAS.replace("FIRST", "Il trionfo"), "a/city"))
