"""A Word file is a zip file of parts: taking it apart and putting it together, the same bytes each time."""

import io
import zipfile

# Zip files hold times; the earliest there is says nothing.
EARLIEST = (1980, 1, 1, 0, 0, 0)


def unpacked(data):
    """{name: bytes} of the parts of a Word file (bytes)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found):
    """The Word file (bytes) of parts {name: bytes}."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        # Programs that guess what a file is look at its first part.
        for name in sorted(found, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, found[name])
    return output.getvalue()
