"""The limit on what may be sent in files with one request, kept while it arrives."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# A body up to this many times the limit is read to its end, so that the browser sees our answer and not a broken
# line. A greater one is not listened to.
PATIENCE = 4


class UploadTooBig(RequestDataTooBig):
    """More was sent in files than the setting UPLOAD_MAX_BYTES allows."""


class LimitedUploadHandler(FileUploadHandler):
    """Comes before Django's own handlers, which keep what it lets through: small files in memory, others on disk."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        self.arrived = 0
        if content_length > PATIENCE * settings.UPLOAD_MAX_BYTES:
            raise UploadTooBig

    def receive_data_chunk(self, raw_data, start):
        self.arrived += len(raw_data)
        if self.arrived > settings.UPLOAD_MAX_BYTES:
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        return None

    def upload_complete(self):
        if self.arrived > settings.UPLOAD_MAX_BYTES:
            raise UploadTooBig
