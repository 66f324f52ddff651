"""The access tables are complete and mean what they say."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from reviews.access import REFUSED, TRANSITIONS, WHO_MAY, Verb, Who, get_review, roles_in, transitions_for
from reviews.actions import MoveRefused, move_review
from reviews.models import Stage

WRITERS_AT = {
    "lead": {"preparing", "visiting", "writing", "quality-check", "factual-accuracy"},
    "reviewer": {"preparing", "visiting", "writing"},
}

LETTERS = {
    "L": Who.LEAD,
    "R": Who.REVIEWER,
    "O": Who.OBSERVER,
    "S": Who.STAFF,
    "I": Who.INDEPENDENT,
    "C": Who.COORDINATOR,
    "M": Who.COMMISSIONER,
}
# Written out a second time, so that nobody gets more rights by a slip of the hand in a shared set.
WRITTEN_OUT = """
                  see    write  comment  prepare  move  approve  release  recall  answer  give-back  release-update
preparing         LROS   LR     LROS     LRSC     LS    -        -        -       -       -          -
visiting          LROS   LR     LROS     LRSC     LS    -        -        -       -       LRS        -
writing           LROS   LR     LROS     LRSC     LS    -        -        LS      -       LRS        -
quality-check     LROSI  L      LROSI    -        LSI   I        -        LS      -       LRS        -
factual-accuracy  LROSI  L      LROSI    -        LS    I        LS       LS      M       LRS        -
issued            LROSI  -      -        -        LS    -        -        LS      M       LRS        LS
follow-up         LROSI  -      -        -        LS    -        -        LS      M       LRS        LS
closed            LROSI  -      -        -        S     -        -        S       -       S          S
"""
# From, to, who, and whether a reason is asked for.
MOVES_WRITTEN_OUT = """
preparing         visiting          LS
visiting          writing           LS
writing           quality-check     LS
quality-check     factual-accuracy  I
factual-accuracy  issued            LS
issued            follow-up         LS
follow-up         closed            LS
visiting          preparing         LS   reason
writing           visiting          LS   reason
quality-check     writing           LSI  reason
factual-accuracy  writing           LS   reason
issued            writing           LS   reason
follow-up         writing           LS   reason
closed            follow-up         S    reason
"""


def in_letters(who):
    return "".join(letter for letter, role in LETTERS.items() if role in who) or "-"


def test_who_may_do_what_at_each_stage():
    verbs, *rows = (line.split() for line in WRITTEN_OUT.strip().splitlines())
    written = {stage: dict(zip(verbs, who, strict=True)) for stage, *who in rows}
    assert {
        stage: {verb: in_letters(who) for verb, who in table.items()} for stage, table in WHO_MAY.items()
    } == written


def test_who_may_move_a_review_from_where_to_where():
    moves = [
        [move.from_stage, move.to_stage, in_letters(move.who), *(["reason"] if move.needs_reason else [])]
        for move in TRANSITIONS
    ]
    assert moves == [line.split() for line in MOVES_WRITTEN_OUT.strip().splitlines()]
    assert [move.to_stage for move in TRANSITIONS if move.by_releasing] == [Stage.ISSUED]


def test_whoever_may_not_read_is_not_told_that_they_can(review, commissioner, rf):
    request = rf.get("/")
    request.user = commissioner
    with pytest.raises(PermissionDenied, match="This page is for the review team"):
        get_review(request, review.pk, to=Verb.WRITE)


def test_every_stage_says_who_may_do_every_verb():
    assert set(WHO_MAY) == set(Stage)
    for stage, verbs in WHO_MAY.items():
        assert set(verbs) == set(Verb), stage
        for who in verbs.values():
            assert who <= set(Who)


def test_every_stage_can_be_reached_and_left():
    assert {move.to_stage for move in TRANSITIONS} == set(Stage)
    assert {move.from_stage for move in TRANSITIONS} == set(Stage)
    assert len({(move.from_stage, move.to_stage) for move in TRANSITIONS}) == len(TRANSITIONS)


def test_a_move_back_needs_a_reason_and_a_move_on_does_not():
    order = list(Stage)
    for move in TRANSITIONS:
        assert move.needs_reason == (order.index(move.to_stage) < order.index(move.from_stage)), move


def test_commissioners_and_coordinators_never_see_the_working_text():
    for verbs in WHO_MAY.values():
        for verb in (Verb.SEE, Verb.WRITE, Verb.COMMENT, Verb.APPROVE, Verb.RELEASE, Verb.RELEASE_UPDATE):
            assert not verbs[verb] & {Who.COMMISSIONER, Who.COORDINATOR}


def test_only_the_team_writes_and_only_while_it_may():
    for stage, verbs in WHO_MAY.items():
        assert {str(who) for who in verbs[Verb.WRITE]} == {who for who, stages in WRITERS_AT.items() if stage in stages}


def test_a_closed_account_has_no_role_left(review, lead, staff, commissioner):
    for person in (lead, staff, commissioner):
        assert roles_in(person, review)
        person.is_active = False
        assert roles_in(person, review) == frozenset()


def test_roles_come_from_membership_contact_and_staff(review, cast):
    assert {name: {str(role) for role in roles_in(user, review)} for name, user in cast.items()} == {
        "lead": {"lead"},
        "reviewer": {"reviewer"},
        "observer": {"observer"},
        "coordinator": {"coordinator"},
        "commissioner": {"commissioner"},
        "other_commissioner": set(),
        "independent": {"independent"},
        "staff": {"staff", "independent"},
        "former_member": set(),
        "outsider": set(),
    }


def test_staff_who_were_on_the_visit_are_not_independent_of_it(review, staff):
    review.members.create(user=staff, name=staff.name, role="reviewer")
    assert {str(role) for role in roles_in(staff, review)} == {"staff", "reviewer"}


@pytest.mark.parametrize("name", ["other_commissioner", "former_member", "outsider"])
def test_the_door_does_not_know_people_without_a_role(review, cast, rf, name):
    request = rf.get("/")
    request.user = cast[name]
    with pytest.raises(Http404):
        get_review(request, review.pk)


@pytest.mark.parametrize("name", ["coordinator", "commissioner", "independent"])
def test_the_door_refuses_a_role_without_the_verb_in_words(review, cast, rf, name):
    request = rf.get("/")
    request.user = cast[name]
    with pytest.raises(PermissionDenied, match="for the review team"):
        get_review(request, review.pk)


def test_the_door_tells_what_is_allowed(review, reviewer, rf):
    request = rf.get("/")
    request.user = reviewer
    allowed = {Verb.SEE, Verb.WRITE, Verb.COMMENT, Verb.PREPARE, Verb.GIVE_BACK}
    assert get_review(request, review.pk, to="write").allowed == allowed


def test_a_review_moves_on_and_keeps_who_and_when(review, lead):
    move_review(review=review, to=Stage.QUALITY_CHECK, by=lead)
    review.refresh_from_db()
    change = review.stage_changes.get()
    assert review.stage == Stage.QUALITY_CHECK
    assert (change.from_stage, change.to_stage, change.by, change.at) == (
        "writing",
        "quality-check",
        lead,
        review.stage_since,
    )


def test_a_move_that_is_not_in_the_table_is_refused(review, lead):
    with pytest.raises(MoveRefused):
        move_review(review=review, to=Stage.CLOSED, by=lead)


def test_a_move_back_without_a_reason_is_refused(review, lead):
    with pytest.raises(MoveRefused, match="why"):
        move_review(review=review, to=Stage.VISITING, by=lead, reason=" ")


def test_the_lead_cannot_pass_the_quality_check_alone(review, lead, independent):
    move_review(review=review, to=Stage.QUALITY_CHECK, by=lead)
    with pytest.raises(PermissionDenied):
        move_review(review=review, to=Stage.FACTUAL_ACCURACY, by=lead)
    assert move_review(review=review, to=Stage.FACTUAL_ACCURACY, by=independent).stage == Stage.FACTUAL_ACCURACY


def test_nobody_issues_by_moving(review, lead, independent):
    move_review(review=review, to=Stage.QUALITY_CHECK, by=lead)
    move_review(review=review, to=Stage.FACTUAL_ACCURACY, by=independent)
    with pytest.raises(MoveRefused):
        move_review(review=review, to=Stage.ISSUED, by=lead)
    assert move_review(review=review, to=Stage.ISSUED, by=lead, releasing=True).stage == Stage.ISSUED


def test_moves_offered_are_the_moves_that_work(review, observer):
    assert transitions_for(roles_in(observer, review), review.stage) == []


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("independent", "You read it from the quality check on."),
        ("coordinator", "Its papers and programme are yours until the writing is done."),
        ("commissioner", "What has been released to you is on your site’s page."),
    ],
)
@pytest.mark.parametrize("name", ["review_detail", "section_list", "note_add"])
def test_whoever_does_not_read_a_review_is_told_what_they_have_instead(review, cast, login, who, words, name):
    response = login(cast[who]).get(reverse(name, args=[review.pk]))
    assert response.status_code == 403
    assert response.context["sentence"].endswith(words)


def test_a_commissioner_who_keeps_the_papers_too_is_told_of_the_site_s_page(review, commissioner, login):
    commissioner.site_contacts.create(site=review.site, role="coordinator")
    response = login(commissioner).get(reverse("review_detail", args=[review.pk]))
    assert response.context["sentence"] == REFUSED[Verb.SEE]
