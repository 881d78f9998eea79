"""An interpreter of QTI 1.2's response processing, written from the specification alone.

Conditions beside each other must all hold; rules run in order until one that fired does not
continue; ``other`` holds always, as Canvas has it. Scores are 0 to 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree as ET

SPACE = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
Response = Mapping[str, Sequence[str]]


def score(item: ET.Element, response: Response) -> tuple[Decimal, list[str]]:
    """Return the score of a response, and the identifiers of the feedback that it gets."""
    processing = item.find(f"{SPACE}resprocessing")
    assert processing is not None
    declared = processing.find(f"{SPACE}outcomes/{SPACE}decvar")
    assert declared is not None
    total = Decimal(0)
    told: list[str] = []
    for rule in processing.findall(f"{SPACE}respcondition"):
        conditions = rule.find(f"{SPACE}conditionvar")
        assert conditions is not None
        assert len(conditions) > 0
        if not all(_holds(each, response) for each in conditions):
            continue
        for change in rule.findall(f"{SPACE}setvar"):
            value = Decimal(change.text or "0")
            total = total + value if change.get("action") == "Add" else value
        told += [each.get("linkrefid", "") for each in rule.findall(f"{SPACE}displayfeedback")]
        if rule.get("continue", "No") == "No":
            break
    least, most = Decimal(declared.get("minvalue", "0")), Decimal(declared.get("maxvalue", "100"))
    return max(least, min(most, total)), told


def _holds(condition: ET.Element, response: Response) -> bool:
    name = condition.tag.removeprefix(SPACE)
    if name == "other":
        return True
    if name in {"and", "or", "not"}:
        parts = [_holds(each, response) for each in condition]
        return {"and": all, "or": any, "not": lambda held: not all(held)}[name](parts)
    given = response.get(condition.get("respident", ""), ())
    wanted = condition.text or ""
    if name == "varequal":
        exact = condition.get("case") == "Yes"
        same = {each if exact else each.casefold() for each in given}
        return (wanted if exact else wanted.casefold()) in same
    numbers = [number for number in map(_number, given) if number is not None]
    limit = Decimal(wanted)
    compare = {
        "vargte": lambda number: number >= limit,
        "varlte": lambda number: number <= limit,
        "vargt": lambda number: number > limit,
        "varlt": lambda number: number < limit,
    }[name]
    return bool(numbers) and all(map(compare, numbers))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
