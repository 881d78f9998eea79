"""The English words by which rules find facts."""

from quizgen.drafting.lexicon.model import Lexicon, phrases, words

LEXICON = Lexicon(
    determiners=words(
        "the a an his her its their our this that these those some many most several all both "
        "each every any no such"
    ),
    articles=words("a an the one any"),
    prepositions=words(
        "about above across after against along amid amidst among around as at before behind "
        "below beneath beside besides between beyond by despite during except for from in "
        "inside into like near of off on onto out outside over past per regarding since than "
        "through throughout to toward towards under underneath unlike until up upon via with "
        "within without following"
    ),
    relatives=words("which who whom whose where when that"),
    conjunctions=words("and or but nor while whereas because although though if unless so yet"),
    connectives=phrases(
        "furthermore; meanwhile; however; notably; consequently; likewise; for instance; for "
        "example; in response; moreover; nevertheless; nonetheless; therefore; thus; hence; "
        "additionally; in addition; similarly; finally; indeed; instead; in fact; as a result; "
        "also; then; later; afterwards; subsequently; eventually; today; in contrast; by "
        "contrast; on the other hand; and; but; yet; so; still; in total; overall; initially; "
        "at first; soon; that year; at that time; at the time; in turn; ultimately; "
        "unfortunately; interestingly; importantly; of these; specifically; accordingly; two "
        "years later"
    ),
    pronouns=words("it they"),
    people_pronouns=words("he she"),
    vague=words(
        "this these those that such there here i we you one another others its their them us me "
        "my our your who which what it they some many most"
    ),
    verbs=words(
        "is are was were am be been being has have had having does do did will would may might "
        "can could shall should must became become becomes began begins begin broke brought "
        "built bought came comes come caught chose cost covers covered cut dealt died dies drew "
        "drove ate fell fall falls felt fought found flew forbade gave gives give went goes go "
        "got grew grows held holds hold hit hung kept keeps knew knows laid led leads left let "
        "lay lies lost made makes make meant means met paid put ran runs read rose rises said "
        "says saw sees sold sent sends set sets shook shot shows shut sang sank sat spoke spent "
        "split spread stood stands stand stole struck swore swam took takes take taught tore "
        "told thought threw understood won wore wrote writes withdrew remains remain includes "
        "include contains contain consists consist describes describe reports report states "
        "argues argue claims claim lives live represents represent aims aim suggests suggest "
        "uses use produces produce possess possesses continues continue serves serve works work "
        "belongs belong allows allow requires require reaches reach exceeds exceed measures "
        "measure weighs weigh employs employ houses borders forms form plays orbits orbit "
        "offers offer exists exist appears appear arrives occurs occur causes cause connects "
        "connect extends extend supplies operates operate accounts account flows rises spans "
        "hosts attracts receives marks follows joins sits absorbs emits carries carry converts "
        "feeds eats grows introduces prolongs seems needs need wants want"
    ),
    verb_endings=("ed",),
    no_verbs=words(
        "united red bed shed seed speed need indeed hundred breed deed feed greed weed sacred "
        "naked wicked kindred shared combined renowned"
    ),
    participles=words(
        "built born known written held led made found founded given taken begun drawn struck "
        "fought won lost sent set put cut shot"
    ),
    passive="was",
    titles=phrases(
        "president; vice president; prime minister; deputy prime minister; chancellor; king; "
        "queen; emperor; empress; tsar; czar; pope; general; admiral; colonel; major general; "
        "marshal; field marshal; secretary of state; secretary of defense; secretary general; "
        "secretary-general; defense secretary; foreign secretary; home secretary; treasury "
        "secretary; attorney general; solicitor general; special counsel; senator; governor; "
        "minister; foreign minister; defense minister; defence minister; finance minister; "
        "interior minister; director; chairman; chairwoman; chair; chief justice; justice; "
        "judge; mayor; ambassador; congressman; congresswoman; representative; speaker; "
        "commissioner; archbishop; bishop; cardinal; sultan; shah; prince; princess; duke; "
        "premier; envoy; chief executive; ceo; captain; lieutenant; governor-general; general "
        "secretary; first secretary; special envoy; surgeon general; prosecutor; sheriff"
    ),
    former=words("former then-president ex acting late then current outgoing incoming"),
    jobs=words(
        "analyst architect artist astronaut athlete cosmonaut critic diplomat doctor dramatist "
        "expert guitarist journalist lawyer mathematician mechanic monk musician nurse "
        "physician playwright poet politician professor researcher scholar scientist soldier "
        "spokesman spokeswoman spokesperson surgeon surveyor activist aristocrat chemist "
        "philosopher engineer explorer inventor historian economist sculptor painter composer "
        "conductor writer author novelist editor publisher banker merchant farmer teacher "
        "aviator pilot botanist naturalist geologist biologist physicist astronomer statesman "
        "general admiral entrepreneur businessman businesswoman actor actress singer director "
        "filmmaker designer officer leader founder bishop priest theologian missionary "
        "revolutionary psychologist sociologist anthropologist archaeologist linguist "
        "programmer navigator sailor cartographer student columnist reporter commentator "
        "strategist adviser advisor aide lawmaker king queen emperor"
    ),
    office_nouns=words(
        "president director chairman chairwoman chair head chief minister secretary governor "
        "mayor chancellor ambassador commissioner commander king queen emperor empress general "
        "admiral judge justice senator premier leader ceo executive administrator speaker "
        "superintendent treasurer prosecutor attorney counsel rector dean archbishop bishop "
        "pope curator captain conductor president-elect envoy member"
    ),
    organizations=words(
        "academy administration agency alliance army association authority bank board brigade "
        "bureau center centre church club college commission committee company conference "
        "congress corporation corps council court department federation force forces foundation "
        "front fund group institute institution laboratory league library ministry museum navy "
        "observatory office organization organisation orchestra parliament party press railway "
        "school senate service society team theatre times trust union university works unit "
        "post journal inc ltd guard kremlin pentagon taliban house newspaper think-tank "
        "broadcaster manufacturer airline charity regiment troops"
    ),
    treaties=words(
        "treaty accord accords pact convention protocol agreement charter compact"
    ),
    events=words(
        "attack battle war election elections revolution invasion siege massacre uprising coup "
        "earthquake eruption flood fire famine summit conference games olympics exhibition fair "
        "congress crisis crash explosion assassination coronation wedding launch landing "
        "opening signing founding proposal withdrawal collapse strike riots protests trial "
        "expedition voyage flight disaster accident epidemic pandemic festival ceremony "
        "referendum"
    ),
    speech={
        "said": "said", "says": "said", "claims": "claimed", "claimed": "claimed",
        "argues": "argued", "argued": "argued", "reports": "reported", "reported": "reported",
        "states": "stated", "stated": "stated", "suggests": "suggested",
        "suggested": "suggested", "revealed": "revealed", "reveals": "revealed",
        "announced": "announced", "announces": "announced", "denied": "denied",
        "denies": "denied", "alleges": "alleged", "alleged": "alleged", "believes": "believed",
        "believed": "believed", "concluded": "concluded", "concludes": "concluded",
        "declared": "declared", "declares": "declared", "estimated": "estimated",
        "estimates": "estimated", "insisted": "insisted", "insists": "insisted",
        "maintained": "maintained", "maintains": "maintained", "noted": "noted",
        "notes": "noted", "observed": "observed", "predicted": "predicted",
        "predicts": "predicted", "warned": "warned", "warns": "warned", "wrote": "wrote",
        "writes": "wrote", "added": "added", "asserted": "asserted", "asserts": "asserted",
        "confirmed": "confirmed", "complained": "complained", "called": "called",
        "described": "described", "replied": "replied",
        "dismissed": "dismissed", "explained": "explained",
        "remarked": "remarked", "proposed": "proposed", "proclaimed": "proclaimed",
    },
    that=words("that"),
    according=("according to",),
    according_after="according to",
    by=words("by"),
    copulas=words("is was are were"),
    known_as=phrases(
        "also known as; known as; also called; called; nicknamed; commonly known as; better "
        "known as; commonly called; named; abbreviated as; abbreviated; officially called"
    ),
    means=phrases("refers to; is defined as; means; describes; denotes; is the name for"),
    born=words("born b."),
    died=words("died d."),
    signed=words("signed signing concluded"),
    in_force=phrases("entered into force; came into force; took effect; came into effect"),
    expires=words("expire expires expired"),
    weekdays=words("monday tuesday wednesday thursday friday saturday sunday"),
    qualifiers={"early": "early", "mid": "mid", "late": "late", "about": "about",
                "around": "about", "circa": "about", "c.": "about", "approximately": "about"},
    units=words(
        "year years month months week weeks day days hour hours minute minutes mile miles metre "
        "metres meter meters kilometre kilometres kilometer kilometers foot feet ton tons tonne "
        "tonnes km m kg percent % degree degrees storey story lane man day"
    ),
    person_who="somebody who {text}",
)  # fmt: skip
