"""One render in one short-lived process: limits first, then WeasyPrint, then the finisher."""

import gc
import logging
import os
import resource
import sys
import traceback
from urllib.parse import urlsplit

from weasyprint import HTML

from . import wire
from .fetcher import AssetFetcher
from .finisher import NotesLost, add_from_layout, finish

LINK_SCHEMES = {"http", "https", "mailto"}

# Raster pictures are brought down to this many dots per inch: sharp on paper, and a fiftieth of a camera's file.
PICTURE_RESOLUTION = 150

# What a page could use to reach out of its process. Nothing here needs any of them, so a call means an attack.
FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.", "ctypes.")


class Refused(Exception):
    """The page asked for what it may not have; `what` lists the addresses."""

    def __init__(self, failure, what):
        super().__init__(failure)
        self.failure = failure
        self.what = sorted(set(what))


class Complaints(logging.Handler):
    """Keeps what WeasyPrint calls an error, because it goes on after one and something would be missing on the page."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


def set_limits(*, memory, cpu):
    """Limit this process: `memory` in bytes of address space, `cpu` in seconds; and it may write no file at all."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid_reaching_out(event, arguments):
    """Audit hook: the fetcher already refuses every address; this stops a way round it that nobody has thought of."""
    if event.startswith(FORBIDDEN_EVENTS):
        raise PermissionError(f"A page being rendered tried to use {event}.")


def make_pdf(html, assets, *, title, lang):
    """The finished PDF (bytes) of `html` (text). Raises Refused, and whatever WeasyPrint raises."""
    complaints = Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        fetcher = AssetFetcher(assets)
        document = HTML(string=html, url_fetcher=fetcher).render()
        check_links(document)
        document.metadata.title, document.metadata.lang = title, lang
        written = document.write_pdf(
            pdf_variant="pdf/ua-1",
            uncompressed_pdf=True,  # the finisher compresses, once
            dpi=PICTURE_RESOLUTION,
            finisher=add_from_layout,
        )
    finally:
        logger.removeHandler(complaints)
    if fetcher.refused:
        raise Refused("asset", fetcher.refused)
    if complaints.messages:
        raise Refused("complaint", complaints.messages)
    return finish(written)


def check_links(document):
    """A link in a PDF is followed by whoever reads it, so only plain web and mail addresses may be one."""
    addresses = [target for page in document.pages for kind, target, *_ in page.links if kind == "external"]
    wrong = [address for address in addresses if urlsplit(address).scheme not in LINK_SCHEMES]
    if wrong:
        raise Refused("link", wrong)


def answer(head, html, assets):
    """Render one message as `server` received it; returns (head, PDF or b"") to be sent back."""
    try:
        pdf = make_pdf(html.decode(), assets, title=head["title"], lang=head["lang"])
    except Refused as refused:
        return {"failure": refused.failure, "what": refused.what}, b""
    except NotesLost:
        return {"failure": "notes"}, b""
    except MemoryError:
        return {"failure": "memory"}, b""
    except RecursionError:
        return {"failure": "nesting"}, b""
    except Exception as error:
        # Only the place in the code goes back: an exception's own words may quote a confidential text.
        place = traceback.extract_tb(error.__traceback__)[-1]
        return {"failure": "error", "what": [f"{type(error).__name__} in {place.filename}:{place.lineno}"]}, b""
    return {"failure": None}, pdf


def run(pipe, head, html, assets):
    """The whole life of a rendering process, from fork to exit."""
    set_limits(memory=head["memory"], cpu=head["cpu"])
    # A render makes a few million objects and keeps nearly all of them till its end, which comes soon.
    gc.disable()
    sys.addaudithook(forbid_reaching_out)
    with os.fdopen(pipe, "wb") as stream:
        reply, pdf = answer(head, html, assets)
        wire.send(stream, reply, pdf)
