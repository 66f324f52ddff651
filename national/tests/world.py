"""A review with a row in every table that hangs on one, and a word of its own in every text people write."""

import datetime
import io
import uuid

from django.db import models
from django.utils import timezone
from PIL import Image

from conftest import make_passage
from frameworks.models import ParticipantGroup
from national.models import ComparisonFile
from reports.models import (
    Action,
    Draft,
    EasyRead,
    EasyReadRow,
    EasyReadTest,
    Photograph,
    PictureChoice,
    SetAsideHint,
    SignOff,
    TrialLink,
    Version,
)
from reports.pictures import offered_pictures
from reports.sealing import freeze, seal
from reports.testing import finish_test, frozen_document, make_link, save_answer, steps_of
from reviews.models import Body, Coverage, Feedback, Note, Passage, PassedOn, Recommendation, Source, Stage, TextVersion
from reviews.storage import digest_of, keep

VISIT = datetime.date(2016, 10, 11)
# Fields of text in which nobody writes: hashes, and words out of a list.
NOT_WRITTEN = {
    "hash",
    "token_hash",
    "based_on",
    "field",
    "digest",
    "tree_digest",
    "manifest",
    "manifest_hash",
    "passage_hash",
    "state_hash",
    "lang",
    "picture",
    "stems",
}
NOT_TEXT = (models.SlugField, models.EmailField, models.URLField, models.FileField)


def written_fields(model):
    """The names of the fields in which people write text of their own."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, NOT_TEXT)
        and not field.choices
        and field.name not in NOT_WRITTEN
    ]


def mark(word, row):
    """Put `word` and the name of the field into every text of the row, past all forms and checks."""
    texts = {name: f"{word} {type(row).__name__}.{name}" for name in written_fields(type(row))}
    if texts:
        type(row).objects.filter(pk=row.pk).update(**texts)


def furnish(review, word, *, by, number=5):
    """Fill the review, mark every text in it with `word`, and return what its addresses name, by parameter.

    `rows` are the rows that were marked. The stage is the one the review had.
    """
    section = review.sections.get(code="vision")
    own_section = review.sections.create(kind="closing", code=f"closing-{word}", title="Closing", position=90)
    group = ParticipantGroup.objects.get(code="families")
    body = Body.objects.create(name=f"Council of {word}")
    partner = review.site.site_partners.create(body=body)
    paper, spare_paper = (review.papers.create(code=f"{name}-{word}", title="Plan") for name in ("plan", "spare"))
    kept_name = keep(word.encode(), folder=f"papers/{paper.pk}", ending="txt")
    file = paper.files.create(
        number=number, kind="txt", file=kept_name, digest=digest_of(word.encode()), size=len(word), by=by
    )
    session, spare_session = (review.sessions.create(code=f"{name}-{word}", date=VISIT) for name in ("met", "spare"))
    met = session.groups.create(group=group, number=9, easy_read_given=VISIT)
    passage = make_passage(review, text="They know every family.")
    removed = make_passage(review, removed_at=timezone.now(), removed_by=by)
    recommended = make_passage(review, kind=Passage.Kind.RECOMMENDATION, text="Write it down.")
    recommendation = Recommendation.objects.create(passage=recommended)
    recommendation.owners.add(body)
    recommendation.follows_from.add(passage)
    source = Source.objects.create(passage=passage, kind="interview", group=group, session=session, paper=paper)
    note, aside = (
        Note.objects.create(review=review, session=session, group=group, created_by=by, their_words=True, **more)
        for more in ({}, {"set_aside_at": timezone.now(), "set_aside_by": by, "set_aside_reason": "Said before."})
    )
    note.sections.add(section)
    PassedOn.objects.create(review=review, session=session, by=by)
    Feedback.objects.create(passage=passage, chosen_by=by)
    indicator = section.domain.indicators.first()
    Coverage.objects.create(section=section, indicator=indicator, state="not-found")
    kept = TextVersion.objects.create(passage=passage, kind="checkpoint", hash="0" * 64)
    late = TextVersion.objects.create(passage=passage, kind="conflict", hash="1" * 64, by=by)
    note_kept = TextVersion.objects.create(note=note, kind="checkpoint", hash="2" * 64)
    cell_kept = TextVersion.objects.create(section=section, field="cell", kind="checkpoint", hash="3" * 64)
    cell_late = TextVersion.objects.create(section=section, field="cell", kind="conflict", hash="4" * 64, by=by)
    practice = review.good_practice.create(title="Practice")
    practice_kept = TextVersion.objects.create(good_practice=practice, field="title", kind="checkpoint", hash="5" * 64)
    practice_late = TextVersion.objects.create(
        good_practice=practice, field="title", kind="conflict", hash="6" * 64, by=by
    )
    details_kept, details_late = _versions(by, details_of=review, field="purpose")
    session_kept, session_late = _versions(by, session=session, field="place")
    met_kept, met_late = _versions(by, session_group=met, field="how")
    member = review.members.create(name="Somebody", role="observer")
    changed = review.stage_changes.create(from_stage="visiting", to_stage="writing", by=by)
    easy_read, _ = EasyRead.objects.get_or_create(review=review)
    picture = next(iter(offered_pictures()))
    photograph = _photograph(review, word, by=by)
    rows = [
        EasyReadRow.objects.create(
            easy_read=easy_read, passage=passage, picture=code, position=position, passage_hash="0" * 64
        )
        for position, code in enumerate((picture, photograph.code))
    ]
    PictureChoice.objects.create(review=review, by=by, code=photograph.code)
    heading = EasyReadRow.objects.create(easy_read=easy_read, kind="heading", position=2)
    hint = SetAsideHint.objects.create(easy_read=easy_read, row=rows[0], by=by, at=timezone.now())
    test = EasyReadTest.objects.create(easy_read=easy_read, date=VISIT)
    update = EasyRead.objects.create(update_of=review)
    update_rows = [
        EasyReadRow.objects.create(easy_read=update, passage=passage, picture=picture, position=position)
        for position in range(2)
    ]
    update_hint = SetAsideHint.objects.create(easy_read=update, row=update_rows[0], by=by, at=timezone.now())
    update_test = EasyReadTest.objects.create(easy_read=update, date=VISIT)
    row_kept, row_late = _row_versions(rows[0], by)
    update_row_kept, update_row_late = _row_versions(update_rows[0], by)
    action = Action.objects.create(recommendation=recommendation, body=body, response="accepted")
    progress = action.progress.create(date=VISIT)
    marked = [review, review.site, *review.sections.all(), paper, spare_paper, session, spare_session, met, body]
    marked += [passage, removed, recommended, recommendation, source, kept, late, note_kept, practice, member, changed]
    marked += [easy_read, *rows, heading, hint, test, action, progress, photograph, update, *update_rows]
    marked += [update_hint, update_test]
    marked += [aside, cell_kept, cell_late, practice_kept, practice_late]
    marked += [details_kept, details_late, session_kept, session_late, met_kept, met_late]
    marked += [row_kept, row_late, update_row_kept, update_row_late]
    for row in marked:
        mark(word, row)
    link, answer = _tested(easy_read, word, by)
    update_link, update_answer = _tested(update, word, by)
    SignOff.objects.create(easy_read=easy_read, by=by, state_hash=f"of-{word}")
    marked += [link, answer, update_link, update_answer]
    # One that waits has no reason for being set aside, so its text is marked alone.
    note.text = f"{word} Note.text"
    Note.objects.filter(pk=note.pk).update(text=note.text)
    review.refresh_from_db()
    review.site.refresh_from_db()
    passage.refresh_from_db()
    return {
        "rows": marked,
        "review_id": review.pk,
        "site": review.site.code,
        "section": section.code,
        "own_section": own_section.code,
        "indicator": indicator.pk,
        "passage_id": passage.pk,
        "passage": passage,
        "removed": removed.pk,
        "recommended": recommended.pk,
        "late": late.pk,
        "kept": kept.pk,
        "note_kept": note_kept.pk,
        "cell_kept": cell_kept.pk,
        "cell_late": cell_late.pk,
        "practice_key": practice.key,
        "practice_kept": practice_kept.pk,
        "practice_late": practice_late.pk,
        "details_kept": details_kept.pk,
        "details_late": details_late.pk,
        "session_kept": session_kept.pk,
        "session_late": session_late.pk,
        "met_kept": met_kept.pk,
        "met_late": met_late.pk,
        "source": source.pk,
        "met": met.pk,
        "paper": paper.code,
        "paper_id": paper.pk,
        "file_number": file.number,
        "spare_paper": spare_paper.code,
        "session": session.code,
        "session_id": session.pk,
        "spare_session": spare_session.code,
        "note_id": note.pk,
        "note_text": note.text,
        "aside": aside.pk,
        "good_practice_id": practice.pk,
        "member_id": member.pk,
        "row_id": rows[0].pk,
        "row_kept": row_kept.pk,
        "row_late": row_late.pk,
        "update_row_kept": update_row_kept.pk,
        "update_row_late": update_row_late.pk,
        "hint_id": hint.pk,
        "update_row_id": update_rows[0].pk,
        "update_hint_id": update_hint.pk,
        "update_test_id": update_test.pk,
        "link_id": link.pk,
        "answer_id": answer.pk,
        "tester_token": link.token,
        "update_link_id": update_link.pk,
        "update_answer_id": update_answer.pk,
        "update_tester_token": update_link.token,
        "shown_picture": picture,
        "test_id": test.pk,
        "photograph": photograph.code,
        "body": body.pk,
        "partner": partner.pk,
    }


def _tested(easy_read, word, by):
    """A link to an easy read, with its sheet, and an answer through it; both are marked."""
    link = make_link(link=TrialLink(easy_read=easy_read, group="A group"), days=14, by=by)
    finish_test(link=link, named="yes", named_as="Us")
    answer = save_answer(link=link, step=steps_of(frozen_document(link))[0], changed={"tells": "A break."})
    TrialLink.objects.filter(pk=link.pk).update(sheet=keep(word.encode(), folder="sheets", ending="pdf"))
    for row in (link, answer):
        mark(word, row)
    return link, answer


def _versions(by, **of):
    """A version of a text that stood, and one that came too late."""
    kept = TextVersion.objects.create(kind="checkpoint", hash="7" * 64, **of)
    return kept, TextVersion.objects.create(kind="conflict", hash="8" * 64, by=by, **of)


def _row_versions(row, by):
    kept = row.versions.create(field="text", kind="checkpoint", hash="9" * 64)
    return kept, row.versions.create(field="text", kind="conflict", hash="a" * 64, by=by)


def _photograph(review, word, *, by):
    """A photograph of the review's site, found by the word, with bytes of its own."""
    image = io.BytesIO()
    Image.new("RGB", (40, 20 + len(word)), "seagreen").save(image, "JPEG")
    return Photograph.objects.create(
        site=review.site,
        file=keep(image.getvalue(), folder="pictures", ending="jpg"),
        stems=f" {word} ",
        consent="agreed",
        asked_by="A colleague",
        asked_on=VISIT,
        by=by,
    )


def release(review, *, by, number, word):
    """Issue the review as the version with this number, as staff do; afterwards it is at the stage it was at."""
    stage = review.stage
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    version = seal(freeze(review=review, by=by, easy_read_reason=f"{word} Version.easy_read_reason").pk)
    Version.objects.filter(pk=version.pk).update(number=number)
    version.refresh_from_db()
    review.refresh_from_db()
    review.stage = stage
    review.save()
    return version


def draft(review, data, file_format="pdf"):
    """A file of the working text, made earlier."""
    file = keep(data, folder="drafts", ending=file_format)
    return Draft.objects.create(review=review, kind="site", format=file_format, state="made", file=file)


def comparison_file(person, data):
    """A comparison that somebody had made earlier."""
    file = keep(data, folder="rendered/nothing", ending="docx")
    return ComparisonFile.objects.create(asked_by=person, state="made", file=file, made_at=timezone.now())


def new_id():
    return str(uuid.uuid4())
