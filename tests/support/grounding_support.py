"""Articles in five languages, with decks whose facts stand in them."""

# ruff: noqa: RUF001 - Russian letters are intended

from __future__ import annotations

ARTICLES = {
    "en": """\
# The long way to the Moon

On October 4, 1957, the Soviet Union launched Sputnik, the first satellite. It weighed
84 kg and circled the Earth in ninety-six minutes.

Yuri Gagarin was the first person in space. On the 12th of April 1961 he flew around the Earth
once. "Let's go!" he said as the rocket rose.

President John F. Kennedy promised a landing before the decade was out. NASA spent some
$25 billion, and 400,000 people worked for it.

On July 20, 1969, Neil Armstrong set foot on the Moon. Armstrong spoke of "one small step for
man". Six hundred million people watched.
""",
    "de": """\
# Der lange Weg zum Mond

Am 4. Oktober 1957 startete die Sowjetunion den ersten Satelliten, Sputnik 1. Er wog 84 kg und
umkreiste die Erde in sechsundneunzig Minuten.

Juri Gagarin war der erste Mensch im Weltraum. Am 12.04.1961 flog er einmal um die Erde.
„Auf geht’s!“, sagte er beim Start der Rakete.

Präsident John F. Kennedy versprach eine Landung noch im selben Jahrzehnt. Die NASA gab rund
25 Milliarden Dollar aus, und 400.000 Menschen arbeiteten daran.

Am 20. Juli 1969 betrat Neil Armstrong den Mond. Armstrong sprach von „einem kleinen Schritt für
einen Menschen“. Rund 600 Millionen Menschen sahen zu.
""",
    "fr": """\
# Le long chemin vers la Lune

Le 4 octobre 1957, l’Union soviétique lança le premier satellite, Spoutnik 1. Il pesait
84 kg et faisait le tour de la Terre en quatre-vingt-seize minutes.

Youri Gagarine fut le premier homme dans l’espace. Le 12 avril 1961, il fit le tour de la Terre.
« C’est parti ! », dit-il au départ de la fusée.

Le président John F. Kennedy promit un alunissage avant la fin de la décennie. La NASA dépensa
25 milliards de dollars, et 400 000 personnes y travaillèrent.

Le 20 juillet 1969, Neil Armstrong posa le pied sur la Lune. Armstrong parla d’« un petit pas pour
l’homme ». Environ 600 millions de personnes regardèrent.
""",
    "es": """\
# El largo camino a la Luna

El 4 de octubre de 1957, la Unión Soviética lanzó el primer satélite, Sputnik 1. Pesaba 84 kg y
daba la vuelta a la Tierra en noventa y seis minutos.

Yuri Gagarin fue la primera persona en el espacio. El 12 de abril de 1961 dio una vuelta a la
Tierra. «¡Vámonos!», dijo cuando despegó el cohete.

El presidente John F. Kennedy prometió un alunizaje antes de que acabara la década. La NASA gastó
25 000 millones de dólares, y 400.000 personas trabajaron en ello.

El 20 de julio de 1969, Neil Armstrong pisó la Luna. Armstrong habló de «un pequeño paso para
el hombre». Unos 600 millones de personas lo vieron.
""",
    "ru": """\
# Долгий путь на Луну

4 октября 1957 года Советский Союз запустил первый спутник. Он весил 84 кг и облетал Землю за
девяносто шесть минут.

Юрий Гагарин был первым человеком в космосе. 12 апреля 1961 года он один раз облетел Землю.
«Поехали!» — сказал он, когда поднялась ракета.

Президент Джон Кеннеди обещал высадку до конца десятилетия. НАСА потратило около 25 млрд
долларов, и над этим работали 400 000 человек.

20 июля 1969 года Нил Армстронг ступил на Луну. Вся страна слушала Армстронга, который говорил о
«маленьком шаге для человека». Смотрели 600 миллионов человек.
""",
}
# What stands in the articles: names as the deck gives them, and what was said.
WORDS = {
    "en": (
        "Yuri Gagarin",
        "Neil Armstrong",
        "John F. Kennedy",
        "Let's go",
        "one small step for man",
    ),
    "de": (
        "Juri Gagarin",
        "Neil Armstrong",
        "John F. Kennedy",
        "Auf geht's",
        "einem kleinen Schritt",
    ),
    "fr": ("Youri Gagarine", "Neil Armstrong", "John F. Kennedy", "C'est parti", "un petit pas"),
    "es": ("Yuri Gagarin", "Neil Armstrong", "John F. Kennedy", "Vámonos", "un pequeño paso"),
    "ru": ("Юрий Гагарин", "Нил Армстронг", "Джон Кеннеди", "Поехали", "маленьком шаге"),
}


def deck(language: str) -> str:
    """Return a deck on the article in a language, with the right number for each fact."""
    gagarin, armstrong, kennedy, go, step = WORDS[language]
    return f"""\
deck: moon
title: Moon
language: {language}
source: {{title: "Moon", text: article.txt}}
people:
  gagarin: {{name: "{gagarin}", paragraph: 2}}
  armstrong: {{name: "{armstrong}", paragraph: 4}}
  kennedy: {{name: "{kennedy}", paragraph: 3}}
events:
  sputnik: {{name: s, date: 1957-10-04, paragraph: 1}}
  flight: {{name: f, date: 1961-04-12, paragraph: 2}}
  landing: {{name: l, date: 1969-07-20, paragraph: 4}}
figures:
  weight: {{what: w, value: 84 kg, paragraph: 1}}
  orbit: {{what: o, value: 96, paragraph: 1}}
  cost: {{what: c, value: 25000000000, paragraph: 3}}
  workers: {{what: p, value: 400000, paragraph: 3}}
  viewers: {{what: v, value: 600000000, paragraph: 4}}
quotes:
  go: {{quote: "{go}", by: gagarin, paragraph: 2}}
  step: {{quote: "{step}", by: armstrong, paragraph: 4}}
"""
