"""Makes a valid PDF/UA-1 file a good one to listen to.

WeasyPrint's output passes the validator, yet running headers are read out on every page, a link is announced by its
address, a header cell does not say whether it heads a row or a column, footnotes are not notes, and lists do not say
how they are numbered. What only the layout knows is added just before the file is written; the rest is done on it.
"""

import io
import re

import pikepdf
import pydyf
from pikepdf import Array, Dictionary, Name
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

MARKED_CONTENT = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"

WITHOUT_TEXT, JOINER = b"> <>", b"> <200d>"

LISTS = {"ul", "ol", "dl"}
NUMBERING = {"decimal": "/Decimal", "disc": "/Disc", "circle": "/Circle", "square": "/Square"}


class NotesLost(Exception):
    """The layout has fewer footnotes than references to them, or a footnote that reaches out of its page."""


def add_from_layout(document, pdf):
    """WeasyPrint's hook before writing: the words of each link, the numbering of each list, the notes of each page.

    Raises NotesLost: WeasyPrint has been seen to drop a note that it could not place, and it cannot divide one.
    """
    elements = {thing.reference: thing for thing in pdf.objects if isinstance(thing, pydyf.Dictionary) and "S" in thing}
    lists = iter([element for element in elements.values() if element["S"] == "/L"])
    (root,) = (element for element in elements.values() if element["S"] == "/Document")
    # On each page the notes at its foot are what the tags list last, straight under the root.
    last_on_page = {elements[reference]["Pg"]: elements[reference] for reference in root["K"]}
    calls = notes = 0
    for page, page_reference in zip(document.pages, pdf.page_references, strict=True):
        for box in boxes_in_order(page._page_box):
            if box.link_annotation:
                box.link_annotation["Contents"] = pydyf.String(words_of(box.element))
            if box.element_tag in LISTS and isinstance(box, boxes.BlockBox):
                describe_list(next(lists), box, elements)
            if isinstance(box, boxes.FootnoteAreaBox) and box.children:
                notes += tag_notes(last_on_page[page_reference], elements)
                if box.position_y < page._page_box.content_box_y():
                    raise NotesLost
            calls += isinstance(box, boxes.TextBox) and (box.element_tag or "").endswith("::footnote-call")
    if notes < calls:
        raise NotesLost


def boxes_in_order(box):
    """The box and everything inside it, in the order in which WeasyPrint makes tags of them."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes_in_order(child)


def words_of(element):
    return " ".join("".join(element.itertext()).split())


def describe_list(tag, box, elements):
    """Say how a list is numbered; in a list of terms, make of each term and what follows it one item with a label."""
    numbering = "/None" if box.element_tag == "dl" else NUMBERING.get(box.style["list_style_type"], "/None")
    tag["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
    if box.element_tag == "dl" and [child.element_tag for child in box.children] == ["dt", "dd"] * (len(tag["K"]) // 2):
        terms, meanings = tag["K"][::2], tag["K"][1::2]
        for term, meaning in zip(terms, meanings, strict=True):
            item, (body,) = elements[term], elements[meaning]["K"]
            elements[item["K"][0]]["S"] = "/Lbl"
            item["K"].append(body)
            elements[body]["P"] = item.reference
            elements[meaning]["K"] = pydyf.Array()
        tag["K"] = pydyf.Array(terms)


def tag_notes(area, elements):
    """Make notes of what stands in a page's area for them; returns how many there are."""
    for reference in area["K"]:
        note = elements[reference]
        note["S"] = "/Note"
        note["ID"] = pydyf.String(f"note-{note.number}")
        marker = elements.get(note["K"][0]) if note["K"] else None
        if marker is not None and marker["S"] == "/NonStruct":
            marker["S"] = "/Lbl"
    return len(area["K"])


def finish(data):
    """The finished file (bytes) of a PDF as WeasyPrint wrote it (bytes). The same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoken = improve_tags(pdf)
        silence_running_text(pdf, spoken)
        name_every_glyph(pdf)
        output = io.BytesIO()
        pdf.save(
            output,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return output.getvalue()


def improve_tags(pdf):
    """Walk the tags once: say what header cells head, and give list items bodies. Returns what the tags hold, as a set
    of (object number of the page, marked content)."""
    spoken = set()
    waiting = [(pdf.Root.StructTreeRoot.K[0], None)]
    while waiting:
        element, inside = waiting.pop()
        kind = element.S
        if kind == Name.TH:
            element.A.Scope = Name.Column if inside == Name.THead else Name.Row
        elif kind == Name.LI:
            give_body(pdf, element)
        group = kind if kind in (Name.THead, Name.TBody) else inside
        for kid in element.get("/K", ()):
            if isinstance(kid, int):
                spoken.add((element.Pg.objgen[0], kid))
            elif kid.get("/Type") == Name.StructElem:
                waiting.append((kid, group))
    return spoken


def give_body(pdf, item):
    """PDF wants a list item to hold a label and a body; WeasyPrint puts several paragraphs straight into the item."""
    kids = [(str(kid.S), kid) for kid in item.K]
    if all(kind in ("/Lbl", "/LBody", "/L") for kind, _ in kids):
        return
    labels = [kid for kind, kid in kids if kind == "/Lbl"]
    rest = [kid for kind, kid in kids if kind != "/Lbl"]
    body = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, Pg=item.Pg, K=Array(rest)),
    )
    for kid in rest:
        kid.P = body
    item.K = Array([*labels, body])


def silence_running_text(pdf, spoken):
    """Turn marked content that no tag holds, which is what stands in the page's margins, into artifacts."""
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    for number, page in enumerate(pdf.pages):
        page_object = page.objgen[0]
        silenced = set()

        def silence(match, page_object=page_object, silenced=silenced):
            content = int(match[1])
            if (page_object, content) in spoken:
                return match[0]
            silenced.add(content)
            return ARTIFACT

        stream = page.Contents
        stream.write(MARKED_CONTENT.sub(silence, stream.read_bytes()))
        holders = parents[2 * number + 1]
        for content in silenced:
            holders[content] = None


def name_every_glyph(pdf):
    """Where a letter is drawn in two pieces, as Arabic dots are, WeasyPrint leaves the second piece without a text,
    which is malformed. It gets the joiner, which is invisible and takes part in no word."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == Name.Font and "/ToUnicode" in thing:
            mapping = thing.ToUnicode.read_bytes()
            if WITHOUT_TEXT in mapping:
                thing.ToUnicode.write(mapping.replace(WITHOUT_TEXT, JOINER))
