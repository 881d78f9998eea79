"""Read the sorts of nouns and names from WordNet 3.1, for `quizgen/language/wordnet/`.

    python tests/scripts/renew_lexicon.py [FOLDER]

FOLDER holds WordNet's database: `data.noun`, `index.noun`, `index.adj`, `index.adv` and
`index.sense`. Without it, only the keys of the names are made anew.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from quizgen.language.lexicon import KEYS, NAMES, NO_NOUN, NOUNS, PLACES, SORTS, fold, full_name
from quizgen.language.verbs import VERBS, Use

# How many senses of a noun count, the most frequent first.
_SENSES = 4
# Of so many, the kinds are known.
_SPANS = 3
# The senses under which others belong to a sort, as `noun.number` of the sense.
_SORTS = {
    "art": "artist.1 photographer.1",
    "music": "musician.1 musician.2 composer.1 singer.1",
    "writing": "writer.1 writer.2 poet.1 journalist.1",
    "building": "architect.1",
    "medicine": "medical_practitioner.1 health_professional.1 biologist.1",
    "learning": "scientist.1 inventor.1 engineer.1 scholar.1 philosopher.1 educator.1 "
    "psychologist.1 discoverer.2 expert.1",
    "power": "leader.1 ruler.1 sovereign.1 politician.1 politician.2 statesman.1 soldier.1 "
    "military_officer.1 diplomat.1 revolutionist.1 head_of_state.1 reformer.1 official.1 "
    "nobleman.1 aristocrat.1 serviceman.1",
    "faith": "spiritual_leader.1 religious_person.1 saint.1 clergyman.1 prophet.1 "
    "religious_leader.1",
    "stage": "performer.1 actor.1",
    "sport": "athlete.1",
    "travel": "explorer.1 sailor.1 pilot.1 traveler.1",
    "crime": "wrongdoer.1",
    "person": "person.1",
    "animal": "animal.1",
    "plant": "plant.2 fungus.1",
    "microbe": "microorganism.1",
    "part of a body": "body_part.1",
    "part of a plant": "plant_part.1",
    "matter": "matter.3 substance.1 material.1 fluid.1 compound.2 food.1 food.2 drug.1",
    "structure": "structure.1 facility.1 building.1",
    "tool": "instrumentality.3 device.1 instrument.1",
    "artwork": "creation.2 painting.1",
    "ware": "commodity.1 covering.2 fabric.1",
    "place": "location.1 region.3 region.1",
    "city": "city.1 town.1 municipality.1",
    "country": "country.2",
    "land": "geological_formation.1 land.4 land.2",
    "water": "body_of_water.1",
    "star": "celestial_body.1",
    "thing": "natural_object.1 object.1",
    "process": "process.6 process.1 act.2 event.1 phenomenon.1",
    "feeling": "feeling.1",
    "state": "state.2",
    "illness": "disease.1 illness.1",
    "quality": "attribute.2 property.2",
    "measure": "measure.2",
    "unit": "unit_of_measurement.1",
    "time": "time_period.1",
    "shape": "shape.2",
    "composition": "music.1 musical_composition.1",
    "text": "writing.2 document.1 literary_composition.1",
    "message": "communication.2",
    "idea": "cognition.1",
    "field": "discipline.1 field_of_study.1",
    "group": "organization.1 group.1",
    "possession": "possession.2",
    "relation": "relation.1",
    NO_NOUN: "",
}
_PEOPLE = frozenset(list(_SORTS)[: list(_SORTS).index("person") + 1])
_PLACES = frozenset(["place", "city", "country", "land", "water", "structure"])
_YEARS = re.compile(
    r"\((?:[^()]*?[ ;,])?(?:circa |about |AD )*(\d{1,4})\??( BC)? ?-{1,2} ?(?:circa |about |AD )*"
    r"(\d{1,4})\??( BC| AD)?[^()]*\)"
)
_BORN = re.compile(r"\((?:born (?:in )?|circa |about )(\d{3,4})( BC)?\)|\((\d{4}) ?-{1,2} ?\)")
_CENTURY = re.compile(r"\((?:[^()]*?[ ;,])?(\d{1,2})(?:st|nd|rd|th) century( BC)?\)")
_HOLDERS = 6
# The number of verbs among the parts of speech in the keys of senses.
_VERB = "2"
# A word that is a verb so many times as often as anything else is mostly a verb.
_MOSTLY = 3
_NO_PERSONS = (*sorted(PLACES), "structure")


@dataclass(frozen=True, slots=True)
class _Sense:
    words: tuple[str, ...]
    above: tuple[str, ...]
    is_name: bool
    holders: tuple[str, ...]
    gloss: str


class _WordNet:
    def __init__(self, folder: Path) -> None:
        self.senses = dict(_read_senses(folder / "data.noun"))
        self.index = dict(_read_index(folder / "index.noun"))
        self.others = {
            word
            for name in ("index.adj", "index.adv")
            for word, _ in _read_index(folder / name)
            if word not in self.index
        }
        self._anchors = {
            self.index[word.replace("_", " ")][int(number) - 1]: sort
            for sort, nouns in _SORTS.items()
            for word, number in (noun.rsplit(".", 1) for noun in nouns.split())
        }
        self.sorts = cache(self._sorts)
        self.spans = self._spans()

    def _sorts(self, sense: str) -> frozenset[str]:
        if sense in self._anchors:
            return frozenset([self._anchors[sense]])
        return frozenset().union(*map(self.sorts, self.senses[sense].above))

    def _spans(self) -> Mapping[str, tuple[int, int]]:
        """Return numbers of the senses: its own one of each, and the last one of its kinds.

        A sense and its kinds have numbers in a row. Of several senses above one, the first counts.
        """
        order = list(self._in_order())
        last = {key: number for number, key in enumerate(order, 1)}
        first = dict(last)
        for key in reversed(order):
            if (above := self._next_above(key)) in last:
                last[above] = max(last[above], last[key])
        return {key: (first[key], last[key]) for key in order}

    def _in_order(self) -> Iterator[str]:
        """Yield the senses of common nouns, each right before its kinds."""
        below: dict[str, list[str]] = defaultdict(list)
        for key, sense in self.senses.items():
            if not sense.is_name:
                below[self._next_above(key)].append(key)
        waiting = below[""][::-1]
        while waiting:
            key = waiting.pop()
            yield key
            waiting += below[key][::-1]

    def _next_above(self, sense: str) -> str:
        return next(iter(self.senses[sense].above), "")

    def wholes(self, sense: str) -> dict[str, None]:
        """Return the places that a place is a part of, those around it first."""
        found = dict.fromkeys(self.senses[sense].holders)
        for holder in list(found):
            found.update(self.wholes(holder))
        return found

    def means(self, name: str, key: str) -> bool:
        """Return whether a name stands for this sense above all."""
        keys = self.index[name.casefold()]
        return next(each for each in keys if self.senses[each].is_name) == key

    def country(self, sense: str, steps: int = _HOLDERS) -> str:
        """Return the country that a place lies in, "" if unknown."""
        for holder in self.senses[sense].holders if steps else ():
            found = self.senses[holder].words[0] if "country" in self.sorts(holder) else ""
            found = found or self.country(holder, steps - 1)
            if found:
                return found
        return ""


def _read_senses(path: Path) -> Iterator[tuple[str, _Sense]]:
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        head, _, gloss = line.partition(" | ")
        parts = head.split()
        start = 4 + 2 * int(parts[3], 16)
        words = tuple(word.replace("_", " ") for word in parts[4:start:2])
        pointers = [parts[start + 1 + 4 * at :][:3] for at in range(int(parts[start]))]
        named = any(symbol == "@i" for symbol, _, _ in pointers)
        above = tuple(to for symbol, to, kind in pointers if symbol in ("@", "@i"))
        holders = tuple(to for symbol, to, kind in pointers if symbol == "#p")
        yield parts[0], _Sense(words, above, named, holders, gloss.strip())


def _read_index(path: Path) -> Iterator[tuple[str, list[str]]]:
    for line in path.read_text(encoding="latin-1").splitlines():
        if not line.startswith("  "):
            parts = line.split()
            yield parts[0].replace("_", " "), parts[-int(parts[2]) :]


def _years(gloss: str) -> tuple[str, str]:
    """Return the years of birth and death that a gloss gives, "" for what it doesn't."""
    if found := _YEARS.search(gloss):
        begin, early, end, late = found.groups()
        is_before = bool(early) or late == " BC"
        return f"-{begin}" if is_before else begin, f"-{end}" if late == " BC" else end
    if found := _BORN.search(gloss):
        year = found[1] or found[3]
        return f"-{year}" if found[2] else year, ""
    if found := _CENTURY.search(gloss):
        middle = 100 * int(found[1]) - 50
        return str(-middle if found[2] else middle), ""
    return "", ""


def _names(net: _WordNet) -> Iterator[str]:
    for key, sense in net.senses.items():
        sorts = net.sorts(key)
        if not sense.is_name or not sorts & (_PEOPLE | _PLACES):
            continue
        is_person = bool(sorts & _PEOPLE)
        kept = sorted(sorts & (_PEOPLE if is_person else _PLACES))
        years = _years(sense.gloss) if is_person else ("", "")
        country = "" if is_person else net.country(key)
        words = dict.fromkeys(fold(word) for word in sense.words if net.means(word, key))
        if words:
            around = () if is_person else net.wholes(key)
            wholes = "|".join(fold(net.senses[each].words[0]) for each in around)
            yield "\t".join(["|".join(words), ",".join(kept), *years, fold(country), wholes])


def keys_of(lines: Iterable[str]) -> Mapping[str, int]:
    """Return the number of the line that each name stands for: the first one that has it.

    A person is also found by each first name with each last name.
    """
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        told, sorts, _ = line.split("\t", 2)
        names = told.split("|")
        for name in names:
            found.setdefault(name, number)
        if not sorts.startswith(_NO_PERSONS):
            for key in _full_names(names):
                found.setdefault(key, number)
    return found


def _full_names(names: Sequence[str]) -> Iterator[str]:
    """Yield each first name of a person with each last name."""
    words = [name.split() for name in names]
    firsts = dict.fromkeys(each for name in words for each in _firsts(name))
    lasts = dict.fromkeys(each[-1] for each in words)
    return (full_name(first, last) for first, last in product(firsts, lasts))


def _firsts(name: Sequence[str]) -> Sequence[str]:
    """Return the first name in the words of a full name: Frederick, of Sir Frederick Banting."""
    without_title = name[1:] if name[0] == "sir" else name
    return without_title[:1] if len(without_title) > 1 else ()


def _codes() -> Mapping[str, str]:
    """Return a letter for each sort."""
    return {sort: chr(ord("A") + number) for number, sort in enumerate(_SORTS)}


def _nouns(net: _WordNet) -> Iterator[str]:
    codes = _codes()
    found = dict.fromkeys(net.others, codes[NO_NOUN])
    for noun, keys in net.index.items():
        common = [key for key in keys if not net.senses[key].is_name][:_SENSES]
        sorts = dict.fromkeys(sort for key in common for sort in sorted(net.sorts(key)))
        letters = "".join(codes[sort] for sort in sorts)
        found[noun] = letters + _spans(net, common) if letters else ""
        found.setdefault(noun.replace("-", ""), found[noun])
    yield from (f"{noun}\t{known}" for noun, known in sorted(found.items()) if known)


def _spans(net: _WordNet, senses: Sequence[str]) -> str:
    """Return the numbers of a noun's usual senses, each with the last one of its kinds if any."""
    spans = [net.spans[key] for key in senses[:_SPANS] if key in net.spans]
    written = (str(first) if first == last else f"{first}-{last}" for first, last in spans)
    return "\t" + " ".join(written)


def _verbs(path: Path) -> Iterator[str]:
    """Yield each verb with its use: a verb alone, mostly or also, by its counts in texts."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for line in path.read_text(encoding="latin-1").splitlines():
        key, _, _, count = line.split()
        word, _, sense = key.partition("%")
        if word.isalpha() and word.islower():
            counts[word][sense.startswith(_VERB)] += int(count)
    verbs = (word for word, found in counts.items() if True in found)
    yield from (f"{word}\t{_use_of(counts[word])}" for word in sorted(verbs))


def _use_of(counts: Counter[bool]) -> Use:
    """Return the use of a verb, given how often a word is one and how often anything else."""
    if False not in counts:
        return Use.ALONE
    return Use.MOSTLY if counts[True] > _MOSTLY * counts[False] else Use.ALSO


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main() -> None:
    """Write the files anew."""
    if sys.argv[1:]:
        net = _WordNet(Path(sys.argv[1]))
        _write(NAMES, sorted(_names(net)))
        _write(SORTS, (f"{code}\t{sort}" for sort, code in _codes().items()))
        _write(NOUNS, _nouns(net))
        _write(VERBS, _verbs(Path(sys.argv[1]) / "index.sense"))
    keys = keys_of(NAMES.read_text(encoding="utf-8").splitlines())
    _write(KEYS, (f"{key}\t{number}" for key, number in sorted(keys.items())))


if __name__ == "__main__":
    main()
