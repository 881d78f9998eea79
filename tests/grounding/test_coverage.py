"""`quizgen coverage` lists what no fact covers, in a terminal and as a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from grounding_support import ARTICLES, deck

from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.grounding.coverage import Coverage, Sort, coverage_of
from quizgen.grounding.source import Articles

HEAD = "deck: d\ntitle: A <b>bold</b> deck\nsource: {title: Notes, text: article.txt}\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def written(folder: Path, text: str, article: str = ARTICLES["en"]) -> Path:
    (folder / "article.txt").write_text(article, encoding="utf-8")
    path = folder / "deck.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def coverage(path: Path) -> Coverage:
    loaded = load_deck(path).deck
    assert loaded
    article = Articles().of(loaded).article
    assert article
    return coverage_of(loaded, article)


@pytest.mark.parametrize("language", ARTICLES)
def test_a_full_deck_covers_all_dates_numbers_and_quotations(language: str, tmp_path: Path) -> None:
    covered = coverage(written(tmp_path, deck(language), ARTICLES[language]))
    assert covered.count(Sort.DATES) == (3, 3)
    assert covered.count(Sort.QUOTATIONS) == (2, 2)
    done, total = covered.count(Sort.NUMBERS)
    # The number of the satellite belongs to its name.
    assert done == 5
    assert total - done <= 1


def test_a_fact_covers_only_the_paragraph_that_it_cites(tmp_path: Path) -> None:
    article = "It began in 1990, says Anna Fisher.\n\nIn 1990 the Wall fell, she said.\n"
    fact = "events: {e: {name: the beginning, date: 1990, paragraph: 1}}\n"
    first, second = coverage(written(tmp_path, HEAD + fact, article)).paragraphs
    assert (first.facts, second.facts) == (("events/e",), ())
    assert first.left(Sort.DATES) == ()
    assert first.left(Sort.NAMES) == ("Anna Fisher",)
    assert second.left(Sort.DATES) == ("1990",)


def test_a_sentence_is_covered_if_a_fact_has_its_words(tmp_path: Path) -> None:
    article = "The officers feared for discipline. Later the soldiers planted trees.\n"
    fact = "questions: {q: {ask: What did officers fear for?, answer: discipline, paragraph: 1}}\n"
    (only,) = coverage(written(tmp_path, HEAD + fact, article)).paragraphs
    assert only.left(Sort.SENTENCES) == ("Later the soldiers planted trees.",)


def test_a_german_ordinal_ends_no_sentence(tmp_path: Path) -> None:
    sentences = (
        "Mit dem Brief machte Kaiser Friedrich II. Nürnberg zur Reichsstadt.",
        "Im 20. Jahrhundert wuchs die Stadt.",
        "Den Titel gab ihr Kaiser Heinrich III. (er war Salier) bald nach dem Krieg.",
        "Zuletzt kam Friedrich VI.",
        "Die Stadt kaufte seinen Titel.",
    )
    fact = "events: {e: {name: der Anfang, date: 1957, background: true}}\n"
    text = f"language: de\n{HEAD}{fact}"
    (only,) = coverage(written(tmp_path, text, " ".join(sentences))).paragraphs
    assert [each.text.strip() for each in only.of(Sort.SENTENCES)] == list(sentences)


def test_background_facts_cover_nothing(tmp_path: Path) -> None:
    fact = "events: {e: {name: the start, date: 1957-10-04, paragraph: 1, background: true}}\n"
    assert coverage(written(tmp_path, HEAD + fact)).count(Sort.DATES) == (0, 3)


def test_the_list_ends_with_a_summary(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}events: {{e: {{name: e, date: 1957-10-04, paragraph: 1}}}}\n")
    output = run("coverage", path).output
    assert "1  On October 4, 1957, the Soviet Union launched Sputnik" in output
    assert "(1 fact)" in output
    assert "names left: Soviet Union" in output
    assert "dates left: July 20, 1969" in output
    assert output.splitlines()[-1].startswith("covered: 1 of 3 dates, 0 of ")


def test_the_page_is_static_and_escaped(tmp_path: Path) -> None:
    article = "He wrote <script>alert(1)</script> to Anna \u202eFisher & others in 1990.\n"
    fact = "events: {e: {name: e, date: 1989, paragraph: 1}}\n"
    page = tmp_path / "coverage.html"
    assert run("coverage", written(tmp_path, HEAD + fact, article), "--html", page).exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in html
    assert "color-scheme: light dark" in html
    assert "<script" not in html
    assert "<b>" not in html
    assert "\u202e" not in html
    assert "&lt;script&gt;" in html
    assert '<rect class="covered" width="0"' in html


def test_the_page_never_replaces_the_article(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}events: {{e: {{name: e, date: 1957, paragraph: 1}}}}\n")
    article = tmp_path / "article.txt"
    before = article.read_bytes()
    assert run("coverage", path, "--html", article).exit_code != 0
    assert run("coverage", path, "--against", article, "--html", article).exit_code != 0
    assert article.read_bytes() == before


def test_without_an_article_it_says_how_to_name_one(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("deck: d\ntitle: T\nterms: {a: {name: b, definition: c}}\n", encoding="utf-8")
    refused = run("coverage", path)
    assert refused.exit_code == 2
    assert "--against" in refused.output
