"""Pictures: decoded and made anew, so that place, time, camera and owner stay behind, and so does anything hidden."""

import io
import zlib

from PIL import Image, ImageCms, ImageOps

from reviews.cleaning.refusals import DAMAGED, LARGE_PICTURE, Refused

JPEG_START = b"\xff\xd8\xff"
PNG_START = b"\x89PNG\r\n\x1a\n"
# More than any telephone takes by default; each dot needs up to four bytes while the picture is worked on.
MAX_PIXELS = 64_000_000
JPEG_QUALITY = 92
# What the decoders raise for pictures that are broken or made to break them.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, zlib.error)


def picture_kind(start):
    """`jpg` or `png` by the first bytes of a file, or None."""
    if start.startswith(JPEG_START):
        return "jpg"
    return "png" if start.startswith(PNG_START) else None


def clean_picture(data, kind, longest_side=None):
    """The picture made anew from its dots, as bytes of the same kind (`jpg` or `png`). Raises Refused.

    With a `longest_side` in dots it is made smaller where it has more.
    """
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "MPO"] if kind == "jpg" else ["PNG"]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Refused(LARGE_PICTURE)
            picture.load()
            upright = _in_plain_colours(ImageOps.exif_transpose(picture))
            if longest_side:
                upright = _smaller(upright, longest_side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(LARGE_PICTURE) from error
    except BROKEN as error:
        raise Refused(DAMAGED) from error
    return _written(upright, kind)


def _smaller(picture, longest_side):
    if max(picture.size) <= longest_side:
        return picture
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    picture.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    return picture


def _in_plain_colours(picture):
    """The picture in the colours every screen assumes: its own colour profile can hold names and goes away."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            own, plain = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, own, plain, outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            # A broken profile: without it the colours are a little off, and nothing else is lost.
            return picture
    return picture


def _written(picture, kind):
    transparency = picture.info.get("transparency")
    # Pillow writes some of `info` into the new file: comments, resolution, profile. Only what is seen may stay.
    picture.info = {}
    written = io.BytesIO()
    if kind == "jpg":
        if picture.mode not in ("L", "RGB"):
            picture = picture.convert("RGB")
        picture.save(written, "JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        extra = {} if transparency is None else {"transparency": transparency}
        picture.save(written, "PNG", **extra)
    return written.getvalue()
