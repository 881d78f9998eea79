"""The Spanish words that the rules know."""

from __future__ import annotations

from quizgen.language.words import Words, set_of

SPANISH = Words(
    language="es",
    articles=set_of("el la los las lo un una unos unas"),
    stop=set_of(
        "el la los las lo un una unos unas de del a al en con sin por para según sobre bajo entre "
        "hacia hasta desde contra y e o u ni pero sino que qué quién quiénes cuál cuáles cuándo "
        "dónde cómo cuánto cuánta cuántos cuántas cuyo cuya quien cual cuando donde como este esta "
        "estos estas ese esa esos esas aquel aquella esto eso se su sus mi tu nuestro nuestra le "
        "les me te nos él ella ellos ellas yo usted no sí más menos muy tan también es son era "
        "eran fue fueron ser sido está están estaba estaban hay había ha han haber tiene tienen "
        "tenía puede pueden debe deben hace mismo misma otro otra otros otras todo toda todos "
        "todas después antes durante siguiente siguientes"
    ),
    question=set_of(
        "qué quién quiénes cuál cuáles cuándo dónde cómo cuánto cuánta cuántos cuántas"
    ),
    absolutes=set_of(
        "siempre nunca jamás todos todas ningún ninguno ninguna solo sólo solamente únicamente "
        "exclusivamente totalmente completamente absolutamente enteramente nadie nada"
    ),
    vague=set_of(
        "frecuentemente generalmente normalmente habitualmente usualmente raramente ocasionalmente "
        "probablemente posiblemente quizás quizá varios varias algunos algunas muchos muchas pocos "
        "pocas bastante"
    ),
    amounts=set_of(
        "varios varias algunos algunas muchos muchas pocos pocas bastante probablemente normalmente"
    ),
    measured=set_of("tan más menos muy los las demasiado"),
    abbreviations=set_of("sr sra dr dra ud uds etc art pág núm a.c d.c ee uu"),
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
)
