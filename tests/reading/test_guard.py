"""No markup keeps a parser busy for long, and none that people write is touched."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from prospector.reading.guard import MAX_ATTRIBUTES, MAX_DEPTH, cut_hostile

NAMES = [f"a{number}" for number in range(50_000)]
FONTS = [f"<div><font size={number}>x</div>" for number in range(50_000)]

# Markup that takes a parser from seconds to for ever.
HOSTILE = {
    "blocks 10,000 deep": "<div>" * 10_000,
    "blocks 100,000 deep": "<div>" * 100_000,
    "with text between": "<html><body>" + "<section>Text" * 100_000,
    "items in lists": "<ul><li>" * 50_000,
    "definitions and items": "<dd><li>" * 50_000,
    "tables in tables": "<table><tr><td>" * 30_000,
    "end tags of other things": "<div></p>" * 50_000,
    "end tags of nothing open": "<div></article>" * 50_000,
    "end tags out of reach": "<div><object></div></object>" * 50_000,
    "end tags past a block": "<span><div></span></div>" * 50_000,
    "end tags before their start": "</div>" * 50_000 + "<div>" * 50_000,
    "end tags in attributes": "<div title='</div>'>" * 50_000,
    "behind a quote": "<p it's>" + "<div>" * 50_000,
    "behind a comment that ends at once": "<!-->" + "<div>" * 50_000,
    "in a drawing": "<svg><g>" + "<div>" * 50_000,
    "blocks that call themselves closed": "<div/>" * 50_000,
    "attributes by spaces": f"<div {' '.join(NAMES)}>",
    "attributes by lines": "<div " + "\n".join(NAMES) + ">",
    "attributes by slashes": f"<div {'/'.join(NAMES)}>",
    "attributes by quotes": "<div " + "".join(f"{name}=''" for name in NAMES) + ">",
    "attributes behind a bracket in quotes": f"<div x='>' {' '.join(NAMES)}>",
    "attributes without an end": f"<div {' '.join(NAMES)}",
    "attributes of an end tag": f"</div {' '.join(NAMES)}>",
    "fonts left open": "".join(FONTS),
    "the same font left open": "<div><font size=2>x</div>" * 50_000,
    "options": "<select>" + "<option>x" * 50_000,
    "many blocks far down": "<div>" * 500 + "<p>x" * 100_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_cut_and_then_parsed_at_once(html: str) -> None:
    kept, cut = cut_hostile(html)
    LexborHTMLParser(kept)
    assert cut
    assert html.startswith(kept) or "<svg" in html


CARDS = "<div class=card><a href=/x><img src=x.jpg alt='A > B'><span>Text</span></a></div>"

# Markup that people and their programs write.
REAL = {
    "an empty page": "",
    "a long list": "<ul>" + "<li><a href=/x>Betrieb</a>" * 3000 + "</ul>",
    "a long table": "<table>" + "<tr><td>a<td>b" * 3000 + "</table>",
    "a long glossary": "<dl>" + "<dt>Wort<dd>Bedeutung" * 3000 + "</dl>",
    "paragraphs nobody closes": "<p>Absatz" * 5000,
    "anchors nobody closes": "<a name=x>Frage<br>" * 3000,
    "cards": CARDS * 3000,
    "bold text that overlaps": "<p><b>fett <i>beides</b> schief</i></p>" * 100,
    "a script within a comment within a script": "<script><!-- if (a < b) { w('<div>') } --></script>" * 600,
    "data in a script": "<script type='application/ld+json'>{"
    + '"<div><b>a<\\/b><\\/div>",' * 600
    + "}</script><p>Text",
    "markup in a comment": "<!-- " + "<div>" * 600 + " --><p>Text",
    "markup in an attribute": "<p title='" + "<div>" * 600 + "'>Text",
    "a long style attribute": "<div style='" + "color: red; " * 3000 + "'>Text</div>",
    "JSON in an attribute": "<div data-x='" + '{"a": "b c"} ' * 3000 + "'>Text</div>",
    "a picture in an attribute": f"<img src='data:image/png;base64,{'A' * 100_000}'>",
    "a quote in a word": "<p title=it's>" + CARDS * 1000,
    "less than": "<p>" + "a < b, " * 5000,
    "letters beyond the first plane": "𝒳𠮷😀" * 1000 + CARDS * 1000,
    "capitals": CARDS.upper() * 1000,
    "blocks as deep as allowed": "<div>" * MAX_DEPTH + "</div>" * MAX_DEPTH,
    "a tag with many attributes": "<div " + " ".join(f"data-{n}='{n} {n}'" for n in range(MAX_ATTRIBUTES)) + ">Text",
}


@pytest.mark.parametrize("html", REAL.values(), ids=REAL)
def test_real_markup_is_left_alone(html: str) -> None:
    assert cut_hostile(html) == (html, False)


def test_it_is_cut_before_the_tag_that_is_too_much() -> None:
    shallow = "<p>𝒳 & 😀</p>" * 10 + "<div>" * MAX_DEPTH
    assert cut_hostile(shallow + "<div>Text") == (shallow, True)


DRAWN = [
    ("<a href=/x><svg viewBox='0 0 9 9'><path d='M 1 1'></svg> Text</a>", "<a href=/x></svg> Text</a>"),
    ("<SVG><title>Suche</title><g></g></SVG><p>Text", "</SVG><p>Text"),
    ("<svg/><p>Text", "<p>Text"),
    ("<svg>" * 1000 + "<p>Text", "<p>Text"),
    ("<p>a<math><mi>x</mi></math>b", "<p>a</math>b"),
    ("<svg><path><p>Text", "<path><p>Text"),
    ("<script>'<svg>'</script><p>Text<svg><g></g></svg>", "<script></script><p>Text</svg>"),
    ("<svgfoo><g></g></svgfoo>", "<svgfoo><g></g></svgfoo>"),
]


@pytest.mark.parametrize(("html", "kept"), DRAWN)
def test_drawings_are_left_out(html: str, kept: str) -> None:
    assert cut_hostile(html) == (kept, False)


CODE = [
    ("<script>" + "s += '<div><div>';" * 600 + "</script><p>Text", "<script></script><p>Text"),
    ("<STYLE media=all>p > a { x: y }</STYLE><p>Text", "<STYLE media=all></STYLE><p>Text"),
    ("<script async src=x>a</script><script>b</script>", "<script async src=x></script><script></script>"),
    ("<script>w('<p>')", "<script>"),
    ("<script type=application/ld&#43;json>[]</script>", "<script type=application/ld&#43;json>[]</script>"),
    ("<noscript><p>Text</noscript>", "<noscript><p>Text</noscript>"),
    # where a parser may look for the end of a script elsewhere
    ("<script><!-- <script> </script> --></script>", "<script><!-- <script> </script> --></script>"),
    ("<svg><script><p>Text</script>", "<script><p>Text</script>"),
]


@pytest.mark.parametrize(("html", "kept"), CODE)
def test_scripts_and_styles_are_left_empty(html: str, kept: str) -> None:
    assert cut_hostile(html) == (kept, False)
