"""`quizgen check` finds what a paragraph does not say, and `--fix` corrects its number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from grounding_support import ARTICLES, deck

from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.grounding.findings import ungrounded
from quizgen.grounding.source import Articles

HEAD = "deck: d\ntitle: T\nsource: {title: Notes, text: article.txt}\n"
NUMBER = re.compile(r"paragraph: ([1-4])")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def written(folder: Path, text: str, article: str = ARTICLES["en"]) -> Path:
    (folder / "article.txt").write_text(article, encoding="utf-8")
    path = folder / "deck.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def found(path: Path, against: Path | None = None) -> list[Diagnostic]:
    loaded = load_deck(path)
    assert loaded.deck, loaded.diagnostics
    return list(ungrounded(loaded.deck, Articles(against)))


@pytest.mark.parametrize("language", ARTICLES)
def test_what_is_right_is_not_reported(language: str, tmp_path: Path) -> None:
    assert found(written(tmp_path, deck(language), ARTICLES[language])) == []


@pytest.mark.parametrize("language", ARTICLES)
def test_each_wrong_number_is_found_with_the_right_one(language: str, tmp_path: Path) -> None:
    text = deck(language)
    for right in NUMBER.finditer(text):
        wrong = str(int(right[1]) % 4 + 1)
        moved = text[: right.start(1)] + wrong + text[right.end(1) :]
        (problem,) = found(written(tmp_path, moved, ARTICLES[language]))
        assert (problem.code, problem.mend) == ("Q600", right[1]), problem.message
        line = moved.splitlines()[problem.place.line - 1]
        assert line[problem.place.column - 1 :][: problem.place.length] == wrong


@pytest.mark.parametrize("language", ARTICLES)
def test_all_wrong_numbers_are_mended_at_once(language: str, tmp_path: Path) -> None:
    text = deck(language)
    moved = NUMBER.sub(lambda right: f"paragraph: {int(right[1]) % 4 + 1}", text)
    path = written(tmp_path, moved, ARTICLES[language])
    assert "13 problems mended" in run("check", path, "--fix", "--yes").output
    assert path.read_text(encoding="utf-8") == text


def test_the_message_names_what_is_missing_and_where_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}events: {{e: {{name: e, date: 1969-07-20, paragraph: 2}}}}\n")
    output = run("check", path).output
    assert "warning[Q600]: paragraph 2 does not have July 20, 1969; paragraph 4 has it" in output
    assert "write `paragraph: 4`" in output


def test_one_value_may_stand_in_another_paragraph(tmp_path: Path) -> None:
    fact = "people: {g: {name: Yuri Gagarin, born: %s, paragraph: 2}}\n"
    (problem,) = found(written(tmp_path, HEAD + fact % "1957-10-04"))
    assert (problem.code, problem.mend) == ("Q600", "")
    assert "{value: …, paragraph: 1}" in problem.help
    own = fact % "{value: 1957-10-04, paragraph: 1}"
    assert found(written(tmp_path, HEAD + own)) == []


def test_what_stands_nowhere_is_a_hint(tmp_path: Path) -> None:
    fact = "people: {g: {name: Valentina Tereshkova, born: 1937, paragraph: 2}}\n"
    problems = found(written(tmp_path, HEAD + fact))
    assert [each.code for each in problems] == ["Q601", "Q601"]
    assert {each.severity for each in problems} == {Severity.INFO}
    assert "“Valentina Tereshkova”" in problems[0].message


def test_a_point_between_groups_of_digits_gets_a_hint(tmp_path: Path) -> None:
    fact = 'statements: {s: {text: "Die Stadt hat {{%s|number}} Einwohner.", paragraph: 1}}\n'
    head = f"language: de\n{HEAD}"
    article = "Die Stadt hat rund 520.000 Einwohner.\n"
    (problem,) = found(written(tmp_path, head + fact % "520.000", article))
    assert (problem.code, problem.help) == (
        "Q601",
        "write `520000`: a point stands before decimals",
    )
    assert found(written(tmp_path, head + fact % "520000", article)) == []
    (other,) = found(written(tmp_path, head + fact % "530.000", article))
    assert "check it" in other.help


def test_a_range_that_stands_nowhere_is_told_once(tmp_path: Path) -> None:
    fact = "figures: {f: {what: people, value: 70-80 %, paragraph: 1}}\n"
    (problem,) = found(written(tmp_path, HEAD + fact, "Many came.\n"))
    assert (problem.code, problem.severity) == ("Q601", Severity.INFO)


@pytest.mark.parametrize(
    "fact",
    [
        "people: {g: {name: Anna Fisher, born: 1949, paragraph: 2, background: true}}",
        "people: {g: {name: Anna Fisher, born: 1949, source: a book}}",
        "people: {g: {name: Yuri Gagarin, paragraph: 2, born: {value: 1934, source: a book}}}",
        "people: {g: {name: Yuri Gagarin, paragraph: 2, born: {value: 1934, background: true}}}",
        "people: {g: {name: Yuri Gagarin, paragraph: 2, born: {value: 1934, record: in 1935}}}",
        "people: {g: {name: Yuri Gagarin, paragraph: 2, born: {value: 1934, now: disputed}}}",
        "people: {g: {name: {value: Yuri Gagarin, distractors: [Anna Fisher]}, paragraph: 2}}",
        "terms: {o: {name: circumterrestrial ride, definition: a trip, paragraph: 2}}",
    ],
)
def test_what_need_not_stand_there_is_not_reported(fact: str, tmp_path: Path) -> None:
    assert found(written(tmp_path, f"{HEAD}{fact}\n")) == []


def test_a_fact_without_a_number_gets_a_hint(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}events: {{e: {{name: e, date: 1969-07-20}}}}\n")
    (problem,) = found(path)
    assert (problem.code, problem.severity) == ("Q602", Severity.INFO)
    assert "paragraph 4" in problem.message


def test_a_number_beyond_the_last_paragraph(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}events: {{e: {{name: e, date: 1969-07-20, paragraph: 9}}}}\n")
    (problem,) = found(path)
    assert (problem.code, problem.mend) == ("Q603", "4")


def test_the_count_starts_and_ends_where_the_source_says(tmp_path: Path) -> None:
    source = "source: {title: N, text: article.txt, first_paragraph: %s, last_paragraph: %s}\n"
    fact = "events: {e: {name: e, date: 1961-04-12, paragraph: %d}}\n"
    head = "deck: d\ntitle: T\n"
    ends = ("Yuri Gagarin was the first", "President John F. Kennedy")
    assert found(written(tmp_path, head + source % ends + fact % 1)) == []
    (beyond,) = found(written(tmp_path, head + source % ends + fact % 3))
    assert "the text has 2 paragraphs" in beyond.message
    (lost,) = found(written(tmp_path, head + source % ("Long ago", "President") + fact % 1))
    assert (lost.code, lost.severity) == ("Q604", Severity.WARNING)


def test_words_show_the_paragraph_of_a_fact_without_names(tmp_path: Path) -> None:
    fact = "questions: {q: {ask: What did the rocket do?, answer: it rose, paragraph: %d}}\n"
    article = (
        "The rocket rose slowly into the morning sky over the steppe.\n\n"
        "Many engineers had worked for years without any holidays.\n"
    )
    question = (
        "questions: {q: {ask: How did the rocket rise over the steppe?, answer: slowly, %s}}\n"
    )
    assert found(written(tmp_path, HEAD + question % "paragraph: 1", article)) == []
    (problem,) = found(written(tmp_path, HEAD + question % "paragraph: 2", article))
    assert (problem.code, problem.mend) == ("Q606", "1")
    # Too few words tell nothing.
    assert found(written(tmp_path, HEAD + fact % 2, article)) == []


def test_an_article_in_another_language_gives_dates_and_numbers_alone(tmp_path: Path) -> None:
    facts = "people: {g: {name: Yuri Gagarin, born: 1961-04-12, paragraph: %d}}\n"
    assert found(written(tmp_path, HEAD + facts % 2, ARTICLES["ru"])) == []
    (problem,) = found(written(tmp_path, HEAD + facts % 3, ARTICLES["ru"]))
    assert (problem.code, problem.mend) == ("Q600", "2")


def test_markup_does_not_matter(tmp_path: Path) -> None:
    facts = (
        "people: {g: {name: Yuri *Gagarin*, paragraph: 2}}\n"
        'quotes: {q: {quote: "one **small** step", by: a, paragraph: 4}}\n'
        "organizations: {a: {name: NASA, paragraph: 3}}\n"
    )
    problems = found(written(tmp_path, HEAD + facts))
    # NASA did not say so.
    assert ["“NASA”" in each.message for each in problems] == [True]


def test_a_deck_in_two_languages_is_compared_in_each(tmp_path: Path) -> None:
    text = (
        "deck: d\ntitle: T\nlanguages: [en, de]\nsource: {title: Notes, text: article.txt}\n"
        "people: {g: {name: {en: Yuri Gagarin, de: Juri Gagarin}, born: 1961-04-12, %s}}\n"
    )
    output = run("check", written(tmp_path, text % "paragraph: 3")).output
    assert "does not have “Yuri Gagarin” and April 12, 1961; paragraph 2 has them" in output
    # The article is in English, so the German deck has the date alone in common with it.
    assert "“Juri" not in output


def test_a_missing_text_is_a_warning_and_a_missing_option_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}events: {{e: {{name: e, date: 1969-07-20, paragraph: 4}}}}\n")
    (tmp_path / "article.txt").unlink()
    (problem,) = found(path)
    assert (problem.code, problem.severity) == ("Q605", Severity.WARNING)
    refused = run("check", path, "--against", tmp_path / "lost.txt")
    assert refused.exit_code == 1
    assert "error[Q001]: this file does not exist" in refused.output
    assert run("check", path, "--against", tmp_path / "lost.txt", "--fix", "-y").exit_code == 1


def test_the_option_comes_before_the_text_of_the_source(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}events: {{e: {{name: e, date: 1969-07-20, paragraph: 1}}}}\n")
    other = tmp_path / "other.txt"
    other.write_text("It happened on July 20, 1969, in the evening.\n", encoding="utf-8")
    assert [each.code for each in found(path)] == ["Q600"]
    assert found(path, other) == []


@pytest.mark.parametrize("outside", ["../article.txt", "/etc/hostname"])
def test_a_text_outside_the_folder_is_not_read(outside: str, tmp_path: Path) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    written(tmp_path, "x")
    deck = f"deck: d\ntitle: T\nsource: {{title: N, text: {outside}}}\nterms: {{a: {{name: b}}}}\n"
    path = folder / "deck.yaml"
    path.write_text(deck, encoding="utf-8")
    assert [each.code for each in load_deck(path).diagnostics] == ["Q007"]
