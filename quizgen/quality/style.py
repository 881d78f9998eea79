"""What pages with measures and plots look like, in a browser and on paper."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; --first: #2563b8; --second: #c77700; --third: #8a8f98;
  --page: #ffffff; --text: #1b1c1e; --tile: #f3f4f6; --line: #c4c7cc; }
@media (prefers-color-scheme: dark) {
  :root { --first: #6ea8ff; --second: #f0b040; --third: #8f96a3;
    --page: #16181c; --text: #e9eaec; --tile: #23262c; --line: #4a4e57; }
}
html { background: var(--page); color: var(--text); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 52rem; padding: 0 1rem; }
h1 { line-height: 1.2; }
h2 { margin: 2.5rem 0 .25rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; }
h1, h2, h3, p, li { overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; }
dl.tiles { display: grid; gap: .75rem; }
dl.tiles { grid-template-columns: repeat(auto-fit, minmax(7.2rem, 1fr)); }
dl.tiles > div { background: var(--tile); border-radius: .5rem; padding: .6rem .8rem; }
dl.tiles dt { font-size: .875rem; }
dl.tiles dd { margin: 0; font-size: 1.6rem; line-height: 1.3; font-weight: 600; }
dl.tiles dd.more { font-size: .875rem; font-weight: 400; }
ol.steps > li { margin: .6rem 0; }
.gain { font-weight: 600; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; }
a { color: var(--first); }
@media print {
  :root { --page: #ffffff; --text: #000000; --first: #2563b8; --second: #c77700; }
  body { margin: 0; max-width: none; font-size: 11pt; }
  nav, details:not([open]) { display: none; }
  h2, h3 { break-after: avoid; }
  figure, tr, li { break-inside: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
