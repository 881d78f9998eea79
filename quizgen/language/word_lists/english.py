"""The English words that the rules know."""

from __future__ import annotations

from quizgen.language.words import Words, bases_of, pairs_of, set_of

ENGLISH = Words(
    language="en",
    articles=set_of("a an the"),
    stop=set_of(
        "a an the of in on at to for from by with and or nor but as than that this these those it "
        "its is are was were be been being has have had do does did will would can could may might "
        "shall should must not no so if then which what who whom whose when where why how about "
        "into over under out up down off between among after before during through their his her "
        "they he she we you i there here following also both each other some any all one more most "
        "very such only same"
    ),
    relations=set_of(
        "before after above below over under up down out into from to not no more most less least "
        "without between against during off"
    ),
    directions=set_of("from to than into"),
    irregular=bases_of(
        "be/am/is/are/was/were/been bear/bore/born/borne beat/beaten become/became "
        "begin/began/begun bend/bent bind/bound bite/bit/bitten blow/blew/blown "
        "break/broke/broken bring/brought build/built burn/burnt buy/bought catch/caught "
        "choose/chose/chosen come/came deal/dealt dig/dug do/did/does/done draw/drew/drawn "
        "drink/drank/drunk drive/drove/driven eat/ate/eaten fall/fell/fallen feed/fed "
        "fight/fought fly/flew/flown forbid/forbade/forbidden freeze/froze/frozen get/got/gotten "
        "give/gave/given go/goes/went/gone grow/grew/grown have/has/had hear/heard "
        "hide/hid/hidden hold/held keep/kept know/knew/known lay/laid lead/led leave/left "
        "lend/lent lose/lost make/made mean/meant meet/met pay/paid ride/rode ride/ridden "
        "ring/rang/rung rise/rose/risen run/ran say/said see/saw/seen seek/sought sell/sold "
        "send/sent shake/shook/shaken shine/shone shoot/shot sing/sang/sung sink/sank/sunk "
        "sit/sat sleep/slept speak/spoke/spoken spend/spent spin/spun stand/stood "
        "steal/stole/stolen strike/struck swear/swore/sworn swim/swam/swum take/took/taken "
        "teach/taught tear/tore/torn tell/told think/thought throw/threw/thrown wear/wore/worn "
        "weave/wove/woven win/won wind/wound withdraw/withdrew/withdrawn write/wrote/written "
        "who/whom man/men woman/women child/children foot/feet tooth/teeth mouse/mice goose/geese "
        # Peoples and their countries.
        "france/french spain/spanish china/chinese greece/greek/greeks italy/italian "
        "netherlands/dutch britain/british poland/polish switzerland/swiss denmark/danish "
        "sweden/swedish wales/welsh ireland/irish turkey/turkish japan/japanese "
        "portugal/portuguese peru/peruvian egypt/egyptian"
    ),
    question=set_of("which what who whom whose when where why how"),
    auxiliaries=set_of(
        "is are was were am do does did has have had can could may might must shall should will "
        "would isn't aren't wasn't weren't doesn't don't didn't can't couldn't won't wouldn't "
        "hasn't haven't hadn't"
    ),
    imperatives=set_of(
        "name choose select identify complete find calculate give pick mark translate solve "
        "simplify compute determine state spell evaluate match order arrange convert estimate"
    ),
    open_ends=set_of(
        "is are was were be been by of in on at to for from with as than a an the called named "
        "that because has have had means into between about through when where if until since "
        "against under over using except produces contains causes equals became becomes requires "
        "includes include cause produce contain need needs"
    ),
    negatives=set_of(
        "not except never cannot isn't aren't wasn't weren't doesn't don't didn't can't couldn't "
        "won't wouldn't hasn't haven't hadn't shouldn't lacks lack lacking"
    ),
    denying=set_of("no"),
    copulas=set_of("is are was were"),
    limits=set_of("only longer more but"),
    absolutes=set_of(
        "always never all none only every everyone everything nobody nothing completely entirely "
        "totally absolutely invariably solely exclusively"
    ),
    vague=set_of(
        "usually often sometimes generally frequently rarely seldom occasionally probably possibly "
        "perhaps maybe typically normally commonly mostly somewhat fairly quite likely several "
        "many few"
    ),
    amounts=set_of("several many few quite mostly commonly typically normally likely"),
    measured=set_of("how most more as so too less least very"),
    unchanged=set_of(
        "same unchanged constant equal neither steady unaffected nothing no not zero neutral"
    ),
    joiners=set_of("and or plus with"),
    other_sorts=set_of(
        "no non without anti semi sub vice deputy former ex acting assistant under co pre post "
        "half"
    ),
    pronouns=set_of("he she it they him her them this that these those"),
    people=set_of("he she they him her them"),
    reporting=set_of(
        "say says said saying judge judges judged claim claims claimed state states stated report "
        "reports reported warn warns warned argue argues argued hold holds held believe believes "
        "believed think thinks thought find finds found decide decides decided declare declares "
        "declared rule rules ruled promise promises promised agree agrees agreed show shows showed "
        "means mean meant told announced insisted denied complained"
    ),
    heads=set_of("of in from by on at for within inside"),
    places=set_of(
        "new north south east west upper lower great greater little old san santa saint st los las "
        "el la papua equatorial central ancient cape port fort mount lake inner outer black white "
        "red sri el big"
    ),
    singular=set_of(
        "mars athens texas paris wales venus physics news series species gas lens bus brussels "
        "naples series atlas canvas chaos christmas thames alps united kansas honduras arkansas "
        "cyprus laos moses james charles thomas lewis davis williams diabetes herpes measles "
        "rabies mercedes always perhaps mathematics reykjavik times jules socrates hercules "
        "archimedes hermes aristophanes yes cosmos ethos pathos pancreas pelvis rhinoceros octopus "
        "biceps triceps forceps"
    ),
    numbers=set_of(
        "zero none one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
        "seventy eighty ninety hundred thousand half once twice never unknown no infinite "
        "infinitely"
    ),
    antonyms=pairs_of(
        "increase/decrease increases/decreases increased/decreased rise/fall rises/falls rose/fell "
        "gain/lose gains/loses more/less more/fewer higher/lower high/low hot/cold hotter/colder "
        "hotter/cooler warmer/colder warmer/cooler warm/cold larger/smaller bigger/smaller "
        "large/small faster/slower fast/slow longer/shorter long/short stronger/weaker strong/weak "
        "expands/contracts expand/contract expanded/contracted expansion/contraction begins/ends "
        "begin/end starts/stops opens/closes open/closed true/false right/wrong left/right "
        "positive/negative positively/negatively acid/base acidic/alkaline acidic/basic "
        "exothermic/endothermic contraction/relaxation maximum/minimum maximize/minimize "
        "upward/downward upwards/downwards up/down inward/outward inwards/outwards inside/outside "
        "before/after above/below always/never absorbs/releases absorbed/released absorb/release "
        "attract/repel attracts/repels import/export imports/exports buy/sell buys/sells "
        "wins/loses won/lost won/lose win/lose legal/illegal with/without male/female "
        "diurnal/nocturnal asexual/sexual heavier/lighter harder/softer thicker/thinner wet/dry "
        "wetter/drier lengthen/shorten lengthens/shortens deeper/shallower "
        "clockwise/counterclockwise clockwise/anticlockwise supports/opposes supported/opposed "
        "accept/reject accepted/rejected accepts/rejects admitted/denied heats/cools freezes/melts "
        "raises/lowers raised/lowered raise/lower strengthens/weakens increasing/decreasing "
        "rising/falling older/younger richer/poorer earlier/later most/least advance/retreat "
        "forward/backward forwards/backwards louder/softer louder/quieter loud/soft loud/quiet "
        "thick/thin deep/shallow tight/loose tighter/looser "
        "sharper/blunter sweet/sour full/empty"
    ),
    prefixes=("un", "in", "im", "il", "ir", "non", "dis"),
    months=(
        "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december",
    ),
    abbreviations=set_of(
        "mr mrs ms dr st prof gen col sgt jr sr vs no fig approx e.g i.e etc u.s u.k b.c a.d p.m "
        "a.m"
    ),
)  # fmt: skip
