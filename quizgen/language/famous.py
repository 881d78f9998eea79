"""Names that every adult can place, such as Darwin and the Mona Lisa, chosen by hand."""

from __future__ import annotations

from functools import lru_cache

from quizgen.language.lexicon import fold

# As in a deck, with and without first names.
_PEOPLE = """
adolf hitler; alexander the great; anne frank; archimedes; barack obama; beethoven;
bill gates; bob marley; bruce lee; buddha; charles darwin; charles dickens; charlie chaplin;
che guevara; christopher columbus; cleopatra; confucius; darwin; einstein; albert einstein;
elvis presley; florence nightingale; frida kahlo; galileo; galileo galilei; genghis khan;
george washington; henry ford; henry viii; isaac newton; jesus; jesus christ; joan of arc;
johann sebastian bach; john f. kennedy; john lennon; joseph stalin; julius caesar; karl marx;
leonardo da vinci; lionel messi; louis armstrong; ludwig van beethoven; mahatma gandhi;
mao zedong; marco polo; marie curie; marilyn monroe; mark twain; martin luther king;
martin luther king jr.; maradona; diego maradona; michael jackson; michael jordan; moses; mozart;
wolfgang amadeus mozart; muhammad; muhammad ali; napoleon; napoleon bonaparte; neil armstrong;
nelson mandela; newton; pablo picasso; pele; picasso; pythagoras; queen victoria; shakespeare;
sigmund freud; socrates; stalin; steve jobs; thomas edison; tutankhamun; van gogh; vincent van gogh;
vladimir lenin; walt disney; william shakespeare; winston churchill; abraham lincoln; lenin;
alfred hitchcock; elizabeth ii; mother teresa; rosa parks; yuri gagarin; cristiano ronaldo;
zeus; hercules; thor; cupid; medusa; agatha christie; alexander graham bell; arnold schwarzenegger;
beyonce; brad pitt; david beckham; elizabeth i; elon musk; elvis; freddie mercury; j. k. rowling;
jack the ripper; jeff bezos; king arthur; lady gaga; leonardo dicaprio; malcolm x; mao;
mark zuckerberg; mickey mouse; mike tyson; nero; nikola tesla; noah; oprah winfrey;
paul mccartney; princess diana; queen elizabeth ii; robin hood; roger federer; santa claus; serena
williams; sherlock holmes; stephen hawking; stephen king; steven spielberg; superman; batman; taylor
swift; tiger woods; tom cruise; usain bolt; michael phelps; snow white; cinderella; dracula;
frankenstein
"""
# Of these, everybody knows who they are, but not when they held which office.
_LEADERS = """
angela merkel; benito mussolini; bill clinton; boris johnson; donald trump; emmanuel macron; fidel
castro; george w. bush; hillary clinton; joe biden; justin trudeau; kamala harris; kim jong un;
margaret thatcher; mikhail gorbachev; muammar gaddafi; olaf scholz; osama bin laden; pope francis;
john paul ii; richard nixon; ronald reagan; saddam hussein; silvio berlusconi; tony blair; vladimir
putin; volodymyr zelensky; xi jinping
"""
_THINGS = """
bbc; big ben; cern; cia; colosseum; facebook; google; http; https; microsoft; wikipedia;
world wide web; youtube; eiffel tower; european union; eu; fbi; fifa; great wall;
great wall of china; gulf stream; kgb; mafia; mecca; mona lisa; mount everest; nasa; nato;
nobel prize; opec; red cross; sistine chapel; statue of liberty; taj mahal; titanic; un; unesco;
unicef; united nations; valhalla; vatican; wall street crash; white house
"""
# Of these, every adult knows what they are and who made them, but no city.
_WORKS = """
don quixote; guernica; hamlet; harry potter; last supper; on the origin of species;
romeo and juliet; star wars; starry night; swan lake
"""
# Companies, brands and products: the consumer brands among those that Interbrand and Kantar have
# ranked as the most valuable ones, and what else is a household word.
_BRANDS = """
3m; adidas; adobe; airbnb; airbus; aldi; alibaba; american express; audi; barbie; bbc; bmw;
boeing; budweiser; burger king; chanel; chatgpt; chevrolet; cnn; coca-cola; colgate; costco; dhl;
dropbox; dyson; ebay; facebook; fedex; ferrari; fiat; general electric; general motors; gillette;
gmail; google; google maps; gucci; h&m; harley-davidson; heineken; heinz; hewlett-packard; honda;
hyundai; ibm; ikea; instagram; intel; ipad; iphone; john deere; johnson & johnson; kellogg's; kfc;
kia; kodak; l'oreal; lamborghini; lego; levi's; lidl; linkedin; louis vuitton; lufthansa;
marlboro; mastercard; mcdonald's; mercedes; mercedes-benz; microsoft; microsoft office;
mitsubishi; monopoly; motorola; mtv; nescafe; nestle; netflix; nike; nintendo; nissan; nivea;
nokia; openai; pampers; panasonic; paypal; pepsi; peugeot; philips; pinterest; pixar; playstation;
pokemon; porsche; prada; procter & gamble; red bull; reddit; renault; rolex; rolls-royce; ryanair;
samsung; siemens; skype; snapchat; sony; spotify; starbucks; tiktok; toyota; tripadvisor; twitter;
uber; unilever; volkswagen; volvo; vw; walmart; walt disney company; whatsapp; wikipedia; xbox;
xerox; yahoo; youtube; zara
"""
# Those whose names mean something else as well, such as a river or a unit.
_BRANDS_AND_WORDS = """
amazon; android; apple; bayer; bp; canon; chrome; disney; dove; ford; hp; jaguar; lg; mars; meta;
opel; oracle; pfizer; puma; shell; smart; tesla; tiffany; tinder; twitch; ups; visa; windows; zoom
"""
# Of these, everybody knows what they are, but a deck may ask what else is true of them.
_PLACES = """
africa; america; antarctica; asia; australia; austria; brazil; britain; canada; china; egypt;
england; europe; france; germany; great britain; greece; india; ireland; israel; italy; japan;
mexico; netherlands; new york; new york city; poland; portugal; russia; scotland; spain; sweden;
switzerland; turkey; uk; ukraine; united kingdom; united states; united states of america; us; usa;
amsterdam; barcelona; chicago; hollywood; hong kong; istanbul; jerusalem; las vegas; los angeles;
mecca; milan; munich; naples; san francisco; shanghai; singapore; sydney; venice; vienna;
earth; moon; sun; internet
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(";"))


def _folded(name: str) -> str:
    """Return a name in small letters, without the article of a title."""
    return fold(name).removeprefix("the ")


_FAMOUS_PEOPLE, _FAMOUS_THINGS = _names(_PEOPLE), _names(_THINGS)
_FAMOUS_WORKS = _names(_WORKS)
_ALL_BRANDS, _UNCERTAIN = _names(_BRANDS), _names(_BRANDS_AND_WORDS)
_ALL_LEADERS, _ALL_PLACES = _names(_LEADERS), _names(_PLACES)


@lru_cache(1 << 12)
def is_famous_person(name: str) -> bool:
    """Return whether every adult knows who bears an English name: a person or a god."""
    return _folded(name) in _FAMOUS_PEOPLE


def is_famous_leader(name: str) -> bool:
    """Return whether every adult knows who somebody is, but not the terms of an office."""
    return _folded(name) in _ALL_LEADERS


@lru_cache(1 << 12)
def is_famous_thing(name: str) -> bool:
    """Return whether every adult knows what has an English name without an article."""
    return _folded(name) in _FAMOUS_THINGS


@lru_cache(1 << 12)
def is_famous_work(name: str) -> bool:
    """Return whether every adult knows what a work is and who made it, but not its cities."""
    return _folded(name) in _FAMOUS_WORKS


def is_brand(name: str) -> bool:
    """Return whether every adult knows what company, brand or product has a name."""
    return _folded(name) in _ALL_BRANDS


def may_be_brand(name: str) -> bool:
    """Return whether a name is that of a brand that everybody knows, or of something else."""
    return _folded(name) in _UNCERTAIN


def is_known_place(name: str) -> bool:
    """Return whether every adult knows what place in the world, or beyond it, has a name."""
    return _folded(name) in _ALL_PLACES
