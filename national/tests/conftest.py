"""Two furnished reviews, one of the cast's and one of other people's, and a visitor for everybody."""

import datetime
import logging

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession

from accounts.models import SecondFactorReset, User
from conftest import make_edition, make_review, make_user
from frameworks.models import (
    Edition,
    EvidenceCheck,
    PaperRequest,
    ParticipantGroup,
    PreparationPack,
    Prompt,
    SuggestedAction,
    Theme,
)
from national.tests.addresses import Visitor
from national.tests.world import comparison_file, draft, furnish, release
from reports import copies, drafts, sealing, sheets
from reports.canonical import to_bytes
from reports.models import FileFormat
from reviews.actions.invitations import send_invitation
from reviews.models import Invitation, Member, SiteContact

TEAM_WORD = "asked-inside-the-team"
OURS, THEIRS = "larkmereword", "otherbyword"


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch):
    """Rendering is tested elsewhere; here every file is the bytes of its tree, which hold every word of it."""
    for module in (drafts, sealing):
        monkeypatch.setattr(module, "document_bytes", lambda document, file_format: to_bytes(document))
    monkeypatch.setattr(sheets, "pdf_bytes", to_bytes)
    monkeypatch.setattr(sealing, "check_pdf", lambda data: None)
    put = (lambda text: True, lambda data, line: data + line.encode())
    monkeypatch.setattr(copies, "STAMPS", dict.fromkeys(copies.STAMPS, put))


@pytest.fixture
def quiet_logs():
    """Thousands of refusals are asked for here, and each would be logged with its traceback."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def framework_in_use(edition):
    """The edition with parts for teams only, a later edition beside it, and papers to ask for."""
    group = ParticipantGroup.objects.create(
        code="families", title="Families", plural="families", easy_read_label="families", position=1
    )
    later = Edition.objects.create(
        framework=edition.framework,
        code="small-2017",
        title="A small framework",
        label="2017",
        published="2017",
        status="current",
        layout="domains",
        based_on=edition,
    )
    for domain in edition.domains.all():
        shared = {"edition": edition, "domain": domain, "position": 1}
        text = f"{TEAM_WORD} {domain.code}"
        Prompt.objects.bulk_create([Prompt(code=f"p-{domain.code}", ask=group, question=text, **shared)])
        EvidenceCheck.objects.bulk_create(
            [EvidenceCheck(code=f"e-{domain.code}", document_or_source=text, what_to_look_for=text, **shared)]
        )
        SuggestedAction.objects.bulk_create([SuggestedAction(code=f"a-{domain.code}", text="Plan.", **shared)])
    pack = PreparationPack.objects.create(code="pack", title="Pack", team_size=4)
    request = PaperRequest.objects.create(pack=pack, code="strategy", title="The strategy", position=1)
    request.editions.add(edition)
    pack.editions.add(edition)
    model = {"start": datetime.time(9), "end": datetime.time(10), "strand": "both", "position": 1}
    pack.programme_days.create(number=1, title="Day one").sessions.create(code="opening", title="Opening", **model)
    Theme.objects.create(code="short-breaks", title="Short breaks", description="-", position=1)
    return later


@pytest.fixture
def world(cast, review, kloe_review, kloe_edition, framework_in_use):
    """What addresses name in the cast's own review: it is written again, while what was issued stays in force."""
    staff = cast["staff"]
    for member in list(review.members.all()):
        kloe_review.members.create(user=member.user, name=member.name, role=member.role, left=member.left)
    world = furnish(review, OURS, by=staff)
    version = release(review, by=staff, number=3, word=OURS)
    for file_format in FileFormat:
        draft(review, b"%PDF of a draft", file_format)
    comparison_file(staff, b"%PDF of a comparison")
    stranger = make_user("stranger")
    passkey = Authenticator.objects.create(user=stranger, type="webauthn", data={"name": "My tablet"})
    RecoveryCodes.activate(stranger)
    day = datetime.date(2016, 10, 1)
    send_invitation(invitation=Invitation(member_id=world["member_id"], name="-", email="x@example.org"), by=staff)
    place = {"site": review.site, "role": "commissioner", "starts": day}
    invited = send_invitation(invitation=Invitation(name="-", email="y@example.org", **place), by=staff)
    reset = SecondFactorReset.objects.create(user=cast["reviewer"], by=staff, reason="-")
    elsewhere = UserSession.objects.create(user=cast["outsider"], session_key="elsewhere", ip="127.0.0.1")
    return world | {
        "version": version,
        "number": version.number,
        "recipient_id": version.release.recipients.get().pk,
        "review_code": review.code,
        "kloe_review_id": kloe_review.pk,
        "line": "managing-demand",
        "edition": "small-2016",
        "earlier": "small-2016",
        "later": "small-2017",
        "kind": "site",
        "file_format": "pdf",
        "passage_kind": "finding",
        "row_text": f"{OURS} EasyReadRow.text",
        "contact_id": SiteContact.objects.get(user=cast["commissioner"]).pk,
        "user_id": cast["reviewer"].pk,
        "pk": passkey.pk,
        "elsewhere": elsewhere.pk,
        "invitation_id": invited.pk,
        "token": "of-no-invitation",
        "picture_set": "openmoji",
        "step": 1,
        "reset_id": reset.pk,
        "uidb36": "nobody",
        "key": "a-key",
    }


@pytest.fixture
def other_world(cast, other_site, other_review, framework_in_use):
    """The same of a review with which nobody of the cast has anything to do but the other commissioner and staff."""
    stranger = User.objects.create_user("other_lead@example.org", name=f"{THEIRS} User.name")
    Member.objects.create(review=other_review, user=stranger, name=stranger.name, role=Member.Role.LEAD)
    world = furnish(other_review, THEIRS, by=cast["staff"], number=6)
    version = release(other_review, by=cast["staff"], number=7, word=THEIRS)
    invited = Invitation(member_id=world["member_id"], name=f"{THEIRS} Invitation.name", email="z@example.org")
    send_invitation(invitation=invited, by=cast["staff"])
    made = draft(other_review, THEIRS.encode())
    other_lines = make_review(other_site, make_edition("other-lines", "kloe", ("other-line",)), "otherby-lines")
    type(made).objects.filter(pk=made.pk).update(problem=f"{THEIRS} Draft.problem")
    type(version).objects.filter(pk=version.pk).update(problem=f"{THEIRS} Version.problem")
    changed = {"recall_reason": f"{THEIRS} Release.recall_reason", "recalled_at": None}
    type(version.release).objects.filter(pk=version.release.pk).update(**changed)
    return world | {
        "version": version,
        "number": version.number,
        "recipient_id": version.release.recipients.get().pk,
        "kloe_review_id": other_lines.pk,
        "line": other_lines.sections.get(kind="line").code,
        "section": world["own_section"],
        "review_code": other_review.code,
        "contact_id": SiteContact.objects.get(user=cast["other_commissioner"]).pk,
        "user_id": stranger.pk,
    }


@pytest.fixture
def visitors(cast, quiet_logs):
    """Everybody of the cast and somebody who is not signed in, each with a session of their own."""
    strangers = {"anonymous": Visitor(), "tester": Visitor()}
    return strangers | {name: Visitor(user) for name, user in cast.items()}
