"""What the published schemas of QTI allow, of the elements that quizgen writes.

A content is a regular expression over the names of children, each followed by a blank. Names are
those of QTI 2.1; ``qti-item-body`` of QTI 3.0 counts as ``itemBody``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

# A folder with the schemas themselves, which their licence keeps out of this project.
SCHEMAS = os.environ.get("QUIZGEN_QTI_SCHEMAS", "")
SCHEMA_FILES = {
    "1.2": "ims_qtiasiv1p2p1.xsd",
    "2.1": "imsqti_v2p1.xsd",
    "3.0": "imsqti_asiv3p0_v1p0.xsd",
}
_MATH = "{http://www.w3.org/1998/Math/MathML}"
_INLINE = "em|strong|sub|sup|code|a|br|img|math|textEntryInteraction"
_FLOW = f"{_INLINE}|p|div|h3|ul|ol|pre"
_BLOCK = (
    "p|div|h3|ul|ol|pre|choiceInteraction|orderInteraction|matchInteraction"
    "|extendedTextInteraction|rubricBlock"
)
_EXPRESSION = (
    "variable|correct|mapResponse|baseValue|match|gte|lte|and|or|not|isNull|index|multiple"
    "|ordered|sum|testVariables"
)
_RULE = "responseCondition|setOutcomeValue"
_CONDITION = "not|and|or|varequal|vargte|varlte|other"

_DECLARED = "(?:responseDeclaration )*(?:outcomeDeclaration )*(?:assessmentStimulusRef )*"

Model = dict[str, tuple[str, str, str]]


def _some(names: str, how_many: str = "*") -> str:
    return f"(?:(?:{names}) ){how_many}"


# The name, its contents, its attributes (a star marks what must be there), and whether it has
# words ("words") or none ("").
_BOTH: Model = {
    "assessmentItem": (
        f"{_DECLARED}(?:itemBody )?(?:responseProcessing )?(?:modalFeedback )*",
        "identifier* title* label lang adaptive* timeDependent* toolName toolVersion",
        "",
    ),
    "responseDeclaration": (
        "(?:defaultValue )?(?:correctResponse )?(?:mapping )?",
        "identifier* cardinality* baseType",
        "",
    ),
    "correctResponse": ("(?:value )+", "interpretation", ""),
    "defaultValue": ("(?:value )+", "interpretation", ""),
    "value": ("", "fieldIdentifier baseType", "words"),
    "mapping": ("(?:mapEntry )+", "lowerBound upperBound defaultValue", ""),
    "mapEntry": ("", "mapKey* mappedValue* caseSensitive", ""),
    "outcomeDeclaration": (
        "(?:defaultValue )?",
        "identifier* cardinality* baseType normalMaximum normalMinimum externalScored",
        "",
    ),
    "choiceInteraction": (
        "(?:prompt )?(?:simpleChoice )+",
        "responseIdentifier* shuffle* maxChoices* minChoices",
        "",
    ),
    "orderInteraction": (
        "(?:prompt )?(?:simpleChoice )+",
        "responseIdentifier* shuffle* minChoices maxChoices",
        "",
    ),
    "matchInteraction": (
        "(?:prompt )?simpleMatchSet simpleMatchSet ",
        "responseIdentifier* shuffle* maxAssociations* minAssociations",
        "",
    ),
    "simpleMatchSet": ("(?:simpleAssociableChoice )*", "", ""),
    "simpleChoice": (_some(_FLOW), "identifier* fixed", "words"),
    "simpleAssociableChoice": (_some(_FLOW), "identifier* matchMax* fixed", "words"),
    "prompt": (_some(_INLINE), "", "words"),
    "textEntryInteraction": ("", "responseIdentifier* expectedLength", ""),
    "extendedTextInteraction": ("(?:prompt )?", "responseIdentifier* expectedLines", ""),
    "itemBody": (_some(_BLOCK), "", ""),
    "responseProcessing": (_some(_RULE), "template", ""),
    "responseCondition": ("responseIf (?:responseElseIf )*(?:responseElse )?", "", ""),
    "responseIf": (_some(_EXPRESSION, "{1}") + _some(_RULE), "", ""),
    "responseElse": (_some(_RULE), "", ""),
    "setOutcomeValue": (_some(_EXPRESSION, "{1}"), "identifier*", ""),
    "match": (_some(_EXPRESSION, "{2}"), "", ""),
    "gte": (_some(_EXPRESSION, "{2}"), "", ""),
    "lte": (_some(_EXPRESSION, "{2}"), "", ""),
    "and": (_some(_EXPRESSION, "+"), "", ""),
    "or": (_some(_EXPRESSION, "+"), "", ""),
    "not": (_some(_EXPRESSION, "{1}"), "", ""),
    "isNull": (_some(_EXPRESSION, "{1}"), "", ""),
    "index": (_some(_EXPRESSION, "{1}"), "n*", ""),
    "multiple": (_some(_EXPRESSION), "", ""),
    "ordered": (_some(_EXPRESSION), "", ""),
    "sum": (_some(_EXPRESSION, "+"), "", ""),
    "variable": ("", "identifier*", ""),
    "correct": ("", "identifier*", ""),
    "mapResponse": ("", "identifier*", ""),
    "testVariables": ("", "variableIdentifier* sectionIdentifier baseType", ""),
    "baseValue": ("", "baseType*", "words"),
    "assessmentTest": (
        "(?:outcomeDeclaration )*(?:testPart )+(?:outcomeProcessing )?",
        "identifier* title* toolName toolVersion",
        "",
    ),
    "testPart": (
        "(?:itemSessionControl )?(?:assessmentSection )+",
        "identifier* navigationMode* submissionMode*",
        "",
    ),
    "itemSessionControl": ("", "maxAttempts showFeedback allowReview", ""),
    "assessmentSection": (
        "(?:rubricBlock )*(?:assessmentItemRef )*",
        "identifier* title* visible*",
        "",
    ),
    "assessmentItemRef": ("", "identifier* href*", ""),
    "outcomeProcessing": ("(?:setOutcomeValue )*", "", ""),
    "p": (_some(_INLINE), "", "words"),
    "h3": (_some(_INLINE), "", "words"),
    "div": (_some(_FLOW), "class data-stimulus-idref", "words"),
    "ul": ("(?:li )*", "", ""),
    "ol": ("(?:li )*", "", ""),
    "li": (_some(_FLOW), "", "words"),
    "pre": ("(?:code )*", "", "words"),
    "br": ("", "", ""),
    "img": ("", "src* alt*", ""),
    "a": (_some(_INLINE), "href*", "words"),
    **{name: (_some(_INLINE), "", "words") for name in ("em", "strong", "sub", "sup", "code")},
}
_IN_2: Model = {
    "modalFeedback": (_some(_FLOW), "outcomeIdentifier* identifier* showHide* title", "words"),
    "rubricBlock": (_some(_BLOCK), "view* use", ""),
}
_IN_3: Model = {
    "modalFeedback": (
        "(?:contentBody )?",
        "outcomeIdentifier* identifier* showHide* title",
        "",
    ),
    "rubricBlock": ("contentBody ", "view* use", ""),
    "contentBody": (_some(_FLOW), "", "words"),
    "assessmentStimulusRef": ("", "identifier* href* title", ""),
    "assessmentStimulus": ("stimulusBody ", "identifier* title* lang toolName toolVersion", ""),
    "stimulusBody": (_some(_FLOW), "", ""),
}
_LABELS = _some("material|material_ref|response_label|flow_label")
_IN_1: Model = {
    "questestinterop": ("assessment ", "", ""),
    "assessment": ("(?:qtimetadata )*(?:rubric )*(?:section )+", "ident* title lang", ""),
    "section": ("(?:item )*", "ident* title lang", ""),
    "item": (
        "(?:itemmetadata )?(?:rubric )*(?:presentation )?(?:resprocessing )*(?:itemfeedback )*",
        "ident* title label maxattempts lang",
        "",
    ),
    "itemmetadata": ("(?:qtimetadata )*", "", ""),
    "qtimetadata": ("(?:qtimetadatafield )+", "", ""),
    "qtimetadatafield": ("fieldlabel fieldentry ", "lang", ""),
    "fieldlabel": ("", "", "words"),
    "fieldentry": ("", "", "words"),
    "presentation": ("(?:(?:material|response_lid|response_str) )+", "label lang", ""),
    "material": ("(?:mattext )+", "label lang", ""),
    "mattext": ("", "texttype charset label uri", "words"),
    "response_lid": ("(?:material )?render_choice ", "ident* rcardinality rtiming", ""),
    "response_str": ("(?:material )?render_fib ", "ident* rcardinality rtiming", ""),
    "render_choice": (_LABELS, "shuffle minnumber maxnumber", ""),
    "render_fib": (_LABELS, "fibtype rows columns prompt maxchars", ""),
    "response_label": (_some("material"), "ident* rshuffle labelrefid", "words"),
    "resprocessing": ("outcomes (?:respcondition )+", "scoremodel", ""),
    "outcomes": ("(?:decvar )+", "", ""),
    "decvar": ("", "varname vartype defaultval minvalue maxvalue", "words"),
    "respcondition": (
        "conditionvar (?:setvar )*(?:displayfeedback )*",
        "continue title",
        "",
    ),
    "conditionvar": (_some(_CONDITION, "+"), "", ""),
    "and": (_some(_CONDITION, "+"), "", ""),
    "or": (_some(_CONDITION, "+"), "", ""),
    "not": (_some(_CONDITION, "{1}"), "", ""),
    "other": ("", "", "words"),
    "varequal": ("", "respident* case index", "words"),
    "vargte": ("", "respident* index", "words"),
    "varlte": ("", "respident* index", "words"),
    "setvar": ("", "varname action", "words"),
    "displayfeedback": ("", "feedbacktype linkrefid*", "words"),
    "itemfeedback": ("(?:(?:flow_mat|material|solution|hint) )+", "ident* view title", ""),
    "flow_mat": ("(?:(?:flow_mat|material) )+", "class", ""),
}
MODELS = {"1.2": _IN_1, "2.1": _BOTH | _IN_2, "3.0": _BOTH | _IN_3}
_VALUES = {
    "cardinality": {"single", "multiple", "ordered"},
    "baseType": {"identifier", "string", "float", "directedPair"},
    "showHide": {"show", "hide"},
    "shuffle": {"true", "false"},
    "view": {"candidate", "scorer"},
    "navigationMode": {"linear", "nonlinear"},
    "submissionMode": {"individual", "simultaneous"},
    "rcardinality": {"Single", "Multiple", "Ordered"},
    "continue": {"Yes", "No"},
    "action": {"Set", "Add", "Subtract", "Multiply", "Divide"},
    "vartype": {"Integer", "String", "Decimal", "Scientific", "Boolean", "Enumerated", "Set"},
    "fibtype": {"String", "Integer", "Decimal", "Scientific"},
    "feedbacktype": {"Response", "Solution", "Hint"},
}
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def faults(root: ET.Element, version: str) -> Iterator[str]:
    """Yield what a version of QTI does not allow in a document."""
    model = MODELS[version]
    for element in root.iter():
        if element.tag.startswith(_MATH):
            continue
        name = _name(element.tag)
        if name not in model:
            yield f"{name} is unknown"
            continue
        contents, attributes, words = model[name]
        held = "".join(f"{_name(child.tag)} " for child in element)
        if not re.fullmatch(contents, held):
            yield f"{name} holds {held}"
        if not words and _words(element):
            yield f"{name} has the words {_words(element)!r}"
        yield from _of_attributes(name, element, attributes.split())
    if version != "1.2":
        yield from _of_identifiers(root)


def _words(element: ET.Element) -> str:
    parts = [element.text, *(child.tail for child in element)]
    return "".join(part or "" for part in parts)


def _of_attributes(name: str, element: ET.Element, allowed: list[str]) -> Iterator[str]:
    given = {_attribute(key): value for key, value in element.attrib.items()}
    for key in allowed:
        if key.endswith("*") and key[:-1] not in given:
            yield f"{name} lacks {key[:-1]}"
    for key, value in given.items():
        if key not in {each.rstrip("*") for each in allowed}:
            yield f"{name} may not have {key}"
        if name != "render_choice" and value not in _VALUES.get(key, {value}):
            yield f"{name} may not have {key}={value}"


def _of_identifiers(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        for key in ("identifier", "responseIdentifier", "outcomeIdentifier"):
            value = {_attribute(name): held for name, held in element.attrib.items()}.get(key, "x")
            if not _IDENTIFIER.fullmatch(value) or len(value) > 32:
                yield f"{value} is no identifier"


def _attribute(name: str) -> str:
    plain = name.rpartition("}")[2]
    return plain if plain.startswith("data-") else _joined(plain)


def _name(tag: str) -> str:
    plain = tag.rpartition("}")[2]
    return _joined(plain.removeprefix("qti-")) if plain.startswith("qti-") else plain


def _joined(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(map(str.capitalize, others))


def schema_file(version: str) -> Path | None:
    """Return the published schema of a version, None if there is no folder with it."""
    path = Path(SCHEMAS) / SCHEMA_FILES[version] if SCHEMAS else None
    return path if path and path.exists() else None
