"""A whole package of QTI 1.2 for Canvas: the questions, the quiz's settings and the manifest."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from quizgen.exchange.model import QuestionSet
from quizgen.exchange.names import identifier
from quizgen.exchange.texts import plain_line
from quizgen.qti.answers import number
from quizgen.qti.canvas_html import long_html
from quizgen.qti.canvas_items import SPACE, CanvasItems, element
from quizgen.qti.manifests import Resource, picture_resources
from quizgen.qti.packages import document, package

_QUIZ = "http://canvas.instructure.com/xsd/cccv1p0"
_MANIFEST = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
# Canvas looks for this folder to tell its own packages from others.
_MARK = "non_cc_assessments/"
_SETTINGS = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def packed_for_canvas(asked: QuestionSet) -> bytes:
    """Return the package of a set of questions."""
    name = f"t{identifier(asked.id)[1:]}"
    items = CanvasItems(asked)
    questions = document(_assessment(asked, items, name))
    settings = document(_settings(asked, name))
    pictures = dict(sorted(items.pictures.files.items()))
    manifest = document(_manifest(name, pictures))
    files = {
        "imsmanifest.xml": manifest,
        f"{name}/assessment_meta.xml": settings,
        f"{name}/{name}.xml": questions,
    }
    return package({**files, **pictures}, (_MARK,))


def _assessment(asked: QuestionSet, items: CanvasItems, name: str) -> etree._Element:
    attempts = element(
        "qtimetadatafield",
        element("fieldlabel", text="cc_maxattempts"),
        element("fieldentry", text="1"),
    )
    root_section = element("section", *_all_items(asked, items), ident="root_section")
    assessment = element(
        "assessment",
        element("qtimetadata", attempts),
        root_section,
        ident=name,
        title=plain_line(asked.title),
    )
    top = etree.Element(f"{{{SPACE}}}questestinterop", nsmap={None: SPACE})
    top.append(assessment)
    return top


def _all_items(asked: QuestionSet, items: CanvasItems) -> Iterator[etree._Element]:
    """Yield the items; texts between them stand for sections, which Canvas does not have."""
    for section in asked.sections:
        if len(asked.sections) > 1 or section.instructions:
            name = identifier(f"{asked.id}/sections/{section.id}")
            yield items.heading(name, section.title, section.instructions)
        yield from map(items.item, section.questions)


def _settings(asked: QuestionSet, name: str) -> etree._Element:
    shuffle = all(each.shuffle for each in asked.questions if each.options)
    points = sum(each.points for each in asked.questions)
    root = etree.Element(f"{{{_QUIZ}}}quiz", nsmap={None: _QUIZ})
    root.set("identifier", name)
    for tag, text in (
        ("title", plain_line(asked.title)),
        ("description", long_html([asked.instructions])),
        ("shuffle_answers", "true" if shuffle else "false"),
        ("scoring_policy", "keep_highest"),
        ("quiz_type", "assignment"),
        ("points_possible", number(points)),
        ("show_correct_answers", "true"),
        ("allowed_attempts", "1"),
        ("available", "false"),
    ):
        etree.SubElement(root, f"{{{_QUIZ}}}{tag}").text = text
    return root


def _manifest(name: str, pictures: dict[str, bytes]) -> etree._Element:
    root = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={None: _MANIFEST})
    root.set("identifier", f"m{name[1:]}")
    metadata = etree.SubElement(root, f"{{{_MANIFEST}}}metadata")
    etree.SubElement(metadata, f"{{{_MANIFEST}}}schema").text = "IMS Content"
    etree.SubElement(metadata, f"{{{_MANIFEST}}}schemaversion").text = "1.1.3"
    etree.SubElement(root, f"{{{_MANIFEST}}}organizations")
    held = etree.SubElement(root, f"{{{_MANIFEST}}}resources")
    settings = f"s{name[1:]}"
    _resource(held, Resource(name, "imsqti_xmlv1p2", f"{name}/{name}.xml", [settings]), href=False)
    _resource(held, Resource(settings, _SETTINGS, f"{name}/assessment_meta.xml"))
    for each in picture_resources(pictures):
        _resource(held, each)
    return root


def _resource(held: etree._Element, resource: Resource, *, href: bool = True) -> None:
    made = etree.SubElement(held, f"{{{_MANIFEST}}}resource")
    made.set("identifier", resource.name)
    made.set("type", resource.kind)
    if href:
        made.set("href", resource.path)
    etree.SubElement(made, f"{{{_MANIFEST}}}file").set("href", resource.path)
    for name in resource.needs:
        etree.SubElement(made, f"{{{_MANIFEST}}}dependency").set("identifierref", name)
