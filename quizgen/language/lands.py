"""Countries and languages by their names, and which countries speak alike."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

# English names of countries that CLDR has under another one, or no longer.
_OTHER_NAMES = {
    "america": "US",
    "austria-hungary": "AT",
    "bohemia": "CZ",
    "britain": "GB",
    "burma": "MM",
    "ceylon": "LK",
    "czech republic": "CZ",
    "czechoslovakia": "CZ",
    "east germany": "DE",
    "england": "GB",
    "flanders": "BE",
    "great britain": "GB",
    "holland": "NL",
    "ottoman empire": "TR",
    "persia": "IR",
    "prussia": "DE",
    "russian empire": "RU",
    "scotland": "GB",
    "siam": "TH",
    "soviet union": "RU",
    "turkey": "TR",
    "uk": "GB",
    "us": "US",
    "usa": "US",
    "ussr": "RU",
    "wales": "GB",
    "west germany": "DE",
    "yugoslavia": "RS",
}
# The countries of each continent, by their codes.
_CONTINENTS = {
    code: continent
    for continent, codes in {
        "Africa": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR"
        " LS LY MA MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW",
        "Asia": "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB"
        " LK MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TW UZ VN YE",
        "Europe": "AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS"
        " IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM UA VA XK",
        "North America": "AG BB BS BZ CA CR CU DM DO GD GL GT HN HT JM KN LC MX NI PA PR"
        " SV TT US VC",
        "Oceania": "AU FJ FM KI MH NR NZ PG PW SB TO TV VU WS",
        "South America": "AR BO BR CL CO EC GF GY PE PY SR UY VE",
        # Russia and Turkey lie in two continents.
    }.items()
    for code in codes.split()
}
# The languages of the articles that names begin with.
_ARTICLES = {
    article: frozenset(languages.split())
    for articles, languages in {
        "Das Der Die": "de",
        "De Het": "nl",
        "El Las Los": "es",
        "Gli Il": "it",
        "La": "es fr it",
        "Le Les": "fr",
    }.items()
    for article in articles.split()
}
# English words for what comes from a country.
_PEOPLES = {
    word: code
    for code, words in {
        "AR": "argentine argentinian",
        "AT": "austrian",
        "AU": "australian",
        "BE": "belgian flemish",
        "BG": "bulgarian",
        "BR": "brazilian",
        "CA": "canadian",
        "CH": "swiss",
        "CL": "chilean",
        "CN": "chinese",
        "CO": "colombian",
        "CU": "cuban",
        "CZ": "bohemian czech",
        "DE": "german prussian",
        "DK": "dane danish",
        "DZ": "algerian",
        "EG": "egyptian",
        "ES": "spaniard spanish",
        "ET": "ethiopian",
        "FI": "finn finnish",
        "FR": "french frenchman frenchwoman",
        "GB": "british briton english englishman englishwoman scot scotsman scottish"
        " welsh welshman",
        "GH": "ghanaian",
        "GR": "greek",
        "HR": "croat croatian",
        "HU": "hungarian magyar",
        "ID": "indonesian",
        "IE": "irish irishman",
        "IL": "israeli",
        "IN": "bengali indian punjabi tamil",
        "IQ": "iraqi",
        "IR": "iranian persian",
        "IS": "icelander icelandic",
        "IT": "italian",
        "JP": "japanese",
        "KE": "kenyan",
        "KR": "korean",
        "LB": "lebanese",
        "MA": "moroccan",
        "MN": "mongol mongolian",
        "MX": "mexican",
        "NG": "nigerian",
        "NL": "dutch dutchman",
        "NO": "norwegian",
        "PE": "peruvian",
        "PH": "filipino",
        "PK": "pakistani",
        "PL": "pole polish",
        "PT": "portuguese",
        "RO": "romanian",
        "RS": "serb serbian yugoslav",
        "RU": "russian soviet",
        "SE": "swede swedish",
        "SN": "senegalese",
        "SY": "syrian",
        "TH": "thai",
        "TN": "tunisian",
        "TR": "ottoman turk turkish",
        "UA": "ukrainian",
        "US": "american",
        "VE": "venezuelan",
        "VN": "vietnamese",
    }.items()
    for word in words.split()
}


def are_on_two_continents(one: str, other: str) -> bool:
    """Return whether two countries, by their codes, lie in different continents."""
    mine, theirs = _CONTINENTS.get(one, ""), _CONTINENTS.get(other, "")
    return bool(mine and theirs) and mine != theirs


def nations_in(text: str, language: str) -> frozenset[str]:
    """Return the codes of the countries whose people an English text names: the German pioneer."""
    words = text.split() if language == "en" else []
    capitals = (word.strip(".,;:()").casefold() for word in words if word[:1].isupper())
    return frozenset(_PEOPLES[word] for word in capitals if word in _PEOPLES)


def is_land(name: str, language: str) -> bool:
    """Return whether a name without an article is that of a country, in a language (``en``)."""
    return name.casefold() in _lands(language)


def code_of(name: str, language: str) -> str:
    """Return the code of the country that a name stands for (``CZ``), "" if there is none."""
    return _lands(language).get(name.casefold(), "")


def is_language(name: str, language: str) -> bool:
    """Return whether a name is that of a language, in a language (``en``)."""
    return name.casefold() in _languages(language)


def is_currency(name: str, language: str) -> bool:
    """Return whether the last words of a name are those of a currency: the pound sterling."""
    return not _currencies(language).isdisjoint(name.casefold().split()[-2:])


def languages_of_name(name: str) -> frozenset[str]:
    """Return the languages that the article of a foreign name tells: Der Blaue Reiter."""
    first, _, rest = name.partition(" ")
    return _ARTICLES.get(first, frozenset()) if rest else frozenset()


def is_spoken_in(languages: frozenset[str], land: str) -> bool:
    """Return whether one of some languages is an official one of a country, by its code."""
    return not languages.isdisjoint(_spoken(land))


def speak_alike(one: str, other: str, language: str) -> bool:
    """Return whether two countries have an official language in common, as far as is known."""
    known = _lands(language)
    mine, theirs = known.get(one.casefold(), ""), known.get(other.casefold(), "")
    return speak_alike_by_code(mine, theirs)


def speak_alike_by_code(one: str, other: str) -> bool:
    """Return whether two countries, by their codes, have an official language in common."""
    return bool(one and other) and not _spoken(one).isdisjoint(_spoken(other))


def others_speak_alike(land: str, language: str) -> int:
    """Return how many other countries have an official language in common with one, by its name."""
    known = _lands(language)
    mine = known.get(land.casefold(), "")
    return sum(speak_alike_by_code(mine, code) for code in set(known.values()) - {mine})


@cache
def _spoken(land: str) -> frozenset[str]:
    return frozenset(get_official_languages(land, de_facto=True))


@cache
def _lands(language: str) -> dict[str, str]:
    """Return the codes of countries by their names in small letters."""
    locale = _locale(language)
    names = locale.territories.items() if locale else ()
    # Continents and groups of countries have numbers for codes.
    found = {name.casefold(): str(code) for code, name in names if str(code).isalpha()}
    return {**_OTHER_NAMES, **found} if language == "en" else found


@cache
def _currencies(language: str) -> frozenset[str]:
    """Return the last words of the names of currencies in a language, in small letters."""
    locale = _locale(language)
    names = locale.currencies.values() if locale else ()
    return frozenset(name.casefold().split()[-1] for name in names if "(" not in name)


@cache
def _languages(language: str) -> frozenset[str]:
    locale = _locale(language)
    return (
        frozenset(name.casefold() for name in locale.languages.values()) if locale else frozenset()
    )


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
