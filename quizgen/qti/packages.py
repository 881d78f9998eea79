"""Packages of IMS: a ZIP archive that a manifest describes, the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

# The first moment that an archive can write down.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_REGULAR = 0o644 << 16


def document(root: etree._Element) -> bytes:
    """Return a document as UTF-8 with its declaration.

    Nothing is indented, because blanks in mixed contents are words.
    """
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def package(files: Mapping[str, bytes], folders: tuple[str, ...] = ()) -> bytes:
    """Return files as an archive in their order; `folders` are empty ones, with a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in folders:
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), b"")
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = _REGULAR
            # The system would be that of the machine.
            info.create_system = 3
            archive.writestr(info, data)
    return stream.getvalue()
