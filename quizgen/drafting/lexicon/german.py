"""The German words by which rules find facts."""

from quizgen.drafting.lexicon.model import Lexicon, phrases, same, words

LEXICON = Lexicon(
    determiners=words(
        "der die das den dem des ein eine einen einem einer eines sein seine seinen seinem "
        "seiner ihr ihre ihren ihrem ihrer dieser diese dieses jener jene alle beide mehrere "
        "einige"
    ),
    articles=words("ein eine der die das einer eines"),
    prepositions=words(
        "ab an am auf aus bei beim bis durch für gegen hinter in im ins mit nach neben ohne "
        "seit trotz über um unter von vom vor während wegen zu zum zur zwischen anlässlich laut "
        "gemäß innerhalb außerhalb statt gegenüber"
    ),
    relatives=words("der die das dem den deren dessen welche welcher welches wo"),
    conjunctions=words(
        "und oder aber denn sondern weil obwohl während dass da wenn als ob damit sodass"
    ),
    connectives=phrases(
        "jedoch; außerdem; zudem; ferner; dennoch; trotzdem; deshalb; daher; danach; später; "
        "schließlich; anschließend; zunächst; heute; zum beispiel; darüber hinaus; und; aber; "
        "insgesamt; dabei; dagegen; hingegen; bereits"
    ),
    pronouns=words("es"),
    people_pronouns=words("er sie"),
    vague=words(
        "dies diese dieser dieses dort hier da damit davon dabei daran ich wir man jene solche "
        "es sie ihr ihre sein seine deren dessen welche"
    ),
    verbs=words(
        "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte "
        "konnten muss müssen musste soll sollen sollte begann begannen bekam besteht bestand "
        "blieb brachte entstand entdeckte erhielt erhielten erschien fand fanden fiel floh gab "
        "galt gehört gehörte ging gilt gelang gewann gründete heißt hielt kam kamen lag liegt "
        "leitete lebte lebten nahm nannte schrieb schloss stand stammt starb starben stieg trat "
        "traten trug übernahm umfasst verlor verließ wuchs zählt zählte zog zogen erreichte "
        "bildet führt führte beträgt betrug misst hält steht wohnten leben wohnt arbeitet "
        "arbeitete eröffnete errichtete verkündete veröffentlichte unterzeichnete endete "
        "dauerte kostete zerstörte entwickelte baute beschloss erließ erließen zerfiel "
        "zerfielen berief beriefen verlieh verliehen wuchsen sank sanken schlug schlugen brach "
        "brachen entschied hieß hießen ließ ließen las sprach traf trafen vertrieb verbot "
        "erfand erfanden empfing gewannen verloren floss lief riefen schuf sah sahen unterlag "
        "entstanden erschienen schlossen schrieben nannten gaben gingen fanden blieben regierte "
        "heiratete studierte enthält verbindet fließt mündet produziert"
    ),
    verb_endings=("te", "ten"),
    no_verbs=words(
        "heute erste ersten zweite zweiten dritte dritten letzte letzten alte alten weite "
        "weiten gute guten späte späten bunte breite ganze hundert rote roten kalte kalten "
        "harte harten bekannte bekannten genannte genannten sogenannte sogenannten seiten "
        "zeiten leichte mitte größte größten höchste höchsten älteste ältesten meisten nächste "
        "nächsten wichtigste wichtigsten längste tiefste echte rechte rechten schlechte unten "
        "hinten achte sechste"
    ),
    participles=words(
        "gegründet erbaut geboren gebaut errichtet eröffnet unterzeichnet veröffentlicht entdeckt"
    ),
    titles=phrases(
        "präsident; präsidentin; bundespräsident; bundeskanzler; bundeskanzlerin; kanzler; "
        "kanzlerin; reichskanzler; könig; königin; kaiser; kaiserin; papst; ministerpräsident; "
        "ministerpräsidentin; premierminister; premierministerin; minister; ministerin; "
        "außenminister; außenministerin; innenminister; finanzminister; verteidigungsminister; "
        "general; admiral; feldmarschall; bürgermeister; oberbürgermeister; bischof; "
        "erzbischof; kardinal; kurfürst; herzog; fürst; graf; generalsekretär; direktor; "
        "botschafter; zar; senator; gouverneur; us-präsident; staatspräsident; vizepräsident"
    ),
    former=words("ehemalige ehemaliger frühere früherer damalige damaliger spätere späterer"),
    jobs=words(
        "analyst architekt architektin arzt ärztin astronom astronomin autor autorin bildhauer "
        "biologe biologin botaniker chemiker chemikerin dichter dichterin dirigent drucker "
        "erfinder forscher forscherin geologe historiker historikerin ingenieur ingenieurin "
        "journalist journalistin jurist kaufmann komponist komponistin künstler künstlerin "
        "lehrer maler malerin mathematiker mathematikerin mediziner naturforscher ökonom "
        "philosoph physiker physikerin pilot politiker politikerin professor publizist "
        "regisseur reformator sänger schauspieler schauspielerin schriftsteller "
        "schriftstellerin soldat theologe unternehmer verleger wissenschaftler "
        "wissenschaftlerin zoologe forschungsreisender entdecker baumeister"
    ),
    office_nouns=words(
        "präsident präsidentin direktor direktorin leiter leiterin chef chefin vorsitzender "
        "vorsitzende vorsitzenden minister ministerin kanzler kanzlerin könig königin kaiser "
        "bürgermeister bürgermeisterin bischof botschafter rektor rektorin gouverneur intendant "
        "generalsekretär sekretär sprecher sprecherin bundeskanzler bundeskanzlerin"
    ),
    organizations=words(
        "akademie agentur amt armee bank behörde bund bundesamt büro gericht gesellschaft "
        "hochschule institut kirche kommission konzern ministerium museum orchester "
        "organisation partei parlament rat reichstag schule senat stiftung union universität "
        "unternehmen verband verein verlag zeitung bibliothek firma theater bundestag "
        "vereinigung"
    ),
    treaties=words("vertrag abkommen pakt konvention protokoll übereinkommen frieden"),
    events=words(
        "schlacht krieg wahl revolution aufstand belagerung erdbeben konferenz kongress "
        "ausstellung krönung gipfel unglück putsch brand hochwasser"
    ),
    speech=same(
        "sagte behauptete erklärte berichtete schrieb meinte betonte nannte bezeichnete "
        "kritisierte warnte verkündete rief"
    ),
    that=words("dass"),
    according=("laut", "zufolge"),
    according_after="laut",
    by=words("von vom"),
    copulas=words("ist war sind waren"),
    known_as=phrases("auch bekannt als; bekannt als; auch; kurz; genannt; abgekürzt"),
    means=phrases("bezeichnet; bedeutet; versteht man"),
    born=words("geboren *"),
    died=words("gestorben †"),
    signed=words("unterzeichnet geschlossen unterzeichneten schlossen"),
    in_force=phrases("in kraft"),
    expires=words("läuft ausläuft endet"),
    weekdays=words("montag dienstag mittwoch donnerstag freitag samstag sonntag"),
    qualifiers={"anfang": "early", "mitte": "mid", "ende": "late", "um": "about", "etwa": "about"},
    units=words(
        "jahr jahre jahren monat monate monaten tage tagen stunden minuten meter metern "
        "kilometer kilometern tonnen prozent % km m kg grad"
    ),
    person_who="jemand, der {text}",
    has_brackets=True,
)
