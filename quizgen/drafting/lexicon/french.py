"""The French words by which rules find facts."""

from quizgen.drafting.lexicon.model import Lexicon, phrases, same, words

LEXICON = Lexicon(
    determiners=words("le la les l un une des son sa ses leur leurs ce cette ces plusieurs tous"),
    articles=words("un une le la l"),
    prepositions=words(
        "à au aux après avant avec chez contre dans de depuis dès du d durant en entre envers "
        "jusque jusqu malgré par pendant pour sans sous sur vers selon lors"
    ),
    relatives=words("qui que qu dont où lequel laquelle"),
    conjunctions=words("et ou mais car donc parce quand lorsque tandis puisque si comme"),
    connectives=phrases(
        "cependant; toutefois; ensuite; enfin; par exemple; en outre; de plus; ainsi; pourtant; "
        "puis; et; mais; aujourd'hui; aujourd\u2019hui; finalement"
    ),
    people_pronouns=words("il elle"),
    vague=words("ce cela ceci ces cette ils elles on nous vous je y en ici leur leurs"),
    verbs=words(
        "est sont était étaient fut furent a ont avait avaient eut sera seront peut peuvent "
        "pouvait doit devait fait fit naquit mourut devint prit mit signa fonda découvrit "
        "commença publia reçut reste compte compta possède comprend contient tua vit vint alla "
        "donna dura coûta perdit gagna quitta créa proposa annonça"
    ),
    verb_endings=("èrent", "aient", "irent"),
    speech=same(
        "dit déclare déclara déclaré affirme affirma affirmé écrit écrivit annonce annonça "
        "annoncé estime estima qualifie qualifia appelle appela répondit explique expliqua"
    ),
    that=words("que qu"),
    according=("selon", "d\u2019après", "d'après"),
    according_after="selon",
    by=words("par"),
    copulas=words("est était fut sont"),
    weekdays=words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    qualifiers={"début": "early", "mi": "mid", "fin": "late", "vers": "about"},
    units=words("an ans année années mois jours heures minutes mètres kilomètres % km m"),
)
