"""Whose copy of a released version somebody gets: the sealed file, with their name on each page or without."""

from reports.models import Recipient, RenderedFile
from reports.pdf import can_be_stamped, stamped
from reports.sealing import sealed_bytes
from reviews.access import Verb
from reviews.models import SiteContact


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
    if copy != Recipient.Copy.NAMED or rendered.format != RenderedFile.Format.PDF:
        return data
    return stamped(data, copy_line(reader, version.review.site))


def copy_line(person, site):
    """What stands at the foot of a named copy: “Copy for Jo Bloggs, Fernleigh Council”.

    A name that cannot be set letter by letter, in Arabic for example, gives way to the person's e-mail address; that of
    an organisation is left out.
    """
    name = person.name if can_be_stamped(person.name) else _plain_address(person.email)
    bodies = SiteContact.objects.current().filter(user=person, site=site, role=SiteContact.Role.COMMISSIONER)
    body = bodies.exclude(body=None).order_by("id").values_list("body__name", flat=True).first()
    return f"Copy for {name}, {body}" if body and can_be_stamped(body) else f"Copy for {name}"


def _plain_address(email):
    """The address with its domain as the network writes it, which is in plain letters whatever it stands for."""
    mailbox, _, domain = email.rpartition("@")
    return f"{mailbox}@{domain.encode('idna').decode()}"
