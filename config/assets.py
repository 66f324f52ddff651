"""How static files are stored where the application serves people: under names that change with what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also what one of our modules of scripts imports from another is named by its hash.

    Otherwise a module that a page names by its hash, and another module by its plain name, would run twice. Django can
    do this for all scripts, but takes examples in the comments of other people's for imports.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "src/*.js",
            (
                (
                    r"""(?P<matched>import(?s:(?P<names>\s[^;"]*?))\s*from\s*"(?P<url>\.[^"]+)";)""",
                    """import%(names)s from "%(url)s";""",
                ),
            ),
        ),
    )
