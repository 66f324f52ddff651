"""The only answers a page gets when it asks for something: bytes from a table, and nothing from anywhere else."""

from weasyprint.urls import URLFetcher, URLFetcherResponse

MEDIA_TYPES = {"style": "text/css"}


class AssetFetcher(URLFetcher):
    """Answers from `assets` ({address: bytes}) and keeps a list of what it refused.

    WeasyPrint would go on without what it could not get, so whoever renders must look at `refused` afterwards.
    """

    def __init__(self, assets):
        super().__init__(allowed_protocols=set(), allow_redirects=False)
        self.assets = assets
        self.refused = []

    def fetch(self, url, headers=None):
        if url not in self.assets:
            self.refused.append(url)
            raise ValueError(f"Not among the assets of this document: {url}")
        media_type = MEDIA_TYPES.get(url.partition(":")[0], "")
        return URLFetcherResponse(url, self.assets[url], {"Content-Type": media_type} if media_type else None)
