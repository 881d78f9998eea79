"""Dates, numbers, names and quotations are found in the forms that people write."""

# ruff: noqa: RUF001 - Russian letters are intended

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.deck.dates import parse_date
from quizgen.grounding.article import Article, Paragraph, article_of
from quizgen.grounding.elements import SaidDate, SaidName, SaidNumber, SaidWords
from quizgen.grounding.names import forms_of, names_in
from quizgen.grounding.quotations import quotations_in


def paragraph(text: str, language: str = "en") -> tuple[Paragraph, Article]:
    article = article_of([text], language)
    return article.paragraphs[0], article


def says_date(text: str, date: str, language: str = "en") -> bool:
    return SaidDate(parse_date(date)).stands_in(*paragraph(text, language))


def says_number(text: str, number: str, language: str = "en") -> bool:
    return SaidNumber(frozenset({Decimal(number)})).stands_in(*paragraph(text, language))


def says_name(text: str, *names: str, language: str = "en") -> bool:
    found, article = paragraph(text, language)
    return SaidName(forms_of(names, article)).stands_in(found, article)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It began on November 16, 1990.", "en"),
        ("It began on 16 November 1990.", "en"),
        ("It began on Nov. 16 (in 1990, that is).", "en"),
        ("It began on Nov 16th, 1990, at noon.", "en"),
        ("It began on the 16th of November, 1990.", "en"),
        ("It began on 16.11.1990.", "en"),
        ("It began on 11/16/1990.", "en"),
        ("It began on 1990-11-16.", "en"),
        ("The year 1990 was long. On Friday, November 16th, it began.", "en"),
        ("Es begann am 16. November 1990.", "de"),
        ("Es begann am 16.11.1990.", "de"),
        ("Es begann am 16. 11. 1990 um neun.", "de"),
        ("Im Jahr 1990 kam er, am 16. November.", "de"),
        ("Le 16 novembre 1990, tout a commencé.", "fr"),
        ("En 1990, tout a commencé le 16 novembre.", "fr"),
        ("Empezó el 16 de noviembre de 1990.", "es"),
        ("Empezó el 16 de noviembre del 1990.", "es"),
        ("Это началось 16 ноября 1990 года.", "ru"),
        ("Это началось 16.11.1990.", "ru"),
    ],
)
def test_a_day(text: str, language: str) -> None:
    assert says_date(text, "1990-11-16", language)
    assert says_date(text, "1990-11", language)
    assert says_date(text, "1990", language)
    assert not says_date(text, "1990-11-15", language)
    assert not says_date(text, "1990-12-16", language)
    assert not says_date(text, "1991-11-16", language)


@pytest.mark.parametrize(
    ("text", "date", "language"),
    [
        ("Le 1er janvier 2002, l'euro arriva.", "2002-01-01", "fr"),
        ("В сентябре 2020 года он уехал.", "2020-09", "ru"),
        ("Сентябрь 2020 года был тёплым.", "2020-09", "ru"),
        ("In March 2019 it ended.", "2019-03", "en"),
        ("It came in early September 2020.", "early 2020-09", "en"),
        ("En septembre 2020, il partit.", "2020-09", "fr"),
        ("The war of 1939\N{EN DASH}45 was over.", "1939/1945", "en"),
        ("From 1969 to 1972 they talked.", "1969/1972", "en"),
        ("The 1980s were loud.", "1980/1989", "en"),
        ("Die 1980er Jahre waren laut.", "1980/1989", "de"),
        ("Caesar died in 44 BC.", "44 BCE", "en"),
        ("Cäsar starb 44 v. Chr.", "44 BCE", "de"),
        ("César mourut en 44 av. J.-C.", "44 BCE", "fr"),
        ("A house of the 19th century.", "19th century", "en"),
        ("Ein Haus des 19. Jahrhunderts.", "19th century", "de"),
        ("It was fought from October 16 to 19, 1813.", "1813-10-16/1813-10-19", "en"),
        ("It was fought on 16\N{EN DASH}19 October 1813.", "1813-10-16/1813-10-19", "en"),
        ("Vom 16. bis 19. Oktober 1813 kämpften sie.", "1813-10-16/1813-10-19", "de"),
        ("Du 16 au 19 octobre 1813, ils luttèrent.", "1813-10-16/1813-10-19", "fr"),
        ("Del 16 al 19 de octubre de 1813 lucharon.", "1813-10-16/1813-10-19", "es"),
        ("С 16 по 19 октября 1813 года шла битва.", "1813-10-16/1813-10-19", "ru"),
        ("Une maison du XIXe siècle.", "19th century", "fr"),
        ("Una casa del siglo XIX.", "19th century", "es"),
    ],
)
def test_other_dates(text: str, date: str, language: str) -> None:
    assert says_date(text, date, language)


def test_a_day_without_a_year_belongs_to_the_years_before_it() -> None:
    texts = ["In 1813 they met.", "On October 18 they parted.", "On October 18, 1913, it rained."]
    article = article_of(texts, "en")
    second = article.paragraphs[1]
    assert SaidDate(parse_date("1813-10-18")).stands_in(second, article)
    assert not SaidDate(parse_date("1913-10-18")).stands_in(second, article)
    known = SaidDate(parse_date("1913-10-18"), frozenset({1913}))
    assert known.stands_in(second, article)


def test_three_digits_after_the_sign_that_groups_are_no_decimals() -> None:
    assert not says_number("Some 20,000 people came.", "20", "en")
    assert not says_number("Es kamen 20.000 Menschen.", "20", "de")
    assert says_number("It weighs 20.5 kg.", "20.5", "en")
    assert says_number("Es wiegt 20,5 kg.", "20.5", "de")


@pytest.mark.parametrize(
    "text",
    [
        "You may leave in 2020; march on.",
        "Version 1.1990 costs $1990 and weighs 1990.5 g.",
        "He paid 1990% of it.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not any(date.month or date.years == (1990,) for date in paragraph(text)[0].dates)


@pytest.mark.parametrize(
    ("text", "number", "language"),
    [
        ("Some 600,000 men marched.", "600000", "en"),
        ("Some 600 000 men marched.", "600000", "en"),
        ("Some 600\N{NARROW NO-BREAK SPACE}000 men.", "600000", "fr"),
        ("Rund 600.000 Mann.", "600000", "de"),
        ("Some six hundred thousand men marched.", "600000", "en"),
        ("Three hundred and twelve ships sailed.", "312", "en"),
        ("Three hundred and twelve thousand men marched.", "312000", "en"),
        ("Two dozen ships sailed.", "24", "en"),
        ("It has ninety percent of them.", "90", "en"),
        ("It has 90% of them.", "90", "en"),
        ("It has 90 % of them.", "90", "en"),
        ("Sie hat 90 Prozent.", "90", "de"),
        ("Es kostet 2,5 Millionen Euro.", "2500000", "de"),
        ("It cost $1.5 billion.", "1500000000", "en"),
        ("Es waren fünfundzwanzig Schiffe.", "25", "de"),
        ("Il y avait vingt-cinq navires.", "25", "fr"),
        ("Il y avait quatre-vingt-dix navires.", "90", "fr"),
        ("Il y avait soixante-quinze navires.", "75", "fr"),
        ("Il y avait soixante et onze navires.", "71", "fr"),
        ("Había treinta y cinco barcos.", "35", "es"),
        ("Había dos mil barcos.", "2000", "es"),
        ("Había mil doscientos barcos.", "1200", "es"),
        ("Было двадцать пять кораблей.", "25", "ru"),
        ("Было 3 млн человек.", "3000000", "ru"),
    ],
)
def test_numbers(text: str, number: str, language: str) -> None:
    assert says_number(text, number, language)
    assert not says_number(text, str(Decimal(number) + 1), language)


@pytest.mark.parametrize(
    ("text", "numbers", "language"),
    [
        ("Between twelve and fifteen percent lived.", [12, 15], "en"),
        ("Between one hundred and two hundred men came.", [100, 200], "en"),
        ("Between two thousand and three thousand men came.", [2000, 3000], "en"),
        ("In nineteen ninety, it rained.", [19, 90], "en"),
        ("Entre quinze et vingt navires.", [15, 20], "fr"),
        ("Entre doce y quince barcos.", [12, 15], "es"),
    ],
)
def test_two_numbers_in_words_are_never_added(text: str, numbers: list[int], language: str) -> None:
    found, _ = paragraph(text, language)
    assert [set(each.values) for each in found.numbers] == [{Decimal(each)} for each in numbers]


def test_names() -> None:
    text = "The Federal Bureau of Investigation asked Robert Mueller. Later William R. Barr left."
    assert says_name(text, "the Federal Bureau of Investigation")
    assert says_name(text, "Robert Mueller")
    assert says_name(text, "William Barr")
    assert not says_name(text, "Robert Barr")
    assert says_name(text, "Bob Mueller", "Mueller")
    assert says_name("They sailed the Mediterranean.", "the Mediterranean Sea")
    assert says_name("The U.S. Navy’s planes.", "the US Navy")
    assert says_name("Речь Владимира Путина.", "Владимир Путин", language="ru")
    assert says_name("Der Vertrag von Versailles.", "Vertrag von Versailles", language="de")


def test_a_last_name_and_first_letters_count_once_the_name_stood_in_full() -> None:
    texts = ["Robert Mueller of the World Health Organization spoke.", "Mueller left.", "The WHO."]
    article = article_of(texts, "en")

    def holders(name: str) -> list[int]:
        said = SaidName(forms_of([name], article))
        return [each.number for each in article.paragraphs if said.stands_in(each, article)]

    assert holders("Robert Mueller") == [1, 2]
    assert holders("the World Health Organization") == [1, 3]
    # Another Mueller, of whom the article does not speak.
    assert holders("Anna Mueller") == []


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        (
            "So Robert Mueller met the FBI in Paris.",
            "en",
            ["Robert Mueller", "FBI", "Paris"],
        ),
        ("It rained. Everyone left.", "en", []),
        ("On Friday, Donald J. Trump spoke.", "en", ["Donald J. Trump"]),
        ("Der Hund traf Angela Merkel und die NATO.", "de", ["Angela Merkel", "NATO"]),
        ("Hier, Charles de Gaulle visita Londres.", "fr", ["Charles de Gaulle", "Londres"]),
    ],
)
def test_names_in_a_text(text: str, language: str, names: list[str]) -> None:
    assert [text[each.start : each.end] for each in names_in(text, language)] == names


@pytest.mark.parametrize(
    ("text", "quotation", "is_there"),
    [
        ("He spoke of “building up trust – between states”.", "building up trust - between", True),
        ("He spoke of «American   paranoia».", "American paranoia", True),
        ("These measures are aimed at trust between our states.", "measures … between our", True),
        ("These measures are aimed at trust between our states.", "between … measures", False),
        ("He spoke of trust.", "He spoke of trusts", False),
    ],
)
def test_quotations(text: str, quotation: str, *, is_there: bool) -> None:
    assert SaidWords(quotation).stands_in(*paragraph(text)) is is_there


def test_quotations_in_a_text() -> None:
    text = "He said “one”, „zwei“, «trois» and \"four\", but it's Bob's."
    assert [each.text for each in quotations_in(text)] == ["one", "zwei", "trois", "four"]
