"""The typesetter: templates, data, fonts and pictures go in, the bytes of PDF files come out."""
