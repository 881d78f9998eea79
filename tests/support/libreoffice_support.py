"""LibreOffice without a window, which opens what Word and Excel open.

Without it, tests skip; in continuous integration they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None and not os.environ.get("CI"), reason="LibreOffice is not installed"
)
_MOST_SECONDS = 120


def converted(path: Path, suffix: str, *more: str) -> Path:
    """Return the file that LibreOffice makes of another one, beside it: ``pdf``, ``csv`` …"""
    assert SOFFICE, "LibreOffice must be installed here"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [SOFFICE, "--headless", profile, *more, "--convert-to", suffix]
    subprocess.run(
        [*command, "--outdir", str(path.parent), str(path)],
        check=True,
        capture_output=True,
        timeout=_MOST_SECONDS,
    )
    return path.with_suffix(f".{suffix.partition(':')[0]}")


def pdf_lines(path: Path) -> list[str]:
    """Return the lines of a PDF file's pages."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]
