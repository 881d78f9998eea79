"""English nouns that every adult knows, by how often people say and write them.

They were chosen from WordNet by the frequency dictionary of SymSpell, which is made of Google Books
Ngrams (CC BY 3.0), and by SUBTLEX-US, counts of words in subtitles.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

# One noun in each line, sorted.
FILE = Path(__file__).with_suffix(".txt")


# What the counts miss: words of the kitchen, of school and of the news, chosen by hand.
_BY_HAND = (
    "algae allergy amphibian anaemia anemia asteroid biography boycott browser calorie "
    "clownfish concussion convoy dictatorship drought embargo fable famine farmland firewall "
    "giraffe glacier grassland harbor harbour hedgehog honeybee inflation influenza kimono "
    "koala malaria mammal modem monarchy monsoon moss obesity octopus ostrich pasteurization "
    "peninsula phishing pickling pixel platypus pollen probiotic recession router savanna "
    "scurvy tariff tsunami yeast"
)
# What the counts overrate: plasma weapons and plasma screens say nothing of blood.
_ELSEWHERE = frozenset(["plasma"])


def is_familiar(noun: str) -> bool:
    """Return whether every adult knows an English noun, in the singular or the plural."""
    word = noun.casefold()
    return not _nouns().isdisjoint((word, word.removesuffix("s"), word.removesuffix("es")))


@cache
def _nouns() -> frozenset[str]:
    counted = FILE.read_text(encoding="utf-8").split()
    return frozenset(_BY_HAND.split()).union(counted) - _ELSEWHERE
