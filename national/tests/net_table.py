"""Who may open which page. Every address of the application stands here by its name; a new one is declared here."""

from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import PASSWORD
from national.tests.world import new_id
from reviews.access import WHO_MAY, Verb, Who
from reviews.forms.review import ReviewForm
from reviews.forms.together import state_of
from reviews.models import GoodPractice, Review, Section
from reviews.text import text_hash

# The people of the cast, and what each of them is in the review.
PEOPLE = {
    "anonymous": set(),
    "lead": {Who.LEAD},
    "reviewer": {Who.REVIEWER},
    "observer": {Who.OBSERVER},
    "independent": {Who.INDEPENDENT},
    "staff": {Who.STAFF, Who.INDEPENDENT},
    "coordinator": {Who.COORDINATOR},
    "commissioner": {Who.COMMISSIONER},
    "other_commissioner": set(),
    "former_member": set(),
    "outsider": set(),
}

OPENS, REFUSED, UNKNOWN, SIGN_IN, ELSEWHERE = "opens", "refused", "unknown", "sign-in", "sent elsewhere"


# Groups: each says what happens when a person asks for a page at a stage of the review. -------------------------------
def everybody(person, stage):
    return OPENS


def signed_out(person, stage):
    return OPENS if person == "anonymous" else ELSEWHERE


def signed_in(person, stage):
    return SIGN_IN if person == "anonymous" else OPENS


def signed_in_already(person, stage):
    return ELSEWHERE if person == "anonymous" else OPENS


def while_signing_in(person, stage):
    """Between the password and the second factor; nobody of the cast is there."""
    return ELSEWHERE


def confirming_with(owners):
    """Showing again who one is; whoever has nothing of this kind is asked for the password instead."""

    def group(person, stage):
        return SIGN_IN if person == "anonymous" else OPENS if person in owners else ELSEWHERE

    return group


def among(opens, refused=frozenset()):
    """These people; those `refused` are told that the page is not for them, and for others there is no such page."""

    def group(person, stage):
        if person == "anonymous":
            return SIGN_IN
        return OPENS if person in opens else REFUSED if person in refused else UNKNOWN

    return group


def may(*verbs):
    """Whoever may do one of the verbs in the review; whoever has some other part in it is refused."""

    def group(person, stage):
        if person == "anonymous":
            return SIGN_IN
        if any(WHO_MAY[stage][verb] & PEOPLE[person] for verb in verbs):
            return OPENS
        return REFUSED if PEOPLE[person] else UNKNOWN

    return group


def details(person, stage):
    return OPENS if person == "staff" else may(Verb.WRITE)(person, stage)


def recipients(person, stage):
    """Whoever reads the working text, and the commissioner it was released to. To others it is as if unknown."""
    reads_it = may(Verb.SEE)(person, stage)
    if reads_it in (OPENS, SIGN_IN):
        return reads_it
    return OPENS if person == "commissioner" else UNKNOWN


HAVE_A_PART = {person for person, roles in PEOPLE.items() if roles}
# Recovery codes and a device signed in elsewhere are the outsider's; the passkey is a stranger's.
OWNER = among({"outsider"})
NOBODY_OF_THE_CAST = among(set())
STAFF_ONLY = among({"staff"})
SITE_PEOPLE = among({"staff", "commissioner", "coordinator"})
KEEP_THE_TEAM = among({"lead", "staff"}, refused=HAVE_A_PART)
READERS, WRITERS, GATHERERS = may(Verb.SEE), may(Verb.WRITE), may(Verb.PREPARE)
MOVERS, RELEASERS, RECALLERS = may(Verb.MOVE), may(Verb.RELEASE), may(Verb.RECALL)
# What everybody who signs in may read, and pages about one's own account: a browser may keep these.
MAY_BE_KEPT = {
    *("framework_list", "changes_choose", "theme_list", "term_list"),
    *("account_change_password", "account_reauthenticate", "usersessions_list"),
    *("mfa_index", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_generate_recovery_codes"),
    *("mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
}


@dataclass(frozen=True)
class Page:
    """One address. `get` and `post` are the answers to those it opens for; `sends(world)` is what the form sends.

    `names` says which thing of the world a parameter stands for, where the parameter's own name does not say it.
    """

    who: object
    get: int = 405
    post: int = 405
    sends: object = lambda world: {}
    names: dict = field(default_factory=dict)
    changes: bool = True


def page(who, **names):
    """To be read."""
    return Page(who, get=200, names=names)


def form(who, sends, **names):
    """A form, or a question whether one is sure."""
    return Page(who, get=200, post=302, sends=_as_function(sends), names=names)


def button(who, sends=None, **names):
    """Only to be sent."""
    return Page(who, post=302, sends=_as_function(sends or {}), names=names)


def _as_function(sends):
    return sends if callable(sends) else lambda world: sends


# What the longer forms send. ------------------------------------------------------------------------------------------
def day(name, year=2016):
    return {f"{name}_day": "12", f"{name}_month": "10", f"{name}_year": str(year)}


def empty_formset(prefix):
    return {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}


WORDS = {"text": "New words.", "based_on": text_hash(""), "title_based_on": text_hash(""), "title": ""}
MEMBER = {"name": "Rosa Lindqvist", "role": "reviewer", "job": "", "organisation": "", "email": ""}
SITE = {"name": "Quillhaven", "code": "", "kind": "", "profile": "", "partners": ""}
CONTACT = {"name": "Rosa Lindqvist", "email": "rosa@example.org", "role": "commissioner", "body": ""} | day("starts")
REVIEW = {"title": "A review", "lang": "cy", "code": ""} | day("visit_from", 2026) | day("visit_to", 2026)
SESSION = {"title": "Families"} | day("date") | empty_formset("groups")
ROW = {"text": "One idea.", "picture": "", "alt": "", "passage": ""}
NEW_PASSWORD = {"password1": "three unrelated words", "password2": "three unrelated words"}


def new_passage(world):
    return WORDS | {"id": new_id()} | empty_formset("sources")


def uploaded_file(world):
    return {"file": SimpleUploadedFile("plan.txt", b"Words.")}


def changed_passage(world):
    passage = world["passage"]
    based_on = {"based_on": passage.text_hash, "title_based_on": passage.title_hash}
    return new_passage(world) | based_on | {"id": str(passage.pk)}


def settled(world):
    offered = {"text-offered": str(world["late"]), "text-based_on": world["passage"].text_hash}
    return offered | {"text-choice": "both", "text-text": "Made of both."}


def changed_details(world):
    review = Review.objects.get(pk=world["review_id"])
    return (
        {"title": "Another title", "based_on": state_of(review, ReviewForm.Meta.fields)}
        | day("visit_from")
        | day("visit_to")
    )


def changed_sentence(world):
    section = Section.objects.get(review_id=world["review_id"], code=world["section"])
    return {"cell": "In a sentence.", "best": "", "based_on": state_of(section, ["cell"])}


def changed_line(world):
    line = Section.objects.get(review_id=world["kloe_review_id"], code=world["line"])
    return {"title": "How?", "based_on": state_of(line, ["title"])}


def changed_practice(world):
    practice = GoodPractice.objects.get(pk=world["good_practice_id"])
    return {"title": "Practice", "based_on": state_of(practice, ["title", "text", "success_factors"])}


def changed_row(world):
    return ROW | {"based_on": text_hash(world["row_text"])}


PAGES = {
    # For everybody, signed in or not. No worker runs in tests, and /healthz says so.
    "healthz": Page(everybody, get=503),
    "about_detail": page(everybody),
    "accessibility_detail": page(everybody),
    "account_login": form(signed_out, {"login": "outsider@example.org", "password": PASSWORD}),
    "account_inactive": page(everybody),
    "account_reset_password": Page(everybody, 200, 302, lambda world: {"email": "x@example.org"}, changes=False),
    "account_reset_password_done": page(everybody),
    "account_reset_password_from_key": Page(everybody, get=200, post=200, changes=False),
    "account_reset_password_from_key_done": page(everybody),
    # For everybody who is signed in.
    "account_detail": page(signed_in),
    "account_logout": Page(signed_in_already, get=200, post=302, changes=False),
    "account_change_password": form(signed_in, NEW_PASSWORD | {"oldpassword": PASSWORD}),
    "account_reauthenticate": Page(signed_in, 200, 302, lambda world: {"password": PASSWORD}, changes=False),
    "second_factor_set_up": page(signed_in),
    "usersessions_list": Page(signed_in, get=200, post=302, changes=False),
    "session_end": button(OWNER, session_id="elsewhere"),
    "mfa_index": page(signed_in),
    "mfa_authenticate": Page(while_signing_in, get=200, post=302),
    "mfa_trust": Page(while_signing_in, get=200, post=302),
    "mfa_login_webauthn": Page(while_signing_in, get=200, post=302),
    "mfa_reauthenticate": Page(confirming_with({"outsider"}), get=200, post=200, changes=False),
    "mfa_reauthenticate_webauthn": Page(confirming_with(set()), get=200, post=200),
    "mfa_activate_totp": Page(signed_in, get=200, post=200, changes=False),
    "mfa_deactivate_totp": form(NOBODY_OF_THE_CAST, {}),
    "mfa_view_recovery_codes": page(OWNER),
    "mfa_generate_recovery_codes": Page(signed_in, get=200, post=200, changes=False),
    "mfa_download_recovery_codes": Page(OWNER, get=200, post=200, changes=False),
    "mfa_list_webauthn": page(signed_in),
    "mfa_add_webauthn": Page(signed_in, get=200, post=200, changes=False),
    "mfa_edit_webauthn": form(NOBODY_OF_THE_CAST, {"name": "Mine"}),
    "mfa_remove_webauthn": form(NOBODY_OF_THE_CAST, {}),
    "home": page(signed_in),
    "framework_list": page(signed_in),
    "changes_choose": page(signed_in),
    "theme_list": page(signed_in),
    "term_list": page(signed_in),
    "edition_detail": page(signed_in, code="edition"),
    "changes_detail": page(signed_in),
    # For centre staff.
    "site_list": page(STAFF_ONLY),
    "site_new": form(STAFF_ONLY, SITE),
    "site_edit": form(STAFF_ONLY, SITE, code="site"),
    "contact_new": form(STAFF_ONLY, CONTACT, code="site"),
    "contact_end": form(STAFF_ONLY, {}, code="site"),
    "review_choose": Page(
        STAFF_ONLY, 200, 302, lambda world: {"site": world["site"], "edition": world["edition"]}, changes=False
    ),
    "review_new": form(STAFF_ONLY, REVIEW, code="site"),
    "person_list": page(STAFF_ONLY),
    "person_edit": form(STAFF_ONLY, {"name": "Another Name", "is_active": "on"}),
    "comparison_detail": page(STAFF_ONLY),
    "comparison_cell": page(STAFF_ONLY, code="review_code", column="section"),
    # For the people of the site.
    "site_detail": page(SITE_PEOPLE, code="site"),
    # One review: its first page and its team.
    "review_detail": page(READERS),
    "review_edit": form(details, changed_details),
    "review_move": form(MOVERS, {"reason": "It is time."}),
    "team_detail": page(KEEP_THE_TEAM),
    "member_new": form(KEEP_THE_TEAM, MEMBER),
    "independent_new": form(KEEP_THE_TEAM, MEMBER | {"email": "rosa@example.org"}),
    "member_edit": form(KEEP_THE_TEAM, MEMBER),
    "member_leave": form(KEEP_THE_TEAM, {}),
    # Papers and programme.
    "paper_list": page(may(Verb.SEE, Verb.PREPARE)),
    "paper_add": form(GATHERERS, {"title": "A paper"}),
    "papers_ask": button(GATHERERS),
    "paper_edit": form(GATHERERS, {"title": "Another title"}, code="paper"),
    "paper_mark": button(GATHERERS, {"supplied": "yes"}, code="paper"),
    "paper_remove": form(GATHERERS, {}, code="spare_paper"),
    "paper_file_add": form(GATHERERS, uploaded_file, code="paper"),
    "paper_download": page(may(Verb.SEE, Verb.PREPARE), code="paper", number="file_number"),
    "paper_file_remove": form(GATHERERS, {}, code="paper", number="file_number"),
    "session_add": form(GATHERERS, SESSION),
    "session_edit": form(GATHERERS, SESSION, code="session"),
    "sessions_lay_out": button(GATHERERS),
    "session_remove": form(GATHERERS, {}, code="spare_session"),
    # Sections and passages.
    "section_list": page(READERS),
    "section_detail": page(READERS, code="section"),
    "section_cell": form(WRITERS, changed_sentence, code="section"),
    "coverage_edit": button(WRITERS, lambda world: {f"indicator-{world['indicator']}": "seen"}, code="section"),
    "passage_add": form(WRITERS, new_passage, code="section", kind="passage_kind"),
    "passage_removed_list": page(READERS, code="section"),
    "passage_read": Page(READERS, get=302),
    "passage_edit": form(WRITERS, changed_passage),
    "passage_settle": button(WRITERS, settled),
    "passage_move": button(WRITERS, {"direction": "up"}),
    "passage_refile": form(WRITERS, {"place": "leadership:finding"}),
    "passage_remove": button(WRITERS),
    "passage_restore": button(WRITERS, passage_id="removed"),
    "text_preview": Page(WRITERS, post=200, sends=lambda world: {"text": "Words."}, changes=False),
    "line_add": form(WRITERS, {"title": "How are people heard?"}, review_id="kloe_review_id"),
    "line_edit": form(WRITERS, changed_line, review_id="kloe_review_id", code="line"),
    "line_move": button(WRITERS, {"direction": "up"}, review_id="kloe_review_id", code="line"),
    "line_remove": form(WRITERS, {}, review_id="kloe_review_id", code="line"),
    "good_practice_add": form(WRITERS, {"title": "Practice"}),
    "good_practice_edit": form(WRITERS, changed_practice),
    "good_practice_remove": form(WRITERS, {}),
    # The working text as it would leave, and the easy read.
    "report_read": page(READERS),
    "draft_make": button(READERS),
    "draft_state": page(READERS),
    "draft_download": page(READERS),
    "easy_read_edit": page(READERS),
    "easy_read_details": form(WRITERS, {"title": "Our summary", "lang": "en"}),
    "easy_read_test_new": form(WRITERS, {"who": "Four people", "date": "2016-11-03"}),
    "easy_read_test_edit": form(WRITERS, {"who": "Four people", "date": "2016-11-03"}),
    "easy_read_test_remove": form(WRITERS, {}),
    "easy_read_row_new": form(WRITERS, ROW),
    "easy_read_row_edit": form(WRITERS, changed_row),
    "easy_read_row_move": button(WRITERS, {"to": "down"}),
    "easy_read_row_remove": form(WRITERS, {}),
    "picture_list": page(WRITERS),
    # What was released.
    "release_detail": page(READERS),
    "release_state": page(READERS),
    "review_issue": form(RELEASERS, {}),
    "release_recall": form(RECALLERS, {"reason": "A name was left in."}),
    "version_detail": page(recipients),
    "version_read": page(recipients),
    "version_download": page(recipients),
}
