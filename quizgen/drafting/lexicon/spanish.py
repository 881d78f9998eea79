"""The Spanish words by which rules find facts."""

from quizgen.drafting.lexicon.model import Lexicon, phrases, same, words

LEXICON = Lexicon(
    determiners=words("el la los las un una unos unas su sus este esta estos estas varios todos"),
    articles=words("un una el la"),
    prepositions=words(
        "a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por "
        "según sin sobre tras"
    ),
    relatives=words("que quien quienes cuyo cuya donde cual"),
    conjunctions=words("y e o u pero sino porque aunque cuando mientras si como"),
    connectives=phrases(
        "sin embargo; además; después; luego; finalmente; por ejemplo; por lo tanto; así; y; "
        "pero; hoy; en cambio"
    ),
    people_pronouns=words("él ella"),
    vague=words("esto eso este esta estos estas ellos ellas se nos ahí aquí allí su sus"),
    verbs=words(
        "es son era eran fue fueron ha han había habían hay será puede pueden podía debe debía "
        "hizo nació murió llegó comenzó empezó firmó fundó descubrió publicó recibió tiene "
        "tenía tuvo perdió ganó dejó creó propuso anunció costó duró vive vivía está estaba "
        "estuvo cuenta cubre contiene cayó dio"
    ),
    verb_endings=("aron", "ieron", "aban"),
    speech=same(
        "dijo dice declaró afirma afirmó escribió anunció llamó calificó respondió explicó "
        "sostuvo señaló"
    ),
    that=words("que"),
    according=("según",),
    according_after="según",
    by=words("por"),
    copulas=words("es era fue son"),
    weekdays=words("lunes martes miércoles jueves viernes sábado domingo"),
    qualifiers={"principios": "early", "mediados": "mid", "finales": "late", "hacia": "about"},
    units=words("año años mes meses días horas minutos metros kilómetros % km m"),
)
