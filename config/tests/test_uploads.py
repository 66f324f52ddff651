"""The limit on uploads: kept while they arrive, and told in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.models import PaperFile


@pytest.fixture
def send(settings, review, coordinator, login):
    """Sends a text of so many bytes as a file for a paper; a form with one takes about 300 bytes more."""
    settings.UPLOAD_MAX_BYTES = 1000
    review.papers.create(code="plan", title="The plan")
    client = login(coordinator)
    address = reverse("paper_file_add", args=[review.pk, "plan"])
    return lambda count: client.post(address, {"file": SimpleUploadedFile("plan.txt", b"x" * count)})


def test_a_file_of_the_allowed_size_is_taken(send):
    assert send(1000).status_code == 302
    assert PaperFile.objects.get().size == 1000


@pytest.mark.parametrize("count", [1001, 3000, 10_000], ids=["a little", "more", "not listened to"])
def test_a_file_that_is_too_large_is_refused_in_words(send, count):
    response = send(count)
    assert response.status_code == 413
    assert response.templates[0].name == "413.html"
    assert "send a smaller file" in response.content.decode()
    assert not PaperFile.objects.exists()


def test_files_of_one_request_count_together(send, settings, client, review):
    files = {name: SimpleUploadedFile(f"{name}.txt", b"x" * 600) for name in ("file", "other")}
    response = client.post(reverse("paper_file_add", args=[review.pk, "plan"]), files)
    assert response.status_code == 413


def test_a_large_upload_waits_on_disk_and_not_in_memory(settings, rf):
    data = SimpleUploadedFile("plan.txt", b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))
    request = rf.post("/", {"file": data})
    assert hasattr(request.FILES["file"], "temporary_file_path")
    request.close()
