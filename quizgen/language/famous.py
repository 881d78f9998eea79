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
zeus; hercules; thor; cupid; medusa
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


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(";"))


def _folded(name: str) -> str:
    """Return a name in small letters, without the article of a title."""
    return fold(name).removeprefix("the ")


_FAMOUS_PEOPLE, _FAMOUS_THINGS = _names(_PEOPLE), _names(_THINGS)
_FAMOUS_WORKS = _names(_WORKS)


@lru_cache(1 << 12)
def is_famous_person(name: str) -> bool:
    """Return whether every adult knows who bears an English name: a person or a god."""
    return _folded(name) in _FAMOUS_PEOPLE


@lru_cache(1 << 12)
def is_famous_thing(name: str) -> bool:
    """Return whether every adult knows what has an English name without an article."""
    return _folded(name) in _FAMOUS_THINGS


@lru_cache(1 << 12)
def is_famous_work(name: str) -> bool:
    """Return whether every adult knows what a work is and who made it, but not its cities."""
    return _folded(name) in _FAMOUS_WORKS
