"""Zip archives of office programs without the time at which they were made."""

from __future__ import annotations

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_DATE = rb"\g<1>2000-01-01T00:00:00Z"


def undated(archive: bytes) -> bytes:
    """Return a workbook or a document without the time at which it was made."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    core = "docProps/core.xml"
    if core in files:
        files[core] = _DATES.sub(_DATE, files[core])
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files by name as a zip archive: the same bytes for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return written.getvalue()
