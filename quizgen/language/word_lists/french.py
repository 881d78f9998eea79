"""The French words that the rules know."""

from __future__ import annotations

from quizgen.language.words import Words, set_of

FRENCH = Words(
    language="fr",
    articles=set_of("le la les l' un une des du"),
    stop=set_of(
        "le la les l' un une des du de d' au aux à a en dans sur sous par pour avec sans entre "
        "vers chez contre et ou où ni mais donc or car que qu' qui quoi dont quel quelle quels "
        "quelles lequel laquelle comment combien quand pourquoi ce cet cette ces cela ça c' se s' "
        "son sa ses leur leurs mon ma mes notre nos votre vos il elle ils elles on nous vous je tu "
        "lui y ne n' pas plus moins très si aussi comme est sont était étaient fut furent être été "
        "ont avait avaient eu avoir fait faire peut peuvent doit doivent même autre autres tout "
        "tous toute toutes après avant pendant depuis lors suivant suivante suivants suivantes "
        "est-ce qu'est c'est n'est s'est d'un d'une qu'un qu'une qu'il qu'elle qu'on l'un l'une"
    ),
    question=set_of(
        "quel quelle quels quelles lequel laquelle lesquels lesquelles qui que qu' quoi où quand "
        "comment combien pourquoi"
    ),
    absolutes=set_of(
        "toujours jamais tous toutes aucun aucune seulement uniquement exclusivement totalement "
        "entièrement complètement absolument invariablement rien"
    ),
    vague=set_of(
        "souvent parfois généralement habituellement fréquemment rarement occasionnellement "
        "probablement peut-être normalement ordinairement plusieurs quelques beaucoup certains "
        "certaines plutôt"
    ),
    amounts=set_of(
        "plusieurs quelques beaucoup certains certaines plutôt probablement normalement"
    ),
    measured=set_of("si aussi plus moins très trop combien le"),
    abbreviations=set_of("m mm dr st etc av apr j.-c p art"),
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
)
