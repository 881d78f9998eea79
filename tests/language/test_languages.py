# ruff: noqa: RUF001 - the letters of other scripts are what is tested
"""Decks in other languages: stems, dates and numbers word for word, and optional labels."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from babel import Locale
from deck_support import ROOT, load, project_of
from pdf_support import pages

from quizgen.anki.fields import fields_of
from quizgen.anki.notes import NoteDeck, RecallNote
from quizgen.bank.prompts import Way
from quizgen.bank.wording import Wording, sentence_case, tidy
from quizgen.deck.dates import parse_date
from quizgen.deck.kinds import built_in_kinds
from quizgen.deck.quantities import parse_quantity
from quizgen.deck.translations import read_translations, translated
from quizgen.diagnostics import QuizgenError
from quizgen.language.labels import load_labels
from quizgen.language.script import direction_of, language_data
from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.project import Project, QuizOptions
from quizgen.quiz.make_manifest import make_manifest

LABELS, KINDS = ROOT / "templates" / "labels", ROOT / "templates" / "kinds"
LANGUAGES = ("de", "es", "fr", "ru")
SOLAR_SYSTEM = ROOT / "decks" / "sonnensystem.yaml"
# What a language may define besides, if its dates don't follow the rule.
PATTERNS = {"day", "day_first", "month", "month_of"}
EXTRA = re.compile(
    r"months_in|spaced_signs|in_bce|ce|year_of|(in_)?(early|mid|late|about)(_of)?(_(year|month|day))?|as_of_ask_(year|month|day)|"
    r"((in_)?span|from|until|between|which_span)_(year|month|day)|(points_each|wrong_costs|item_points|practice_\w+)_(few|many)|"
    r"(in_)?(early|mid|late|about|of)?_?century_bce|(until|from)_century|"
    + "|".join(sorted(PATTERNS))
)
EXTRA_SLOTS = (
    {"{date}"},
    {"{start}", "{end}"},
    {"{year}"},
    {"{date}", "{stem}"},
    {"{points}"},
    {"{count}"},
    {"{earned}", "{possible}"},
)
# Each language has its own numerals for centuries.
CENTURY_SLOTS = ({"{date}"}, {"{number}"}, {"{roman}"}, {"{french}"}, {"{ordinal}"})
NBSP = "\N{NO-BREAK SPACE}"

DECK = """
treaties:
  start:
    {name: START, full_name: START III, purpose: XYZ, signed: 1987, signed_by: ABC, in_force: 2020-09, expires: 2021-02-05, ended: early 2019-08}
events:
  one: {name: E, date: 2020-09-25, place: Wien}
  two: {name: F, date: 1969/1972}
  three: {name: G, date: 44 BCE}
  four: {name: H, date: 2011-01-01/2011-03-01}
  next: {name: I, date: 2021-01, place: Rom}
figures:
  one: {what: X, value: at least 200}
  two: {what: Y, value: {value: 1234.5 km, according_to: Microsoft}}
officials:
  one: {name: N, post: P}
  two: {name: O, post: {value: Q, from: 2009, to: 2017}}
  three: {name: M, post: {value: U, to: 2008}}
people: {one: {name: A, who: B}}
organizations: {nato: {name: NATO, what: W, stands_for: S}}
claims: {one: {claim: C, by: people/one}}
quotes: {one: {quote: R, by: people/one}}
terms: {one: {name: T, definition: D}}
statements: {one: {text: "{{200|number}} km.", according_to: Microsoft}}
questions: {one: {ask: "{ask}", answer: Z, record: V}}
"""  # noqa: E501 - a table of short words

STEMS = {
    "de": {
        "treaties/start/full_name": "Wie lautet der volle Name dieses Vertrags: START?",
        "treaties/start/purpose": "Welchen Zweck hatte dieser Vertrag: START?",
        "treaties/start/signed": "In welchem Jahr wurde dieser Vertrag unterzeichnet: START?",
        "treaties/start/signed/back": "Welcher dieser Verträge wurde im Jahr 1987 unterzeichnet?",
        "treaties/start/in_force/back": "Welcher dieser Verträge trat im September 2020 in Kraft?",
        "treaties/start/in_force": "In welchem Monat und Jahr trat dieser Vertrag in Kraft: START?",
        "treaties/start/expires": (
            "Stand Oktober 2020: An welchem Tag sollte dieser Vertrag auslaufen: START?"
        ),
        "treaties/start/expires/back": (
            "Stand Oktober 2020: Welcher dieser Verträge sollte am 5. Februar 2021 auslaufen?"
        ),
        "treaties/start/ended": "Wann ungefähr endete dieser Vertrag: START?",
        "events/one/date": "An welchem Tag fand dieses Ereignis statt: E?",
        "events/two/date": "In welchen Jahren fand dieses Ereignis statt: F?",
        "events/next/date": (
            "Stand Oktober 2020: In welchem Monat und Jahr sollte dieses Ereignis stattfinden: I?"
        ),
        "events/next/date/back": (
            "Stand Oktober 2020: Welches dieser Ereignisse sollte im Januar 2021 stattfinden?"
        ),
        "treaties/start/ended/back": "Welcher dieser Verträge endete Anfang August 2019?",
        "events/one/date/back": "Welches dieser Ereignisse fand am 25. September 2020 statt?",
        "events/two/date/back": "Welches dieser Ereignisse fand von 1969 bis 1972 statt?",
        "events/three/date/back": "Welches dieser Ereignisse fand im Jahr 44 v. Chr. statt?",
        "events/four/date/back": (
            "Welches dieser Ereignisse fand vom 1. Januar 2011 bis zum 1. März 2011 statt?"
        ),
        "events/one/place": "An welchem Ort fand dieses Ereignis statt: E?",
        "figures/one/value": "Wie groß ist mindestens die Anzahl X?",
        "figures/two/value": "Laut Microsoft: Wie groß ist die Anzahl Y?",
        "officials/one/post": "Welches Amt hatte N im Oktober 2020 inne?",
        "officials/two/post/back": "Wer hatte von 2009 bis 2017 dieses Amt inne: Q?",
        "organizations/nato/stands_for": "Wofür steht die Abkürzung „NATO“?",
        "claims/one/by": "Wer sagte, dass C?",
        "quotes/one/by": "Von wem stammen diese Worte: „R“?",
        "terms/one/definition": "Was bedeutet der Begriff „T“?",
        "statements/one/text/1": "Laut Microsoft: ______ (Zahl) km.",
    },
    "fr": {
        "treaties/start/purpose": "Quel était l’objet de ce traité~: START~?",
        "treaties/start/signed": "En quelle année ce traité a-t-il été signé~: START~?",
        "treaties/start/signed/back": "Lequel de ces traités a été signé en 1987~?",
        "treaties/start/in_force/back": (
            "Lequel de ces traités est entré en vigueur en septembre 2020~?"
        ),
        "treaties/start/in_force": (
            "En quel mois et en quelle année ce traité est-il entré en vigueur~: START~?"
        ),
        "treaties/start/expires": (
            "Au vu de la situation (octobre 2020), à quelle date "
            "ce traité devait-il expirer~: START~?"
        ),
        "treaties/start/expires/back": (
            "Au vu de la situation (octobre 2020), lequel de ces traités devait expirer le 5 "
            "février 2021~?"
        ),
        "treaties/start/ended": "Vers quelle date ce traité a-t-il pris fin~: START~?",
        "events/one/date": "À quelle date cet événement a-t-il eu lieu~: E~?",
        "events/two/date": "Durant quelles années cet événement a-t-il eu lieu~: F~?",
        "events/next/date/back": (
            "Au vu de la situation (octobre 2020), lequel de ces événements "
            "devait avoir lieu en janvier 2021~?"
        ),
        "officials/two/post": "Quelle fonction exerçait O de 2009 à 2017~?",
        "officials/three/post/back": "Qui exerçait cette fonction jusqu’en 2008~: U~?",
        "treaties/start/ended/back": "Lequel de ces traités a pris fin début août 2019~?",
        "events/one/date/back": "Lequel de ces événements a eu lieu le 25 septembre 2020~?",
        "events/two/date/back": "Lequel de ces événements a eu lieu entre 1969 et 1972~?",
        "events/three/date/back": "Lequel de ces événements a eu lieu en 44 av. J.-C.~?",
        "events/four/date/back": (
            "Lequel de ces événements a eu lieu du 1er janvier 2011 au 1er mars 2011~?"
        ),
        "figures/one/value": "Quelle est la valeur minimale de cette donnée (nombre)~: X~?",
        "figures/two/value": "Selon Microsoft, quelle est la valeur de cette donnée (nombre)~: Y~?",
        "officials/one/post": "Quelle fonction exerçait N en octobre 2020~?",
        "claims/one/by": "Qui a déclaré ceci~: C~?",
        "quotes/one/by": "De qui sont ces mots~: «~R~»~?",
        "terms/one/definition": "Que signifie le terme «~T~»~?",
        "statements/one/text/1": "Selon Microsoft~: ______ (nombre) km.",
    },
    "es": {
        "treaties/start/purpose": "¿Cuál era el objeto de este tratado: START?",
        "treaties/start/signed": "¿En qué año se firmó este tratado: START?",
        "treaties/start/signed/back": "¿Cuál de estos tratados se firmó en 1987?",
        "treaties/start/in_force/back": (
            "¿Cuál de estos tratados entró en vigor en septiembre de 2020?"
        ),
        "treaties/start/expires": (
            "A fecha de octubre de 2020, ¿en qué fecha debía expirar este tratado: START?"
        ),
        "treaties/start/in_force": "¿En qué mes y año entró en vigor este tratado: START?",
        "treaties/start/ended": "¿En qué parte de qué mes terminó este tratado: START?",
        "treaties/start/ended/back": (
            "¿Cuál de estos tratados terminó a principios de agosto de 2019?"
        ),
        "events/one/date": "¿En qué fecha tuvo lugar este acontecimiento: E?",
        "events/next/date": (
            "A fecha de octubre de 2020, ¿en qué mes y año debía "
            "tener lugar este acontecimiento: I?"
        ),
        "events/one/date/back": (
            "¿Cuál de estos acontecimientos tuvo lugar el 25 de septiembre de 2020?"
        ),
        "events/two/date/back": "¿Cuál de estos acontecimientos tuvo lugar entre 1969 y 1972?",
        "events/three/date/back": "¿Cuál de estos acontecimientos tuvo lugar en el año 44 a. C.?",
        "events/four/date/back": (
            "¿Cuál de estos acontecimientos tuvo lugar del 1 de enero de 2011 al 1 de marzo "
            "de 2011?"
        ),
        "figures/one/value": "¿Cuál es el valor mínimo de este dato: número de X?",
        "figures/two/value": "Según Microsoft, ¿cuál es el valor de este dato: número de Y?",
        "officials/two/post": "¿Qué cargo ocupaba O de 2009 a 2017?",
        "claims/one/by": "¿Quién dijo que C?",
        "quotes/one/by": "¿De quién son estas palabras: «R»?",
        "terms/one/definition": "¿Qué significa el término «T»?",
        "statements/one/text/1": "Según Microsoft: ______ (número) km.",
    },
    "ru": {
        "treaties/start/purpose": "Какова была цель этого договора: START?",
        "treaties/start/signed": "В каком году был подписан этот договор: START?",
        "treaties/start/signed/back": "Какой из этих договоров был подписан в 1987 году?",
        "treaties/start/in_force/back": (
            "Какой из этих договоров вступил в силу в сентябре 2020 года?"
        ),
        "treaties/start/in_force": "В каком месяце и году вступил в силу этот договор: START?",
        "treaties/start/expires": (
            "По состоянию на октябрь 2020 года: В какой день должен был "
            "истечь срок действия этого договора: START?"
        ),
        "treaties/start/ended": "Примерно когда прекратил действовать этот договор: START?",
        "events/one/date": "В какой день произошло это событие: E?",
        "events/next/date/back": (
            "По состоянию на октябрь 2020 года: Какое из этих событий должно "
            "было произойти в январе 2021 года?"
        ),
        "officials/two/post/back": "Кто занимал эту должность с 2009 по 2017 год: Q?",
        "officials/three/post/back": "Кто занимал эту должность до 2008 года: U?",
        "treaties/start/ended/back": (
            "Какой из этих договоров прекратил действовать в начале августа 2019 года?"
        ),
        "events/one/date/back": "Какое из этих событий произошло 25 сентября 2020 года?",
        "events/two/date/back": "Какое из этих событий произошло с 1969 по 1972 год?",
        "events/three/date/back": "Какое из этих событий произошло в 44 году до н. э.?",
        "events/four/date/back": (
            "Какое из этих событий произошло с 1 января 2011 года по 1 марта 2011 года?"
        ),
        "figures/one/value": "Чему равно минимальное значение этого показателя: число X?",
        "figures/two/value": "Источник — Microsoft. Чему равно значение этого показателя: число Y?",
        "officials/one/post": "Какую должность занимал этот человек в октябре 2020 года: N?",
        "people/one/who": "Кто это: A?",
        "claims/one/by": "Кто утверждает, что C?",
        "quotes/one/by": "Кому принадлежат эти слова: «R»?",
        "terms/one/definition": "Что означает термин «T»?",
        "statements/one/text/1": "Источник — Microsoft. ______ (число) km.",
    },
}


def tree(path: Path) -> dict[str, object]:
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it builds texts only
    assert isinstance(read, dict)
    return read


def slots_of(text: object) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", str(text)))


def in_language(tmp_path: Path, language: str, facts: str = DECK) -> Project:
    header = (
        f"deck: test\ntitle: A test\nlanguage: {language}\nsource: {{title: S, as_of: 2020-10}}\n"
    )
    return project_of(tmp_path, facts, header)


def test_every_label_file_is_tested() -> None:
    assert {path.stem for path in LABELS.glob("*.yaml")} == {"en", *LANGUAGES}
    assert {path.name for path in KINDS.iterdir() if path.is_dir()} == set(LANGUAGES)


def is_century(name: str) -> bool:
    return "century" in name


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_those_of_english_with_the_same_slots(language: str) -> None:
    english, own = tree(LABELS / "en.yaml"), tree(LABELS / f"{language}.yaml")
    # Texts for readers whom one addresses informally stand beside those for the others.
    informal = {name for name in own if name.startswith("informal ")}
    for name in informal:
        assert slots_of(own[name]) == slots_of(own[name.removeprefix("informal ")]), name
    extra = own.keys() - english.keys() - informal
    assert not english.keys() - own.keys()
    assert [name for name in extra if not EXTRA.fullmatch(name)] == []
    for name, text in english.items():
        assert isinstance(own[name], type(text)), name
        if isinstance(text, str):
            same = slots_of(own[name]) == slots_of(text)
            assert same or (is_century(name) and slots_of(own[name]) in CENTURY_SLOTS), name
    for name in extra - PATTERNS - {"months_in", "spaced_signs"}:
        known = CENTURY_SLOTS if is_century(name) else EXTRA_SLOTS
        assert slots_of(own[name]) in known, name
    months = own.get("months_in", [None] * 12)
    assert isinstance(months, list)
    assert len(months) == 12
    assert Locale.parse(str(own["locale"])).language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_complete(language: str) -> None:
    english = {path.name: tree(path) for path in KINDS.glob("*.yaml")}
    own = {path.name: tree(path) for path in (KINDS / language).glob("*.yaml")}
    assert own.keys() == english.keys()
    kinds, ours = built_in_kinds(), translated(built_in_kinds(), language)
    for key, kind in kinds.items():
        mine = ours[key]
        assert mine.one
        assert own[f"{key}.yaml"]["one"]
        assert list(mine.questions) == list(kind.questions)
        for rule in kind.questions.values():
            there = mine.questions[rule.key]
            assert (bool(there.ask), bool(there.back), there.field) == (
                bool(rule.ask),
                bool(rule.back),
                rule.field,
            )
            if kind.key != "questions":
                assert not {*rule.ask, *rule.back} & {*there.ask, *there.back}, rule.key
        defaults = {field.name for field in kind.fields.values() if field.default}
        assert set(own[f"{key}.yaml"].get("defaults", {})) == defaults  # type: ignore[call-overload]


@pytest.mark.parametrize("language", LANGUAGES)
def test_stems_word_for_word(tmp_path: Path, language: str) -> None:
    asked = {
        prompt.id: prompt.wordings or (prompt.stem,)
        for prompt in in_language(tmp_path, language).prompts
    }
    expected = {key: stem.replace("~", NBSP) for key, stem in STEMS[language].items()}
    assert {key: stem for key, stem in expected.items() if stem not in asked[key]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_are_the_same_in_every_language(tmp_path: Path, language: str) -> None:
    own = [prompt.id for prompt in in_language(tmp_path, language).prompts]
    assert own == [prompt.id for prompt in in_language(tmp_path, "en").prompts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_word_is_left(tmp_path: Path, language: str) -> None:
    english = r"\b(the|which|what|when|who|did|does|of|according|number|said)\b"
    for prompt in in_language(tmp_path, language).prompts:
        for stem in prompt.wordings or (prompt.stem,):
            assert not re.search(english, stem, re.IGNORECASE), stem
            assert not re.search(r"[ \t]{2}|[ \t][,.;:?!]", stem), stem


@pytest.mark.parametrize(
    ("language", "date", "words", "after_preposition"),
    [
        ("de", "1987", "1987", "im Jahr 1987"),
        ("de", "mid 2020-09", "Mitte September 2020", "Mitte September 2020"),
        ("de", "about 1500", "um 1500", "um 1500"),
        (
            "de",
            "2020-09/2020-11",
            "September 2020 bis November 2020",
            "von September 2020 bis November 2020",
        ),
        ("fr", "2020-09", "septembre 2020", "en septembre 2020"),
        ("fr", "2020-10-01", "1er octobre 2020", "le 1er octobre 2020"),
        ("fr", "mid 2020-09", "mi-septembre 2020", "à la mi-septembre 2020"),
        ("fr", "late 1987", "fin 1987", "fin 1987"),
        ("es", "2020-09", "septiembre de 2020", "en septiembre de 2020"),
        ("es", "late 1987", "finales de 1987", "a finales de 1987"),
        (
            "es",
            "about 2020-09-25",
            "hacia 25 de septiembre de 2020",
            "hacia el 25 de septiembre de 2020",
        ),
        ("ru", "1987", "1987", "в 1987 году"),
        ("ru", "2020-05", "май 2020 года", "в мае 2020 года"),
        ("ru", "early 2020-09", "начало сентября 2020 года", "в начале сентября 2020 года"),
        ("ru", "late 1987", "конец 1987 года", "в конце 1987 года"),
        ("ru", "about 1500", "около 1500 года", "около 1500 года"),
        (
            "ru",
            "2020-09/2020-11",
            "сентябрь 2020 года — ноябрь 2020 года",
            "с сентября 2020 года по ноябрь 2020 года",
        ),
        ("ru", "1969/1972-10", "1969 — октябрь 1972 года", "с 1969 по октябрь 1972 года"),
        ("ru", "44 BCE", "44 до н. э.", "в 44 году до н. э."),
    ],
)
def test_dates(language: str, date: str, words: str, after_preposition: str) -> None:
    wording = Wording(language)
    assert (wording.date(parse_date(date)), wording.date_in(parse_date(date))) == (
        words,
        after_preposition,
    )


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("de", "at least 1234.5 km", "mindestens 1.234,5~km"),
        ("fr", "about 1234.5 km", "environ 1\N{NARROW NO-BREAK SPACE}234,5~km"),
        ("es", "less than 90 %", "menos de 90~%"),
        ("ru", "at most 12345", "не более 12~345"),
    ],
)
def test_numbers(language: str, number: str, words: str) -> None:
    assert Wording(language).number(parse_quantity(number)) == words.replace("~", NBSP)


@pytest.mark.parametrize(
    ("language", "name", "bare"),
    [
        ("de", "die NATO", "NATO"),
        ("de", "Die Zeit", "Die Zeit"),
        ("de", "diese", "diese"),
        ("fr", "l’OTAN", "OTAN"),
        ("fr", "l'OTAN", "OTAN"),
        ("fr", "Le Monde", "Le Monde"),
        ("es", "la OTAN", "OTAN"),
        ("es", "Los Angeles", "Los Angeles"),
        ("ru", "the Kremlin", "the Kremlin"),
        ("en", "the Kremlin", "Kremlin"),
        ("en", "The Trial", "The Trial"),
    ],
)
def test_articles(language: str, name: str, bare: str) -> None:
    wording = Wording(language)
    assert wording.bare(name) == bare
    assert wording.normal(name) == wording.normal(name.upper())


def test_english_articles_stay_in_english(tmp_path: Path) -> None:
    facts = (
        "treaties: {a: {name: Minsk Accord, signed: 1987},"
        " b: {name: {value: die KSZE, article: the}, signed: 1975}}"
    )
    stems = {prompt.id: prompt.stem for prompt in in_language(tmp_path, "de", facts).prompts}
    assert (
        stems["treaties/a/signed"]
        == "In welchem Jahr wurde dieser Vertrag unterzeichnet: Minsk Accord?"
    )
    assert (
        stems["treaties/b/signed"]
        == "In welchem Jahr wurde dieser Vertrag unterzeichnet: die KSZE?"
    )


def test_what_an_author_writes_is_no_default(tmp_path: Path) -> None:
    facts = """
    people: {a: {name: A, who: B}}
    claims:
      one: {claim: C, by: a, verb: said}
      two: {claim: D, by: a, verb: bestritt}
      three: {claim: E, by: a}
    """
    asked = [
        prompt.wordings
        for prompt in in_language(tmp_path, "de", facts).recalled
        if prompt.fact.kind == "claims"
    ]
    for wordings, stem in zip(
        asked, ["Wer said, dass C?", "Wer bestritt, dass D?", "Wer sagte, dass E?"], strict=True
    ):
        assert stem in wordings


def test_a_region_has_the_words_of_its_language(tmp_path: Path) -> None:
    (first, *_) = in_language(tmp_path, "de-AT", "events: {e: {name: E, date: 2020-01}}").prompts
    assert (first.stem, first.answer) == (
        "In welchem Monat und Jahr fand dieses Ereignis statt: E?",
        "Jänner 2020",
    )


def test_a_language_without_translations_asks_in_english(tmp_path: Path) -> None:
    (first, *_) = in_language(tmp_path, "fi", "events: {e: {name: E, date: 2020}}").prompts
    assert "In which year did E take place?" in first.wordings


def test_signs_of_other_languages() -> None:
    assert sentence_case("¿qué es?") == "¿Qué es?"
    assert sentence_case("¿iPhone?") == "¿iPhone?"
    assert tidy(f"quand {NBSP}?", load_labels("fr")) == f"quand{NBSP}?"
    assert tidy("dieser Wert : X  ?", load_labels("de")) == "dieser Wert: X?"
    # In French, an author's space before a mark stays, but lines no longer break there.
    french = tidy(
        "Qui a dit : « Qu'est-ce que le tiers état ? » à 12:30, et quand ?", load_labels("fr")
    )
    assert (
        french
        == f"Qui a dit{NBSP}: « Qu'est-ce que le tiers état{NBSP}?{NBSP}» à 12:30, et quand{NBSP}?"
    )


def test_a_french_question_keeps_the_space_before_its_sign(tmp_path: Path) -> None:
    facts = (
        'questions:\n  devise: {ask: "Quelle est la devise ?", answer: Liberté,'
        " distractors: [Travail, Patrie]}\n"
    )
    (item,) = in_language(tmp_path, "fr", facts).prompts
    assert item.stem == f"Quelle est la devise{NBSP}?"
    (german,) = in_language(tmp_path, "de", facts).prompts
    assert german.stem == "Quelle est la devise?"


@pytest.mark.parametrize(
    "text", ["https://example.org/a", "mailto:a@b.org", "km/h", "c", "h2o", "milli-", "x^2 + 1"]
)
def test_what_is_no_word_keeps_its_small_letter(text: str) -> None:
    assert sentence_case(text) == text


@pytest.mark.parametrize(
    "text", ["a chemical attack", "so-called trolls", "what is this: a bot?", "étude"]
)
def test_a_word_gets_its_capital(text: str) -> None:
    assert sentence_case(text) == text[0].upper() + text[1:]


@pytest.mark.parametrize(
    ("name", "text", "message", "fix"),
    [
        (
            "events.yaml",
            'questions: {dat: {ask: "x?"}}',
            "`events` has no question `dat`",
            "date",
        ),
        (
            "events.yaml",
            'questions: {date: {ask: "{nam}?"}}',
            "`{nam}` is not a field of this kind",
            "name",
        ),
        (
            "events.yaml",
            'questions: {date: {among: "{name}?"}}',
            "gives its own answer away",
            "{name}",
        ),
        (
            "events.yaml",
            'questions: {place: {back: "{place}?"}}',
            "`place` of `events` has no `back`",
            "delete",
        ),
        ("events.yaml", 'questions: {date: {aks: "x?"}}', "unknown key `aks`", "ask"),
        ("events.yaml", "questions: {date: x}", "`date` takes keys of its own", "ask"),
        ("events.yaml", "", "the key `questions` is missing", "stems"),
        ("event.yaml", "questions: {}", "`event` is not a built-in kind", "events"),
        (
            "claims.yaml",
            "defaults: {vreb: x}\nquestions: {}",
            "`vreb` is not a field with a default text",
            "verb",
        ),
    ],
)
def test_a_translators_slip_is_told(
    tmp_path: Path, name: str, text: str, message: str, fix: str
) -> None:
    (tmp_path / name).write_text(f"one: x\n{text}\n", encoding="utf-8")
    with pytest.raises(QuizgenError) as caught:
        read_translations(tmp_path)
    (problem,) = caught.value.diagnostics
    assert message in problem.message
    assert fix in problem.help


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_prints(tmp_path: Path, language: str) -> None:
    names = "".join(f"  e{n}: {{name: E{n}, date: {1900 + 3 * n}-05, note: N}}\n" for n in range(8))
    project = in_language(tmp_path, language, f"events:\n{names}")
    manifest = make_manifest(project.base, project.paper(QuizOptions(items=16)))
    assert manifest.items[0].stem in {prompt.stem for prompt in project.prompts}
    labels = project.base.wording.labels.texts
    quiz, key = (pages(render(manifest, labels))[0] for render in (render_quiz, render_key))
    assert labels["instructions_choice"] in quiz.words
    assert labels["key"] in key.words
    assert manifest.items[0].stem.replace(NBSP, " ").split(" ")[-2] in quiz.words


def test_the_german_deck_reads_well() -> None:
    project = Project(load(SOLAR_SYSTEM))
    english = r"\b(the|which|what|when|who|was is|and|of|to|from|according|number)\b"
    for prompt in project.prompts:
        stem = prompt.stem
        assert stem[0].isupper(), stem
        assert stem.endswith(("?", ".")), stem
        assert not re.search(rf"[{{}}]|\s{{2}}|\s[?.,;:]|{english}", stem, re.IGNORECASE), stem
        assert stem.count("______") == (prompt.way is Way.BLANK), stem
        assert prompt.answer
    # Questions with a list have one stem for all facts that share a value.
    assert len({prompt.stem for prompt in project.recalled}) == len(project.recalled)


def test_the_german_deck_is_rich_and_asks_with_four_options() -> None:
    project = Project(load(SOLAR_SYSTEM))
    used = {fact.kind for fact in project.deck.facts.values()}
    assert len(project.deck.facts) >= 35
    assert {"events", "people", "terms", "statements", "questions"} < used
    assert used - built_in_kinds().keys()
    items = project.items(QuizOptions())
    assert sum(len(item.options) == 4 for item in items) >= 0.9 * len(project.prompts)


def test_a_language_is_no_way_to_another_file(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("true_letter: X\nlocale: en_US\n", encoding="utf-8")
    for name in (str(tmp_path / "other"), f"../../{tmp_path.name}/other"):
        assert load_labels(name).texts["true_letter"] == "T"


RIGHT_TO_LEFT = ["ks", "pa-PK", "lrc", "mzn", "bal", "nqo", "ar", "he", "az-Arab"]


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_cards_and_papers_agree_on_what_runs_from_right_to_left(language: str) -> None:
    note = RecallNote("terms/x/definition", "front", "back")
    deck = NoteDeck("test", "A test", "", language, (note,))
    assert fields_of(deck, note)["Direction"] == "rtl"
    assert language_data(language)["rtl"] is True


def test_a_language_may_be_written_in_two_scripts() -> None:
    assert direction_of("az") == direction_of("pa") == direction_of("sd-Deva") == "ltr"
    assert direction_of("xx-unknown") == "ltr"


@pytest.mark.parametrize(
    ("language", "with_topic", "without"),
    [
        ("en", "words about Kant are these: “Q”?", "words are these: “Q”?"),
        ("de", "Worte (Thema: Kant): „Q“?", "Worte: „Q“?"),
        ("es", "palabras (tema: Kant): «Q»?", "palabras: «Q»?"),
        ("fr", "mots (sujet~: Kant)~: «~Q~»~?", "mots~: «~Q~»~?"),
        ("ru", "слова (тема: Kant): «Q»?", "слова: «Q»?"),
    ],
)
def test_quotations_come_with_their_topic(
    tmp_path: Path, language: str, with_topic: str, without: str
) -> None:
    yaml = "people: {a: {name: A, background: true}}\nquotes:\n"
    yaml += "  one: {quote: Q, by: a, of: Kant}\n  two: {quote: Q, by: a}\n"
    project = project_of(tmp_path, yaml, f"deck: test\ntitle: A test\nlanguage: {language}\n")
    found = {prompt.id: prompt.wordings for prompt in project.prompts}
    for name, ending in (("one", with_topic), ("two", without)):
        expected = ending.replace("~", NBSP)
        assert any(stem.endswith(expected) for stem in found[f"quotes/{name}/by"]), found
