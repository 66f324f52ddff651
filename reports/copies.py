"""Whose copy of a released version somebody gets: the sealed file, with their name in it or without."""

import unicodedata

from reports.models import FileFormat, Recipient
from reports.one_file import stamped_page
from reports.pdf.stamp import can_be_stamped, stamped
from reports.sealing import sealed_bytes
from reports.word import stamped_docx
from reviews.access import Verb
from reviews.models import SiteContact

# Characters that cannot stand in a Word file, begin a line or turn those beside them round, and are seen by nobody.
UNSEEN = {"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"}
# Some scripts are spelt with these two.
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def copy_of(reader, version):
    """The kind of copy that `reader` gets of a version that is open to them: of Recipient.Copy, or None.

    None is the sealed file as it is: for the team, for centre staff and for who checks it, who get it as such and not
    as its recipients. `version.review.allowed` is set, as `reports.door.get_version` does.
    """
    if Verb.SEE in version.review.allowed:
        return None
    return Recipient.Copy(version.release.recipients.get(user=reader).copy)


def bytes_for(reader, version, rendered, *, copy):
    """The bytes that `reader` downloads of a RenderedFile. Nothing is rendered, and they are the same each time.

    Raises reviews.storage.AlteredFile.
    """
    data = sealed_bytes(rendered)
    if copy != Recipient.Copy.NAMED:
        return data
    fits, put = STAMPS[FileFormat(rendered.format)]
    return put(data, copy_line(reader, version.review.site, fits=fits))


def can_be_written(line):
    """Whether a text can stand in a Word file or a web page as it is, in whatever script."""
    return all(unicodedata.category(letter) not in UNSEEN or letter in JOINERS for letter in line)


# What a format can take, and how it is put into it.
STAMPS = {
    FileFormat.PDF: (can_be_stamped, stamped),
    FileFormat.DOCX: (can_be_written, stamped_docx),
    FileFormat.HTML: (can_be_written, stamped_page),
}


def copy_line(person, site, *, fits):
    """What stands in a named copy: “Copy for Jo Bloggs, Fernleigh Council”.

    `fits` says whether a text can be set. A name that cannot, in Arabic for example at the foot of a PDF, gives way to
    the person's e-mail address; that of an organisation is left out.
    """
    name = person.name if fits(person.name) else _plain_address(person.email)
    bodies = SiteContact.objects.current().filter(user=person, site=site, role=SiteContact.Role.COMMISSIONER)
    body = bodies.exclude(body=None).order_by("id").values_list("body__name", flat=True).first()
    return f"Copy for {name}, {body}" if body and fits(body) else f"Copy for {name}"


def _plain_address(email):
    """The address with its domain as the network writes it, which is in plain letters whatever it stands for."""
    mailbox, _, domain = email.rpartition("@")
    return f"{mailbox}@{domain.encode('idna').decode()}"
