"""`quizgen draft` finds facts by rules, on the command line and as files hold the text."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from deck_support import ROOT
from docx import Document
from drafting_measure import text_of

from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.drafting.draft import article_in, draft_deck
from quizgen.drafting.rules import facts_by_rules
from quizgen.grounding.words import plain_words

FOLDER = ROOT / "tests/drafting"
ARTICLES: dict[str, Any] = yaml.safe_load((FOLDER / "articles.yaml").read_text(encoding="utf-8"))
# So many words of an article may stand in a deck in a row.
MOST_WORDS = 12


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def written(language: str) -> Path:
    path = Path("article.txt")
    path.write_text(ARTICLES[language]["text"], encoding="utf-8")
    return path


def drafted(*options: str) -> str:
    done = run("draft", "article.txt", "-o", "deck.yaml", *options)
    assert done.exit_code == 0, done.output
    return Path("deck.yaml").read_text(encoding="utf-8")


def facts_in(path: Path) -> set[str]:
    loaded = load_deck(path)
    assert loaded.deck, loaded.diagnostics
    return set(loaded.deck.facts)


@pytest.mark.parametrize("language", ARTICLES)
def test_facts_of_every_kind_are_found(language: str) -> None:
    article, _ = article_in(written(language))
    assert article.language == language
    facts = facts_by_rules(article)
    for kind, wanted in ARTICLES[language]["holds"].items():
        texts = [text_of(each) for each in facts if each.kind == kind]
        for each in wanted:
            words = [each] if each.startswith("{{") else each.split()
            assert any(all(word in text for word in words) for text in texts), (each, texts)


@pytest.mark.parametrize("language", ARTICLES)
def test_a_draft_has_no_problem_and_the_article_says_all_of_it(language: str) -> None:
    written(language)
    text = drafted()
    assert f"language: {language}\n" in text
    for command in (["check", "deck.yaml"], ["check", "deck.yaml", "--against", "article.txt"]):
        done = run(*command)
        assert done.exit_code == 0, done.output
        assert "Q60" not in done.output


@pytest.mark.parametrize("language", ARTICLES)
def test_each_fact_is_marked_and_cites_its_paragraph(language: str) -> None:
    written(language)
    text = drafted()
    count = len(facts_in(Path("deck.yaml")))
    assert len(re.findall(r"  # confirm$", text, re.MULTILINE)) == count
    assert len(re.findall(r"paragraph: \d+", text)) == count


def copied_runs(article: str, deck: str) -> list[tuple[str, ...]]:
    """Return what a deck copies that is longer than it may be."""
    size = MOST_WORDS + 1
    theirs = plain_words(article)
    runs = {theirs[at : at + size] for at in range(len(theirs) - size + 1)}
    values = (line.partition(": ")[2] for line in deck.splitlines() if not line.startswith("#"))
    ours = [plain_words(re.sub(r"\{\{([^|}]*)\|[^}]*\}\}", r"\1", value)) for value in values]
    every = (each[at : at + size] for each in ours for at in range(len(each)))
    return [each for each in every if each in runs]


@pytest.mark.parametrize("language", ARTICLES)
def test_no_more_than_a_clause_is_copied(language: str) -> None:
    written(language)
    assert copied_runs(ARTICLES[language]["text"], drafted()) == []
    longer = f"  x: {' '.join(ARTICLES[language]['text'].split()[10:30])}"
    assert copied_runs(ARTICLES[language]["text"], longer)


def test_the_same_article_gives_the_same_bytes() -> None:
    written("en")
    first = drafted()
    Path("deck.yaml").unlink()
    assert drafted() == first


def test_the_command_says_what_it_did_and_what_comes_next() -> None:
    written("en")
    done = run("draft", "article.txt", "-o", "deck.yaml")
    assert re.search(r"deck\.yaml: \d+ facts to confirm \(", done.output)
    assert done.output.endswith(
        "Next: confirm the facts in deck.yaml, then: quizgen check deck.yaml\n"
    )
    assert Path("quizgen.schema.json").exists()
    assert run("draft", "article.txt", "-o", "other.yaml", "-q").output == ""


def test_a_deck_can_go_to_standard_output() -> None:
    written("en")
    done = run("draft", "article.txt", "-o", "-")
    assert done.exit_code == 0
    assert not Path("article.yaml").exists()
    assert done.stdout == drafted().replace("deck: deck\n", "deck: article\n")


def test_an_article_in_another_folder_is_named_on_the_command_line() -> None:
    written("en")
    Path("decks").mkdir()
    done = run("draft", "article.txt", "-o", "decks/deck.yaml")
    assert "quizgen check decks/deck.yaml --against article.txt" in done.output
    assert (
        "text:"
        not in Path("decks/deck.yaml").read_text(encoding="utf-8").partition("\n\n")[2][:300]
    )


def as_html(text: str) -> str:
    parts = text.strip().split("\n\n")
    body = "".join(f"<p>{part}</p>" for part in parts[1:])
    return f"<html><head><meta charset=utf-8></head><body><h1>{parts[0]}</h1>{body}</body></html>"


def as_docx(text: str, path: Path) -> None:
    document = Document()
    parts = text.strip().split("\n\n")
    document.add_heading(parts[0])
    for part in parts[1:]:
        document.add_paragraph(part)
    document.save(str(path))


def test_other_formats_give_the_same_facts() -> None:
    text = ARTICLES["en"]["text"]
    Path("article.md").write_text("# " + text, encoding="utf-8")
    Path("article.html").write_text(as_html(text), encoding="utf-8")
    as_docx(text, Path("article.docx"))
    plain = draft_deck(written("en"), Path("deck.yaml")).facts
    for name in ("article.md", "article.html", "article.docx"):
        assert draft_deck(Path(name), Path("deck.yaml")).facts == plain, name


def test_a_title_full_of_signs_stays_a_title() -> None:
    title = 'Suez: "the" canal, {x} & #1 [a] * _b_'
    Path("article.md").write_text(
        f"# {title}\n\n{ARTICLES['en']['text'].partition(chr(10) * 2)[2]}", encoding="utf-8"
    )
    assert run("draft", "article.md", "-o", "deck.yaml").exit_code == 0
    deck = load_deck(Path("deck.yaml")).deck
    assert deck is not None
    assert deck.title == title


def test_signs_of_markup_and_yaml_in_an_article_do_no_harm() -> None:
    Path("article.txt").write_text(
        "The *Odd* Text\n\nAda `King` (born 1815) was a writer: # of $books$ {{x|text}} <b>.\n\n"
        "In 1843, Ada King said: “it's: {a} [b] *c* | # d” and left the _house_ at once.\n\n"
        "The Bank {of} Rome was founded in 1605 by the “pope” & others in the city.\n",
        encoding="utf-8",
    )
    drafted()
    done = run("check", "deck.yaml")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.txt", None, "Q001"),
        ("empty.txt", "", "Q605"),
        ("odd.zip", "x", "Q605"),
        ("dull.txt", "Nothing of note happens here, and nobody says a word about it.\n", "Q611"),
    ],
)
def test_an_article_without_facts_writes_nothing(name: str, content: str | None, code: str) -> None:
    if content is not None:
        Path(name).write_text(content, encoding="utf-8")
    done = run("draft", name, "-o", "deck.yaml")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert code in done.output
    assert not Path("deck.yaml").exists()


PIECES = [
    "Ada King (1815\u20131852)",
    "was a", "the", "of", "On 3 May 1843,", "in 1901", "and", ",", ";", " — ",
    "“", "”", "(", ")", "[", "]", "{", "}", "{{", "|", "*", "_", "$5", "12 %", "1.500", "said",
    "that", "which", "who", "According to", "known as", "also known as", "Treaty", "signed", "U.S.",
    "President", "former", "...", ".", "…", "\u2019s", "-", "é", "中文", "\u200f", "#", "&", ":",
    "'",
    '"', "is", "he", "It", "9" * 40, "XIV", "century", "BC", "🙂", "\u00ad",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_no_text_breaks_the_rules_or_the_deck(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    paragraphs = [" ".join(chance.choices(PIECES, k=chance.randint(4, 60))) for _ in range(6)]
    text = "\n\n".join([*paragraphs, ARTICLES["en"]["text"].split("\n\n")[1]])
    Path("article.txt").write_text(text, encoding="utf-8")
    drafted("--language", "en")
    done = run("check", "deck.yaml", "--no-lint")
    assert done.exit_code == 0, done.output


def test_a_paragraph_without_end_is_left_out_and_named() -> None:
    long = "On 3 May 1843, Ada King visited the town. " * 800
    Path("article.txt").write_text(f"{ARTICLES['en']['text']}\n{long}\n", encoding="utf-8")
    text = drafted()
    assert "# - paragraph 3: it has more than 20,000 characters; split it" in text
    assert "1843" not in text
