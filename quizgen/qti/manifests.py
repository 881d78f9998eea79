"""The manifests of packages of QTI 2.1 and 3.0, with what libraries want to know (IEEE LOM)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.exchange.texts import clean, plain_line
from quizgen.qti.items import title_of

_LOM = "http://ltsc.ieee.org/xsd/LOM"
_CATALOG = "quizgen"
_VOCABULARY = "LOMv1.0"
# The least share of right answers of each degree, by the words that LOM has for them.
_DEGREES = (
    (0.85, "very easy"),
    (0.7, "easy"),
    (0.5, "medium"),
    (0.3, "difficult"),
    (0.0, "very difficult"),
)
_INTERACTIONS = {
    Answering.ONE: "choiceInteraction",
    Answering.MANY: "choiceInteraction",
    Answering.CLAIM: "choiceInteraction",
    Answering.PAIRS: "matchInteraction",
    Answering.ORDER: "orderInteraction",
    Answering.GAP: "textEntryInteraction",
    Answering.WORDS: "textEntryInteraction",
    Answering.TEXT: "extendedTextInteraction",
}


@dataclass(frozen=True, slots=True)
class Packaging:
    """How a version of QTI packs: the namespace of manifests, and the names of what is in it."""

    namespace: str
    metadata: str
    schema: str
    version: str
    kinds: str


PACKAGING21 = Packaging(
    namespace="http://www.imsglobal.org/xsd/imscp_v1p1",
    metadata="http://www.imsglobal.org/xsd/imsqti_metadata_v2p1",
    schema="QTIv2.1 Package",
    version="1.0.0",
    kinds="xmlv2p1",
)
PACKAGING3 = Packaging(
    namespace="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    metadata="http://www.imsglobal.org/xsd/imsqti_metadata_v3p0",
    schema="QTI Package",
    version="3.0.0",
    kinds="xmlv3p0",
)


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a package, and the resources that it needs by their names."""

    name: str
    kind: str
    path: str
    needs: Sequence[str] = ()
    question: Question | None = None


def difficulty_word(share: float) -> str:
    """Return how LOM calls an estimated share of right answers."""
    return next(word for least, word in _DEGREES if share >= least)


class Manifest:
    """Makes the manifest of one package."""

    def __init__(self, packaging: Packaging, asked: QuestionSet) -> None:
        self._packaging = packaging
        self._asked = asked

    def document(self, name: str, resources: Iterable[Resource]) -> etree._Element:
        """Return the manifest of the resources."""
        space = self._packaging.namespace
        spaces = {None: space, "lom": _LOM, "qti": self._packaging.metadata}
        root = etree.Element(f"{{{space}}}manifest", nsmap=spaces)
        root.set("identifier", name)
        head = self._add(root, "metadata")
        self._add(head, "schema", self._packaging.schema)
        self._add(head, "schemaversion", self._packaging.version)
        head.append(self._about_all())
        self._add(root, "organizations")
        held = self._add(root, "resources")
        for each in resources:
            self._resource(held, each)
        return root

    def _resource(self, held: etree._Element, resource: Resource) -> None:
        kind = resource.kind
        named = kind if kind == "webcontent" else f"imsqti_{kind}_{self._packaging.kinds}"
        made = self._add(held, "resource")
        made.set("identifier", resource.name)
        made.set("type", named)
        made.set("href", resource.path)
        if resource.question:
            metadata = self._add(made, "metadata")
            metadata.append(self._about(resource.question))
            metadata.append(self._of_qti(resource.question))
        self._add(made, "file").set("href", resource.path)
        for name in resource.needs:
            self._add(made, "dependency").set("identifierref", name)

    def _add(self, parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
        return _under(parent, self._packaging.namespace, tag, text)

    def _about_all(self) -> etree._Element:
        root = etree.Element(f"{{{_LOM}}}lom")
        general = _under(root, _LOM, "general")
        self._words(_under(general, _LOM, "title"), plain_line(self._asked.title))
        _under(general, _LOM, "language", self._asked.language)
        self._source(root)
        return root

    def _about(self, question: Question) -> etree._Element:
        root = etree.Element(f"{{{_LOM}}}lom")
        general = _under(root, _LOM, "general")
        name = _under(general, _LOM, "identifier")
        _under(name, _LOM, "catalog", _CATALOG)
        _under(name, _LOM, "entry", question.uid)
        self._words(_under(general, _LOM, "title"), title_of(question))
        _under(general, _LOM, "language", self._asked.language)
        for tag in question.tags:
            self._words(_under(general, _LOM, "keyword"), tag)
        degree = _under(_under(root, _LOM, "educational"), _LOM, "difficulty")
        _under(degree, _LOM, "source", _VOCABULARY)
        _under(degree, _LOM, "value", difficulty_word(question.difficulty))
        self._source(root)
        return root

    def _source(self, root: etree._Element) -> None:
        """Write down what the questions are about, as what they are based on."""
        if not self._asked.source:
            return
        relation = _under(root, _LOM, "relation")
        kind = _under(relation, _LOM, "kind")
        _under(kind, _LOM, "source", _VOCABULARY)
        _under(kind, _LOM, "value", "isbasedon")
        resource = _under(relation, _LOM, "resource")
        self._words(_under(resource, _LOM, "description"), plain_line(self._asked.source))

    def _words(self, parent: etree._Element, text: str) -> None:
        _under(parent, _LOM, "string", text).set("language", self._asked.language)

    def _of_qti(self, question: Question) -> etree._Element:
        space = self._packaging.metadata
        root = etree.Element(f"{{{space}}}qtiMetadata")
        tells = bool(question.feedback or any(each.feedback for each in question.options))
        is_open = question.answering is Answering.TEXT
        for tag, text in (
            ("timeDependent", "false"),
            ("interactionType", _INTERACTIONS[question.answering]),
            ("feedbackType", "nonadaptive" if tells else "none"),
            ("solutionAvailable", "false" if is_open else "true"),
            ("toolName", _CATALOG),
        ):
            _under(root, space, tag, text)
        return root


def _under(parent: etree._Element, space: str, tag: str, text: str | None = None) -> etree._Element:
    made = etree.SubElement(parent, f"{{{space}}}{tag}")
    made.text = None if text is None else clean(text)
    return made


def picture_resources(paths: Iterable[str]) -> Iterator[Resource]:
    """Yield a resource for each picture by its path."""
    for path in paths:
        yield Resource(picture_name(path), "webcontent", path)


def picture_name(path: str) -> str:
    """Return the name of a picture's resource."""
    return path.rpartition("/")[2].replace(".", "-")
