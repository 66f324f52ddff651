"""Files of papers: who may send, have and remove them, how they are handed out, and when their bytes go."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.backups import stored_names
from accounts.models import AuditEvent
from conftest import make_passage
from reviews.actions import add_file, files, purge_unclaimed_files, remove_file
from reviews.models import PaperFile, Stage
from reviews.storage import AlteredFile, keep
from reviews.tests import sent_files

PDF = sent_files.pdf()


@pytest.fixture(autouse=True)
def _own_storage(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


@pytest.fixture
def paper(review):
    return review.papers.create(code="plan", title="The plan")


@pytest.fixture
def file(paper, coordinator):
    return add_file(paper=paper, upload=sent(), by=coordinator)


def sent(data=b"Words.", name="../../<script>.txt"):
    return SimpleUploadedFile(name, data)


def page(name, file):
    return reverse(name, args=[file.paper.review_id, file.paper.code, file.number])


def verbs():
    return list(AuditEvent.objects.filter(verb__startswith="paper-file").values_list("verb", "actor_id", "review_id"))


def test_the_coordinator_sends_a_file_and_the_paper_has_arrived(review, paper, coordinator, login):
    client = login(coordinator)
    address = reverse("paper_file_add", args=[review.pk, "plan"])
    response = client.post(address, {"file": sent(PDF, "Rosa's plan.exe")})
    assert response.url == f"{reverse('paper_list', args=[review.pk])}#paper-plan"
    file = PaperFile.objects.get()
    assert (file.kind, file.number, file.by, file.download_name) == ("pdf", 1, coordinator, "plan-1.pdf")
    assert file.file.name == f"papers/{paper.pk}/{file.digest[:2]}/{file.digest}.pdf"
    assert default_storage.size(file.file.name) == file.size
    paper.refresh_from_db()
    assert paper.supplied
    assert verbs() == [("paper-file-add", coordinator.pk, review.pk)]
    assert "Rosa" not in str([list(row) for row in PaperFile.objects.values_list()])


def test_what_cannot_be_taken_is_said_beside_the_field_and_nothing_is_kept(review, paper, coordinator, login):
    address = reverse("paper_file_add", args=[review.pk, "plan"])
    response = login(coordinator).post(address, {"file": sent(b"<html><script>x</script></html>", "plan.pdf")})
    [sentence] = response.context["form"].errors["file"]
    assert sentence.startswith("This is not a kind of file that can be kept here.")
    assert (PaperFile.objects.count(), list(stored_names())) == (0, [])
    paper.refresh_from_db()
    assert not paper.supplied


def test_an_empty_file_and_no_file_are_refused_in_words(review, paper, coordinator, login):
    address = reverse("paper_file_add", args=[review.pk, "plan"])
    client = login(coordinator)
    for data, sentence in (({"file": sent(b"")}, "There is nothing in this file. Choose another."), ({}, None)):
        [said] = client.post(address, data).context["form"].errors["file"]
        assert sentence in (None, said)
    assert not PaperFile.objects.exists()


def test_a_file_is_handed_out_to_be_saved_under_our_name(file, coordinator, login):
    response = login(coordinator).get(page("paper_download", file))
    assert b"".join(response.streaming_content) == b"Words."
    assert response["Content-Disposition"] == 'attachment; filename="plan-1.txt"'
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert verbs()[-1] == ("paper-file-download", coordinator.pk, file.paper.review_id)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("lead", 200),
        ("reviewer", 200),
        ("observer", 200),
        ("staff", 200),
        ("coordinator", 200),
        ("independent", 403),
        ("commissioner", 403),
        ("other_commissioner", 404),
        ("former_member", 404),
        ("outsider", 404),
    ],
)
def test_who_has_a_file(file, cast, login, name, answer):
    assert login(cast[name]).get(page("paper_download", file)).status_code == answer
    assert len(verbs()) == (2 if answer == 200 else 1)


@pytest.mark.parametrize("name", ["observer", "independent", "commissioner", "other_commissioner", "outsider"])
def test_who_may_not_send_or_remove(file, cast, login, name):
    client = login(cast[name])
    add = reverse("paper_file_add", args=[file.paper.review_id, "plan"])
    answer = 404 if name in ("other_commissioner", "outsider") else 403
    assert client.post(add, {"file": sent(b"Others.")}).status_code == answer
    assert client.post(page("paper_file_remove", file)).status_code == answer
    assert PaperFile.objects.get() == file


def test_files_are_closed_to_the_coordinator_once_the_quality_check_begins(file, coordinator, login):
    review = file.paper.review
    review.stage = Stage.QUALITY_CHECK
    review.save()
    assert login(coordinator).get(page("paper_download", file)).status_code == 403


def test_a_file_is_not_found_under_another_review_or_paper(file, other_review, lead, login):
    file.paper.review.papers.create(code="budget", title="Budget")
    client = login(lead)
    for review_id, code in ((other_review.pk, "plan"), (file.paper.review_id, "budget")):
        assert client.get(reverse("paper_download", args=[review_id, code, 1])).status_code == 404


def test_the_same_file_sent_twice_is_kept_once(file, coordinator):
    again = add_file(paper=file.paper, upload=sent(), by=coordinator)
    assert again == file
    assert len(list(stored_names())) == 1
    assert len(verbs()) == 1


def test_a_second_file_has_the_next_number(file, coordinator):
    assert add_file(paper=file.paper, upload=sent(b"More."), by=coordinator).number == 2


def test_removing_a_file_deletes_its_bytes(file, coordinator, login, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        login(coordinator).post(page("paper_file_remove", file))
    assert (PaperFile.objects.count(), list(stored_names())) == (0, [])
    assert verbs()[-1][0] == "paper-file-remove"


def test_bytes_stay_while_another_file_refers_to_them(file, coordinator, django_capture_on_commit_callbacks):
    twin = file.paper.files.create(
        number=2, kind="csv", file=file.file.name, digest=file.digest, size=file.size, by=coordinator
    )
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=file, by=coordinator)
    assert list(stored_names()) == [twin.file.name]
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=twin, by=coordinator)
    assert list(stored_names()) == []


def test_the_same_bytes_of_another_paper_stay(file, coordinator, django_capture_on_commit_callbacks):
    other = file.paper.review.papers.create(code="budget", title="Budget")
    twin = add_file(paper=other, upload=sent(), by=coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=file, by=coordinator)
    assert list(stored_names()) == [twin.file.name]


def test_removing_a_paper_removes_its_files(file, coordinator, login, django_capture_on_commit_callbacks):
    address = reverse("paper_remove", args=[file.paper.review_id, "plan"])
    with django_capture_on_commit_callbacks(execute=True):
        login(coordinator).post(address)
    assert not PaperFile.objects.exists()
    assert list(stored_names()) == []
    assert verbs()[-1][0] == "paper-file-remove"


def test_a_paper_that_a_passage_rests_on_keeps_its_files(file, coordinator, login, review):
    make_passage(review).sources.create(kind="document", paper=file.paper)
    login(coordinator).post(reverse("paper_remove", args=[review.pk, "plan"]))
    assert PaperFile.objects.get() == file
    assert default_storage.exists(file.file.name)
    assert len(verbs()) == 1


def test_an_altered_file_is_not_handed_out(file, coordinator, login):
    default_storage.delete(file.file.name)
    with pytest.raises(AlteredFile):
        login(coordinator).get(page("paper_download", file))


@pytest.mark.parametrize("rows", [1, 3])
def test_papers_page_lists_files_with_a_fixed_number_of_questions(
    review, coordinator, lead, login, django_assert_num_queries, rows
):
    for number in range(rows):
        paper = review.papers.create(code=f"paper-{number}", title=f"Paper {number}")
        for by in (coordinator, lead)[: rows - 1] or [lead]:
            paper.files.create(number=by.pk, kind="pdf", file="x", digest="0" * 64, size=2048, by=by)
    client = login(lead)
    with django_assert_num_queries(12):
        response = client.get(reverse("paper_list", args=[review.pk]))
    assert response.content.decode().count("PDF, 2.0\xa0KB") == (1 if rows == 1 else 6)


def test_bytes_that_a_crash_left_behind_go_after_a_day(file, monkeypatch):
    left = keep(b"Left behind.", folder=f"papers/{file.paper_id}", ending="txt")
    assert purge_unclaimed_files() == 0
    monkeypatch.setattr(files, "UNCLAIMED_FOR", datetime.timedelta(0))
    assert purge_unclaimed_files() == 1
    assert list(stored_names()) == [file.file.name]
    assert left != file.file.name
