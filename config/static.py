"""How static files are stored in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names hold a hash of the contents, in the imports of our JavaScript modules too."""

    support_js_module_import_aggregation = True
