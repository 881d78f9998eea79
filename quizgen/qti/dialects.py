"""The versions of QTI that share one model: 2.1, and 3.0 with other names for the same things."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from quizgen.exchange.texts import clean
from quizgen.qti.contents import Part, fill

_CAPITAL = re.compile("(?=[A-Z])")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Dialect:
    """A version of QTI: its namespaces, and how it spells names.

    With `hyphens`, names are in lower case with hyphens, and those of elements begin with ``qti-``.
    With `stimuli`, passages are files of their own.
    """

    version: str
    namespace: str
    schema: str
    hyphens: bool
    stimuli: bool

    def element(self, name: str, *parts: Part, **attributes: str) -> etree._Element:
        """Return an element of QTI; names are those of QTI 2.1.

        `language` becomes ``xml:lang``, and a name with an underscore at its end loses it.
        """
        spelled = f"qti-{self._hyphened(name)}" if self.hyphens else name
        made = etree.Element(f"{{{self.namespace}}}{spelled}")
        for key, value in attributes.items():
            made.set(self._attribute(key), clean(value))
        return fill(made, parts)

    def root(self, name: str, *parts: Part, **attributes: str) -> etree._Element:
        """Return the element at the top of a file, with the namespace as its default."""
        made = self.element(name, **attributes)
        top = etree.Element(made.tag, made.attrib, nsmap={None: self.namespace})
        return fill(top, parts)

    def _attribute(self, name: str) -> str:
        if name == "language":
            return _LANGUAGE
        plain = name.rstrip("_")
        return self._hyphened(plain) if self.hyphens else plain

    def _hyphened(self, name: str) -> str:
        return _CAPITAL.sub("-", name).lower()


QTI21 = Dialect(
    version="2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    hyphens=False,
    stimuli=False,
)
QTI3 = Dialect(
    version="3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    hyphens=True,
    stimuli=True,
)
