"""The German words that the rules know."""

from __future__ import annotations

from quizgen.language.words import Words, pairs_of, set_of

GERMAN = Words(
    language="de",
    articles=set_of("der die das den dem des ein eine einen einem einer eines"),
    stop=set_of(
        "der die das den dem des ein eine einen einem einer eines von vom in im an am auf zu zum "
        "zur für mit bei beim aus nach vor über unter durch um bis seit und oder noch aber als wie "
        "dass daß ob wenn weil denn so es er sie ihn ihm ihr ihre ihrer ihren sein seine seiner "
        "seinen sich man wir ihr ist sind war waren sei wird werden wurde wurden worden hat haben "
        "hatte hatten kann können konnte muss müssen soll sollen darf dürfen mag will wollen nicht "
        "kein keine keinen auch nur sehr mehr meist alle allen aller dieser diese dieses diesem "
        "diesen jener jene jenes welcher welche welches welchem welchen was wer wen wem wessen wo "
        "wann warum wozu woher wohin dort hier da dann beide beiden folgende folgenden folgender"
    ),
    relations=set_of(
        "vor nach über unter aus in zu nicht kein keine mehr weniger meist ohne zwischen gegen von"
    ),
    directions=set_of("von nach aus als"),
    question=set_of(
        "welcher welche welches welchem welchen was wer wen wem wessen wo wann warum weshalb wieso "
        "wozu woher wohin wie womit wodurch worin woraus woran worauf wovon"
    ),
    auxiliaries=set_of(
        "ist sind war waren hat haben hatte hatten kann können konnte konnten darf dürfen muss "
        "müssen soll sollen wird werden wurde wurden gibt gab"
    ),
    imperatives=set_of(
        "nenne nennen wähle wählen bestimme bestimmen berechne berechnen ordne ordnen ergänze "
        "ergänzen vervollständige finde finden übersetze übersetzen löse lösen vereinfache schätze "
        "gib geben markiere markieren kreuze"
    ),
    open_ends=set_of(
        "ist sind war waren wird werden wurde wurden heißt heißen nennt nennen der die das den dem "
        "des ein eine einen einem einer von vom mit durch aus in im an am auf zu zum zur für bei "
        "beim nach vor über unter um als wie dass weil wenn außer enthält enthalten braucht "
        "brauchen"
    ),
    negatives=set_of("nicht nie niemals außer"),
    denying=set_of("kein keine keinen keinem keiner keines"),
    copulas=set_of("ist sind war waren"),
    limits=set_of("nur mehr sondern"),
    absolutes=set_of(
        "immer stets nie niemals alle alles allen aller keine keiner keinen niemand nichts nur "
        "jeder jede jedes jeden jedem völlig vollständig gänzlich absolut ausschließlich "
        "ausnahmslos"
    ),
    vague=set_of(
        "meist meistens oft häufig manchmal selten gelegentlich normalerweise üblicherweise "
        "gewöhnlich gemeinhin wahrscheinlich vermutlich vielleicht möglicherweise ziemlich recht "
        "viele einige mehrere wenige etliche"
    ),
    amounts=set_of("recht viele einige mehrere wenige etliche wahrscheinlich"),
    measured=set_of("wie so zu sehr am mehr weniger als"),
    unchanged=set_of("gleich unverändert konstant neutral nichts nicht kein null weder"),
    joiners=set_of("und oder mit sowie plus"),
    other_sorts=set_of(
        "nicht ohne kein anti vize ex stellvertretender ehemaliger unter ober neben bad sankt groß "
        "klein"
    ),
    reporting=set_of(
        "sagt sagte sagten meint meinte urteilte erklärte behauptet behauptete berichtete warnte "
        "fand glaubt"
    ),
    pronouns=frozenset(),
    people=frozenset(),
    heads=set_of("von vom in im aus durch auf an am für bei"),
    places=set_of(
        "neu neue neuer neues alt alte alter altes bad sankt st groß große klein kleine ober unter "
        "nieder el san"
    ),
    singular=frozenset(),
    numbers=set_of(
        "null kein keine ein eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf "
        "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig "
        "fünfzig hundert tausend halb einmal zweimal nie unendlich"
    ),
    antonyms=pairs_of(
        "steigt/sinkt steigt/fällt wächst/schrumpft mehr/weniger höher/tiefer größer/kleiner "
        "wärmer/kälter"
    ),
    prefixes=("un",),
    months=(
        "januar", "februar", "märz", "april", "mai", "juni",
        "juli", "august", "september", "oktober", "november", "dezember",
    ),
    abbreviations=set_of("z.b d.h usw bzw ca dr prof nr st bd vgl u.a v.chr n.chr chr jh"),
)  # fmt: skip
