"""Writes one line into the foot of every page of a finished Word file, and into its properties."""

from lxml import etree

from reports.word.package import packed, unpacked
from reports.word.parts import DUBLIN, FOOTER, NOTHING, PROPERTIES, running_words, xml
from reports.word.styles import element


def stamped_docx(data, line):
    """The Word file (bytes) with `line` (text) at the foot of each of its pages and in its properties.

    Nothing is rendered again, no other part is touched, and the same input gives the same bytes. Programs that read a
    file aloud leave its running text out; the property can be asked for.
    """
    found = unpacked(data)
    # The foot of the first page, and that of all others.
    for name in (NOTHING, FOOTER):
        root = etree.fromstring(found[name])
        root.append(_centred(line))
        found[name] = xml(root)
    properties = etree.fromstring(found[PROPERTIES])
    etree.SubElement(properties, f"{{{DUBLIN}}}description").text = line
    found[PROPERTIES] = xml(properties)
    return packed(found)


def _centred(line):
    place = element("pPr", element("pStyle", val="Footer"), element("spacing", before=60), element("jc", val="center"))
    return element("p", place, running_words(line))
