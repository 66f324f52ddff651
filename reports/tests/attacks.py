"""The attacks that are tried on everything which takes or shows text: one list, for tests and docs/security.md."""

from dataclasses import dataclass

SHOWN = "shown as typed"
REFUSED = "refused where it is typed, with a sentence"


@dataclass(frozen=True)
class Attack:
    """`tried`: what, in words. `head` and `body`: HTML in which {address} stands for what must not be asked for."""

    tried: str
    body: str
    head: str = ""


# Every way a page has of asking for something. {address} is a file of this machine or a server on it.
ASKING = {
    "img": Attack("a picture", '<img alt="x" src="{address}">'),
    "stylesheet": Attack("a style sheet", "", '<link rel="stylesheet" href="{address}">'),
    "import": Attack("CSS @import", "", '<style>@import url("{address}");</style>'),
    "background": Attack("a CSS background", "", '<style>body {{ background: url("{address}") }}</style>'),
    "list-style": Attack(
        "a CSS list mark", "<ul><li>x</li></ul>", '<style>ul {{ list-style-image: url("{address}") }}</style>'
    ),
    "content": Attack("CSS content", "", '<style>h1::before {{ content: url("{address}") }}</style>'),
    "font": Attack(
        "a font",
        "",
        '<style>@font-face {{ font-family: f; src: url("{address}") }} h1 {{ font-family: f }}</style>',
    ),
    "attachment": Attack("an attachment", "", '<link rel="attachment" href="{address}">'),
    "attachment link": Attack("a link to an attachment", '<a rel="attachment" href="{address}">x</a>'),
    "object": Attack("an object", '<object data="{address}">x</object>'),
    "embed": Attack("embedded content", '<embed src="{address}">'),
    "svg image": Attack(
        "a picture in SVG",
        '<svg viewBox="0 0 9 9"><title>x</title><image width="9" height="9" href="{address}"/></svg>',
    ),
    "base": Attack("a base address", '<img alt="x" src="picture.png">', '<base href="{address}">'),
}


def svg_uses(depth):
    """Drawings that each use the one before ten times."""
    drawings = ['<g id="a0"><path d="M0 0h9"/></g>']
    for level in range(1, depth):
        use = f'<use href="#a{level - 1}"/>'
        drawings.append(f'<g id="a{level}">{use * 10}</g>')
    last = f'<use href="#a{depth - 1}"/>'
    return f'<svg viewBox="0 0 9 9"><title>x</title><defs>{"".join(drawings)}</defs>{last}</svg>'


# HTML that wears a machine out. As text it is no more than text.
HEAVY = {
    "columns": Attack("a table cell over a million columns", '<table><tr><td colspan="1000000">x</td></tr></table>'),
    "uses": Attack("an SVG of a thousand million <use>", svg_uses(9)),
}

# What people may type that means something somewhere.
TYPED = {
    "script": Attack("a script", "<script>alert(1)</script>"),
    "broken out": Attack("HTML that closes what it stands in", "'\"></textarea></title></p><script>alert(1)</script>"),
    "handler": Attack("an element with a handler", "<img src=x onerror=alert(1)><svg/onload=alert(1)>"),
    "frame": Attack("a frame", '<iframe src="{address}"></iframe>'),
    "form": Attack("a form to elsewhere", '<form action="{address}"><input name=password></form>'),
    "refresh": Attack("a page that sends itself elsewhere", '<meta http-equiv="refresh" content="0;url={address}">'),
    "htmx": Attack("attributes that scripts obey", '<p hx-get="{address}" hx-trigger="load">x</p>'),
    "comment": Attack("comments and CDATA", "<!-- x --> <![CDATA[ x ]]> <?php x ?>"),
    "entity": Attack("entities", "&lt;script&gt; &#60;b&#62; &nbsp; &amp;amp;"),
    "javascript link": Attack("a javascript: link", "[press](javascript:alert(1)) <javascript:alert(1)>"),
    "file link": Attack("a file: link", "[press](file:///etc/passwd) <file:///etc/passwd>"),
    "data link": Attack("a data: link", "[press](data:text/html,x) [press](vbscript:x)"),
    "markdown picture": Attack("a picture in Markdown", "![press]({address})"),
    "template": Attack("the language of templates", "{{{{ settings.SECRET_KEY }}}} {{% include 'x' %}} {{# x #}}"),
    "format": Attack("placeholders of programs", "%(password)s {{0.__class__}} ${{HOME}} $(id) `id`"),
    "query": Attack("database language", "x' OR 1=1; DROP TABLE reviews_review; --"),
    "formula": Attack("formulas of spreadsheets", "=HYPERLINK(\"{address}\") +1+cmd|' /C calc'!A0 @SUM(1) -2+3"),
    "path": Attack("paths that lead out of a folder", "../../../../etc/passwd ..\\..\\x %2e%2e%2f file:x"),
    "signs": Attack("signs of no width and isolated directions", "zero\u200bwidth\ufeffhere \u2066isolated\u2069 end"),
}

# Lists, quotations and markers inside each other, and as many as a text can hold: {the depth of the marker: text}.
NESTED = {
    "quotations": Attack("quotations ten thousand deep", "> " * 10_000 + "deepest"),
    "items": Attack("list items ten thousand deep", "- " * 10_000 + "deepest"),
    "lists": Attack("lists as deep as a text can hold", "\n".join(f"{' ' * 2 * n}- item {n}" for n in range(300))),
    "emphasis": Attack("emphasis ten thousand deep", "*" * 10_000 + "deepest" + "*" * 10_000),
    "brackets": Attack("brackets fifty thousand deep", "[" * 50_000 + "deepest" + "]" * 50_000),
    "notes": Attack("thirty thousand beginnings of footnotes", "[^" * 30_000 + "deepest"),
}

# What is not taken at all.
NOT_TAKEN = {
    "megabyte": Attack("a paragraph of a megabyte", "word " * 200_000),
    "nul": Attack("the NUL character", "before\0after"),
    "control": Attack("control characters", "before\x1b[2Jafter\x07"),
    "override": Attack("signs that turn the letters after them round", "invoice \u202egpj.exe and \u202dmore"),
}


def as_typed(address):
    """{name: text} of every attack that is taken as text, with `address` in it and nothing nested."""
    asking = {name: (attack.head + attack.body).format(address=address) for name, attack in ASKING.items()}
    heavy = {name: attack.body for name, attack in HEAVY.items() if len(attack.body) < 2_000}
    return asking | heavy | {name: attack.body.format(address=address) for name, attack in TYPED.items()}
