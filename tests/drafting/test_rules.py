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
from quizgen.grounding.article import article_of
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


def test_check_counts_the_facts_that_nobody_has_confirmed() -> None:
    article = "The Suez Canal was opened on 17 November 1869. It cost 433 million francs.\n"
    Path("article.txt").write_text(article, encoding="utf-8")
    text = drafted()
    count = text.count("  # confirm\n")
    done = run("check", "deck.yaml")
    told = f"deck.yaml: no problems in {count} facts, {count} still marked `# confirm`\n"
    assert done.output.startswith(told)
    assert "Next: compare the marked facts in deck.yaml with the article" in done.output
    # Problems do not hide the count.
    Path("deck.yaml").write_text(text.replace("1869-11-17", "1868-11-17"), encoding="utf-8")
    done = run("check", "deck.yaml")
    assert "Q601" in done.output
    assert done.output.endswith(f"\ndeck.yaml: {count} facts still marked `# confirm`\n")
    Path("deck.yaml").write_text(text.replace("  # confirm", ""), encoding="utf-8")
    done = run("check", "deck.yaml")
    assert f"no problems in {count} facts\nNext: quizgen build deck.yaml\n" in done.output


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


_ABBEY = (
    "Battle Abbey, founded at William's express command to atone for the slaughter of the "
    "battlefield and largely completed by 1100, stands on the ridge."
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "As recently as 1064 Harold Godwinson had sworn an oath to Duke William.",
            ["In {{1064|date}} Harold Godwinson had sworn an oath to Duke William."],
        ),
        # The date belongs to the landing, not to the gathering.
        ("Harold Godwinson gathered a large fleet which landed at Hull on 28 May 1066.", []),
        # Without its verb, the first part would say nothing of the abbey.
        (_ABBEY, []),
        # Nobody knows who did it.
        ("In May 1940 they tested the powder on mice.", []),
        ("The turning point came. In May 1940 they tested the powder on mice.", []),
    ],
)
def test_a_sentence_says_no_more_than_the_article(text: str, wanted: list[str]) -> None:
    assert sentences_of(text) == wanted


def sentences_of(text: str) -> list[object]:
    facts = facts_by_rules(article_of([text], "en"))
    return [each.values["text"] for each in facts if each.kind == "statements"]


def test_a_description_ends_before_the_next_person() -> None:
    text = (
        "It began in 1939, when Howard Florey, an Australian pathologist, and Ernst Chain, a "
        "German biochemist, met."
    )
    people = {each.id: each.values["who"] for each in facts_by_rules(article_of([text], "en"))}
    assert people["howard-florey"] == "an Australian pathologist"
    assert people["ernst-chain"] == "a German biochemist"


def test_a_noun_that_sums_up_a_clause_defines_no_term() -> None:
    texts = [
        "Drugs select for resistant bacteria — a prediction confirmed within a decade.",
        "He studied glaciers — a mass of ice that moves down a slope.",
    ]
    facts = facts_by_rules(article_of(texts, "en"))
    assert [each.values["name"] for each in facts if each.kind == "terms"] == ["glaciers"]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        (
            "William of Normandy, a French nobleman, won in 1066.",
            "en",
            {"value": "William of Normandy", "also": ["William"]},
        ),
        (
            "Marie Curie, a Polish physicist, won in 1911.",
            "en",
            {"value": "Marie Curie", "also": ["Curie"]},
        ),
        ("“Paris is well worth a mass”, said Henry IV in 1593.", "en", "Henry IV"),
        ("Nahe Potsdam liegt die Region Havelland, eine der Regionen im Land.", "de", None),
    ],
)
def test_people_are_called_as_people_call_them(text: str, language: str, name: object) -> None:
    facts = facts_by_rules(article_of([text], language))
    names = [each.values["name"] for each in facts if each.kind in {"people", "officials"}]
    assert names == ([name] if name else [])


@pytest.mark.parametrize(("name", "short"), [("Ada Brook", "Brook"), ("Ada of Hull", "Ada")])
def test_a_short_name_means_the_same_person(name: str, short: str) -> None:
    texts = [
        f"{name}, an English historian, lived in Hull.",
        f"“The canal changed more than trade”, said {short} in 1956.",
    ]
    facts = facts_by_rules(article_of(texts, "en"))
    assert [each.id for each in facts if each.kind == "people"] == [name.lower().replace(" ", "-")]
    (quote,) = [each for each in facts if each.kind == "quotes"]
    assert quote.values["by"] == name.lower().replace(" ", "-")
