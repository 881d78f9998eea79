"""German questions with a name in its place, instead of behind a colon."""

from __future__ import annotations

import re

from quizgen.late import late_pattern

_SUBJECT = late_pattern(
    r"(?P<before>.+ (?:endete|fand|gehörte?|hat|hatte|soll|sollte|trat|wurde)) "
    r"(?:dieses Ereignis|dieser Vertrag|diese Organisation)(?P<after>[^:]*): (?P<name>[^,:;]+)\?"
)
_PERSON = late_pattern(r"auf wen trifft diese Beschreibung zu: (?P<what>[^:;]+)\?")
_BODY = late_pattern(
    r"(?:welche Organisation ist hier beschrieben"
    r"|auf welche Organisation trifft diese Beschreibung zu): (?P<what>[^:;]+)\?"
)
_FIGURE = late_pattern(
    r"wie groß (?P<verb>war|ist)(?P<when>.*) dieser Wert(?P<bound>.*): (?P<what>.+)\?"
)
# The articles of nouns for what is measured.
_ARTICLES = {
    "der": "Abstand Anteil Betrag Durchmesser Ertrag Gewinn Preis Umfang Umsatz Verbrauch Wert",
    "die": "Anzahl Bevölkerung Breite Dauer Dichte Fläche Geschwindigkeit Größe Höhe Länge Masse "
    "Menge Summe Temperatur Tiefe Zahl",
    "das": "Alter Einkommen Gewicht Volumen",
}
_ARTICLE_OF = {noun: article for article, nouns in _ARTICLES.items() for noun in nouns.split()}
# A noun after its article and adjectives: die erste Landung.
_NOUN = late_pattern(
    r"(?P<article>der|die|das|ein|eine) (?P<adjectives>(?:[a-zäöüß]+ )*)(?P<noun>[A-ZÄÖÜ]\S*)"
)
# Nouns with these endings are feminine and singular: Landung, Schlacht, Reise.
_FEMININE = late_pattern(
    r".*(?:ung|heit|keit|schaft|tät|[st]ion|acht|anz|enz|ur|wahl|flucht|krise|reise|rede|messe"
    r"|premiere|taufe|weihe|in|ei|bahn|bank|post|presse|kirche|behörde|gruppe|schule|oper|armee)"
)


def without_colon(question: str, to_be: str) -> str:
    """Return a German question of a built-in kind with the name or the description in its place.

    "In welchem Jahr fand dieses Ereignis statt: die Krönung?" becomes "In welchem Jahr fand die
    Krönung statt?". A plural, and what has no article, stays behind the colon. `to_be` is war or
    ist.
    """
    subject = _SUBJECT.fullmatch(question)
    if subject and _is_one(subject["name"]):
        return f"{subject['before']} {subject['name']}{subject['after']}?"
    person = _PERSON.fullmatch(question)
    if person and _is_one(person["what"]):
        return f"wer {to_be} {person['what']}?"
    body = _BODY.fullmatch(question)
    if body and _is_one(body["what"]) and not body["what"].startswith("ein"):
        return f"wie heißt {body['what']}?"
    figure = _FIGURE.fullmatch(question)
    return _of_figure(figure) if figure else question


def _of_figure(figure: re.Match[str]) -> str:
    """Return the question for a figure: "wie groß ist die Höhe des Turms?"."""
    what = figure["what"]
    article = _ARTICLE_OF.get(what.split()[0], "")
    if not (article or _is_one(what)):
        return figure[0]
    named = f"{article} {what}" if article else what
    return f"wie groß {figure['verb']}{figure['when']}{figure['bound']} {named}?"


def _is_one(name: str) -> bool:
    """Return whether a name begins with an article in the singular."""
    found = _NOUN.match(name)
    if found is None or found["article"] != "die":
        return found is not None
    adjectives = found["adjectives"].split()
    if adjectives:
        return adjectives[0].endswith("e")
    noun = found["noun"].rstrip(",")
    return _ARTICLE_OF.get(noun) == "die" or bool(_FEMININE.fullmatch(noun.casefold()))
