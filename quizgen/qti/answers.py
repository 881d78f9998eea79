"""What is right in a question of QTI 2.1 and 3.0, and how a response is scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lxml import etree

from quizgen.exchange.model import Answering, Question
from quizgen.qti.answering import CHOSEN, TELLING, spellings
from quizgen.qti.contents import Part
from quizgen.qti.dialects import Dialect
from quizgen.qti.naming import contents_of, identifiers

RESPONSE, SCORE, FEEDBACK = "RESPONSE", "SCORE", "FEEDBACK"
GENERAL = "general"
# The options of a claim are the same in each.
_CLAIM = ("true", "false")
_MANY = {Answering.MANY, Answering.PAIRS}


@dataclass(frozen=True, slots=True)
class Names:
    """The identifiers of a question's options, and of its entries to match."""

    options: Sequence[str]
    left: Sequence[str] = ()


def names_of(question: Question) -> Names:
    """Return the identifiers of a question; they depend on what the options say."""
    contents = contents_of(question.options)
    if question.answering is Answering.CLAIM and len(contents) == len(_CLAIM):
        return Names(_CLAIM)
    return Names(identifiers("o", contents), identifiers("l", question.left))


def number(value: float | Fraction) -> str:
    """Return a number as QTI writes it: without an exponent, and a share with six decimals."""
    written = f"{float(value):.6f}" if isinstance(value, Fraction) else _digits(value)
    short = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if short == "-0" else short


def _digits(value: float) -> str:
    return format(Decimal(str(value)), "f")


class Answers:
    """The declarations and the rules of one question.

    A wrong answer costs `wrong` points, and a partly right one earns a part if `partial`.
    """

    def __init__(
        self, dialect: Dialect, question: Question, wrong: float = 0, *, partial: bool = False
    ) -> None:
        self._make = dialect.element
        self._dialect = dialect
        self._question = question
        self._names = names_of(question)
        self._wrong = wrong
        self._partial = partial

    @property
    def names(self) -> Names:
        """Return the identifiers of the options."""
        return self._names

    @property
    def told_options(self) -> list[tuple[str, str]]:
        """Return the identifiers of the options that have feedback, and their feedback.

        There are none where a response is more than the options that it has.
        """
        if self._question.answering not in TELLING:
            return []
        pairs = zip(self._names.options, self._question.options, strict=True)
        return [(name, option.feedback) for name, option in pairs if option.feedback]

    # Declarations

    def response_declaration(self) -> etree._Element:
        """Return the declaration of the response, with what is right."""
        cardinality, kind = self._type()
        parts: list[Part] = []
        values = self._correct()
        if values:
            shown = (self._make("value", value) for value in values)
            parts.append(self._make("correctResponse", *shown))
        parts += self._mapping()
        return self._make(
            "responseDeclaration",
            *parts,
            identifier=RESPONSE,
            cardinality=cardinality,
            baseType=kind,
        )

    def outcome_declarations(self) -> Iterator[etree._Element]:
        """Yield the declarations of the score, of the most that can be scored, and of feedback."""
        points = number(self._question.points)
        person = self._question.answering is Answering.TEXT and self._dialect.hyphens
        yield self._outcome(SCORE, "0", normalMaximum=points, **_BY_PERSON if person else {})
        yield self._outcome("MAXSCORE", points)
        if self._tells:
            yield self._make(
                "outcomeDeclaration",
                identifier=FEEDBACK,
                cardinality="multiple",
                baseType="identifier",
            )

    def _outcome(self, name: str, value: str, **attributes: str) -> etree._Element:
        default = self._make("defaultValue", self._make("value", value))
        return self._make(
            "outcomeDeclaration",
            default,
            identifier=name,
            cardinality="single",
            baseType="float",
            **attributes,
        )

    @property
    def _tells(self) -> bool:
        return bool(self._question.feedback or self.told_options)

    def _type(self) -> tuple[str, str]:
        answering = self._question.answering
        if answering is Answering.PAIRS:
            return "multiple", "directedPair"
        if answering in CHOSEN:
            return "single", "identifier"
        if answering is Answering.MANY:
            return "multiple", "identifier"
        if answering is Answering.ORDER:
            return "ordered", "identifier"
        is_number = self._question.bounds and answering is not Answering.TEXT
        return "single", "float" if is_number else "string"

    def _correct(self) -> list[str]:
        question = self._question
        if question.answering in CHOSEN:
            return self._values(question.key[:1])
        if question.answering in {*_MANY, Answering.ORDER}:
            return self._values(question.key)
        if question.answering is Answering.TEXT:
            return []
        if question.bounds:
            return [number(sum(map(Fraction, question.bounds)) / 2)]
        return list(question.accepted[:1])

    def _values(self, key: Sequence[int]) -> list[str]:
        """Return a key as values of the response."""
        names = self._names
        if self._question.answering is Answering.PAIRS:
            pairs = zip(names.left, key, strict=True)
            return [f"{left} {names.options[index]}" for left, index in pairs]
        return [names.options[index] for index in key]

    def _mapping(self) -> Iterator[etree._Element]:
        """Yield the points of each value, if the score is their sum."""
        entries = list(self._entries())
        if entries:
            bounds = {"lowerBound": "0"} if self._question.answering in _MANY else {}
            yield self._make("mapping", *entries, defaultValue="0", **bounds)

    def _entries(self) -> Iterator[etree._Element]:
        answering = self._question.answering
        if answering in CHOSEN:
            yield from self._of_one()
        elif answering in _MANY and self._partial:
            yield from self._of_parts()
        elif self._type() == ("single", "string") and answering is not Answering.TEXT:
            points = Fraction(str(self._question.points))
            for text in spellings(self._question):
                yield self._entry(text, points, caseSensitive="false")

    def _of_one(self) -> Iterator[etree._Element]:
        for index, name in enumerate(self._names.options):
            if index in self._question.key:
                yield self._entry(name, Fraction(str(self._question.points)))
            elif self._wrong:
                yield self._entry(name, -Fraction(str(self._wrong)))

    def _of_parts(self) -> Iterator[etree._Element]:
        key = self._question.key
        share = Fraction(str(self._question.points)) / max(len(key), 1)
        if self._question.answering is Answering.PAIRS:
            for value in self._values(key):
                yield self._entry(value, share)
            return
        for index, name in enumerate(self._names.options):
            yield self._entry(name, share if index in key else -share)

    def _entry(self, key: str, value: Fraction, **attributes: str) -> etree._Element:
        return self._make("mapEntry", mapKey=key, mappedValue=number(value), **attributes)

    # Rules

    def processing(self) -> etree._Element | None:
        """Return the rules that score a response and choose the feedback, None for none."""
        rules = [*self._scoring(), *self._telling()]
        return self._make("responseProcessing", *rules) if rules else None

    def _scoring(self) -> Iterator[etree._Element]:
        answering = self._question.answering
        if answering is Answering.TEXT:
            return
        if answering in {*_MANY, Answering.ORDER}:
            yield self._full_or_part()
            if self._wrong:
                yield self._penalty()
        elif self._question.bounds and answering not in CHOSEN:
            yield self._when(self._within(self._question.bounds), [self._set_full()])
        else:
            mapped = self._set(SCORE, self._make("mapResponse", identifier=RESPONSE))
            # There is an engine that cannot look up an answer that was not given.
            yield mapped if answering in CHOSEN else self._when(self._is_answered(), [mapped])

    def _full_or_part(self) -> etree._Element:
        """Return the rule that gives all points if everything is right, else a part or nothing."""
        rights = [self._match(self._response(), self._make("correct", identifier=RESPONSE))]
        rights += [self._is(key) for key in self._question.other_keys]
        is_right = rights[0] if len(rights) == 1 else self._make("or", *rights)
        return self._when(is_right, [self._set_full()], list(self._part()))

    def _is(self, key: Sequence[int]) -> etree._Element:
        cardinality, kind = self._type()
        values = (self._base(kind, value) for value in self._values(key))
        return self._match(self._response(), self._make(cardinality, *values))

    def _part(self) -> Iterator[etree._Element]:
        if not self._partial:
            return
        question = self._question
        if question.answering is not Answering.ORDER:
            yield self._set(SCORE, self._make("mapResponse", identifier=RESPONSE))
            return
        share = number(Fraction(str(question.points)) / len(question.key))
        for place, value in enumerate(self._values(question.key), 1):
            there = self._make("index", self._response(), n=str(place))
            is_there = self._match(there, self._base("identifier", value))
            score = self._make("variable", identifier=SCORE)
            more = self._make("sum", score, self._base("float", share))
            yield self._when(is_there, [self._set(SCORE, more)])

    def _penalty(self) -> etree._Element:
        """Return the rule that takes points for an answer that earns nothing."""
        score = self._make("variable", identifier=SCORE)
        earns_nothing = self._make("lte", score, self._base("float", "0"))
        condition = self._make("and", self._is_answered(), earns_nothing)
        less = self._base("float", number(-self._wrong))
        return self._when(condition, [self._set(SCORE, less)])

    def _within(self, bounds: tuple[float, float]) -> etree._Element:
        least, most = (self._base("float", number(bound)) for bound in bounds)
        above = self._make("gte", self._response(), least)
        below = self._make("lte", self._response(), most)
        return self._make("and", above, below)

    def _telling(self) -> Iterator[etree._Element]:
        if self._tells:
            shown = [self._base("identifier", GENERAL)]
            if self.told_options:
                shown.insert(0, self._response())
            yield self._set(FEEDBACK, self._make("multiple", *shown))

    # Expressions

    def _is_answered(self) -> etree._Element:
        return self._make("not", self._make("isNull", self._response()))

    def _response(self) -> etree._Element:
        return self._make("variable", identifier=RESPONSE)

    def _base(self, kind: str, value: str) -> etree._Element:
        return self._make("baseValue", value, baseType=kind)

    def _match(self, one: etree._Element, other: etree._Element) -> etree._Element:
        return self._make("match", one, other)

    def _set(self, name: str, value: etree._Element) -> etree._Element:
        return self._make("setOutcomeValue", value, identifier=name)

    def _set_full(self) -> etree._Element:
        return self._set(SCORE, self._base("float", number(self._question.points)))

    def _when(
        self,
        condition: etree._Element,
        rules: Sequence[etree._Element],
        otherwise: Sequence[etree._Element] = (),
    ) -> etree._Element:
        branches = [self._make("responseIf", condition, *rules)]
        if otherwise:
            branches.append(self._make("responseElse", *otherwise))
        return self._make("responseCondition", *branches)


_BY_PERSON = {"externalScored": "human"}
