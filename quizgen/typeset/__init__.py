"""The typesetter: turns templates, data, fonts and pictures into the bytes of PDF files."""
