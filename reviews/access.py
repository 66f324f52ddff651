"""Who may do what in a review, at which stage: two tables, and the one door to every page of a review."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.http import Http404

from reviews.models import Member, Review, SiteContact, Stage


class Who(StrEnum):
    LEAD = "lead"
    REVIEWER = "reviewer"
    OBSERVER = "observer"
    COORDINATOR = "coordinator"
    COMMISSIONER = "commissioner"
    STAFF = "staff"
    INDEPENDENT = "independent"


class Verb(StrEnum):
    SEE = "see"
    WRITE = "write"
    COMMENT = "comment"
    PREPARE = "prepare"
    MOVE = "move"
    APPROVE = "approve"
    RELEASE = "release"
    RECALL = "recall"
    ANSWER = "answer"
    GIVE_BACK = "give-back"
    RELEASE_UPDATE = "release-update"


VERBS = {
    Verb.SEE: "read the working text, the sections and the report",
    Verb.WRITE: "write and change findings, recommendations and the easy read",
    Verb.COMMENT: "comment on what is written",
    Verb.PREPARE: "keep the papers and the programme",
    Verb.MOVE: "move the review to another stage",
    Verb.APPROVE: "approve the text in the quality check",
    Verb.RELEASE: "issue the report and the easy read",
    Verb.RECALL: "recall what was released",
    Verb.ANSWER: "answer for the site: factual accuracy, then actions",
    Verb.GIVE_BACK: "say that the easy read was taken back, and write its update",
    Verb.RELEASE_UPDATE: "issue the easy-read update",
}

NOBODY = frozenset()
_TEAM = frozenset({Who.LEAD, Who.REVIEWER, Who.OBSERVER, Who.STAFF})
_CHECKED = _TEAM | {Who.INDEPENDENT}
_WRITERS = frozenset({Who.LEAD, Who.REVIEWER})
_GATHERERS = frozenset({Who.LEAD, Who.REVIEWER, Who.COORDINATOR, Who.STAFF})
_MOVERS = frozenset({Who.LEAD, Who.STAFF})
_GIVERS = frozenset({Who.LEAD, Who.REVIEWER, Who.STAFF})
_LEAD = frozenset({Who.LEAD})
_STAFF = frozenset({Who.STAFF})
_INDEPENDENT = frozenset({Who.INDEPENDENT})
_COMMISSIONER = frozenset({Who.COMMISSIONER})

WHO_MAY = {
    Stage.PREPARING: {
        Verb.SEE: _TEAM,
        Verb.WRITE: _WRITERS,
        Verb.COMMENT: _TEAM,
        Verb.PREPARE: _GATHERERS,
        Verb.MOVE: _MOVERS,
        Verb.APPROVE: NOBODY,
        Verb.RELEASE: NOBODY,
        Verb.RECALL: NOBODY,
        Verb.ANSWER: NOBODY,
        Verb.GIVE_BACK: NOBODY,
        Verb.RELEASE_UPDATE: NOBODY,
    },
    Stage.VISITING: {
        Verb.SEE: _TEAM,
        Verb.WRITE: _WRITERS,
        Verb.COMMENT: _TEAM,
        Verb.PREPARE: _GATHERERS,
        Verb.MOVE: _MOVERS,
        Verb.APPROVE: NOBODY,
        Verb.RELEASE: NOBODY,
        Verb.RECALL: NOBODY,
        Verb.ANSWER: NOBODY,
        Verb.GIVE_BACK: _GIVERS,
        Verb.RELEASE_UPDATE: NOBODY,
    },
    Stage.WRITING: {
        Verb.SEE: _TEAM,
        Verb.WRITE: _WRITERS,
        Verb.COMMENT: _TEAM,
        Verb.PREPARE: _GATHERERS,
        Verb.MOVE: _MOVERS,
        Verb.APPROVE: NOBODY,
        Verb.RELEASE: NOBODY,
        Verb.RECALL: _MOVERS,
        Verb.ANSWER: NOBODY,
        Verb.GIVE_BACK: _GIVERS,
        Verb.RELEASE_UPDATE: NOBODY,
    },
    Stage.QUALITY_CHECK: {
        Verb.SEE: _CHECKED,
        Verb.WRITE: _LEAD,
        Verb.COMMENT: _CHECKED,
        Verb.PREPARE: NOBODY,
        Verb.MOVE: _MOVERS | _INDEPENDENT,
        Verb.APPROVE: _INDEPENDENT,
        Verb.RELEASE: NOBODY,
        Verb.RECALL: _MOVERS,
        Verb.ANSWER: NOBODY,
        Verb.GIVE_BACK: _GIVERS,
        Verb.RELEASE_UPDATE: NOBODY,
    },
    Stage.FACTUAL_ACCURACY: {
        Verb.SEE: _CHECKED,
        Verb.WRITE: _LEAD,
        Verb.COMMENT: _CHECKED,
        Verb.PREPARE: NOBODY,
        Verb.MOVE: _MOVERS,
        Verb.APPROVE: _INDEPENDENT,
        Verb.RELEASE: _MOVERS,
        Verb.RECALL: _MOVERS,
        Verb.ANSWER: _COMMISSIONER,
        Verb.GIVE_BACK: _GIVERS,
        Verb.RELEASE_UPDATE: NOBODY,
    },
    Stage.ISSUED: {
        Verb.SEE: _CHECKED,
        Verb.WRITE: NOBODY,
        Verb.COMMENT: NOBODY,
        Verb.PREPARE: NOBODY,
        Verb.MOVE: _MOVERS,
        Verb.APPROVE: NOBODY,
        Verb.RELEASE: NOBODY,
        Verb.RECALL: _MOVERS,
        Verb.ANSWER: _COMMISSIONER,
        Verb.GIVE_BACK: _GIVERS,
        Verb.RELEASE_UPDATE: _MOVERS,
    },
    Stage.FOLLOW_UP: {
        Verb.SEE: _CHECKED,
        Verb.WRITE: NOBODY,
        Verb.COMMENT: NOBODY,
        Verb.PREPARE: NOBODY,
        Verb.MOVE: _MOVERS,
        Verb.APPROVE: NOBODY,
        Verb.RELEASE: NOBODY,
        Verb.RECALL: _MOVERS,
        Verb.ANSWER: _COMMISSIONER,
        Verb.GIVE_BACK: _GIVERS,
        Verb.RELEASE_UPDATE: _MOVERS,
    },
    Stage.CLOSED: {
        Verb.SEE: _CHECKED,
        Verb.WRITE: NOBODY,
        Verb.COMMENT: NOBODY,
        Verb.PREPARE: NOBODY,
        Verb.MOVE: _STAFF,
        Verb.APPROVE: NOBODY,
        Verb.RELEASE: NOBODY,
        Verb.RECALL: _STAFF,
        Verb.ANSWER: NOBODY,
        Verb.GIVE_BACK: _STAFF,
        Verb.RELEASE_UPDATE: _STAFF,
    },
}


@dataclass(frozen=True)
class Transition:
    """A move that a review can make. `needs_reason`: a move back, or a correction, says why."""

    from_stage: Stage
    to_stage: Stage
    label: str
    who: frozenset
    needs_reason: bool = False
    by_releasing: bool = False


TRANSITIONS = [
    Transition(Stage.PREPARING, Stage.VISITING, "Start the visit", _MOVERS),
    Transition(Stage.VISITING, Stage.WRITING, "The visit is over: start writing", _MOVERS),
    Transition(Stage.WRITING, Stage.QUALITY_CHECK, "Send to the quality check", _MOVERS),
    Transition(Stage.QUALITY_CHECK, Stage.FACTUAL_ACCURACY, "Approve for factual accuracy", _INDEPENDENT),
    Transition(Stage.FACTUAL_ACCURACY, Stage.ISSUED, "Issue", _MOVERS, by_releasing=True),
    Transition(Stage.ISSUED, Stage.FOLLOW_UP, "Start the follow-up", _MOVERS),
    Transition(Stage.FOLLOW_UP, Stage.CLOSED, "Close the review", _MOVERS),
    Transition(Stage.VISITING, Stage.PREPARING, "Back to preparing", _MOVERS, needs_reason=True),
    Transition(Stage.WRITING, Stage.VISITING, "Back to the visit", _MOVERS, needs_reason=True),
    Transition(
        Stage.QUALITY_CHECK, Stage.WRITING, "Send back for more writing", _MOVERS | _INDEPENDENT, needs_reason=True
    ),
    Transition(Stage.FACTUAL_ACCURACY, Stage.WRITING, "Back to writing", _MOVERS, needs_reason=True),
    Transition(Stage.ISSUED, Stage.WRITING, "Correct the issued report", _MOVERS, needs_reason=True),
    Transition(Stage.FOLLOW_UP, Stage.WRITING, "Correct the issued report", _MOVERS, needs_reason=True),
    Transition(Stage.CLOSED, Stage.FOLLOW_UP, "Open again", _STAFF, needs_reason=True),
]

REFUSED = {
    Verb.SEE: "This page is for the review team. What has been released to you is on your site’s page.",
    Verb.WRITE: "You can read this, but at this stage of the review you cannot change it.",
    Verb.COMMENT: "At this stage of the review you cannot comment.",
    Verb.PREPARE: "At this stage of the review you cannot change its papers and programme.",
    Verb.MOVE: "You cannot move this review to another stage.",
    Verb.APPROVE: "Only somebody who was not on the visit can approve, and only during the quality check.",
    Verb.RELEASE: "The report can be issued by the lead reviewer or by centre staff, after factual accuracy.",
    Verb.RECALL: "What was released can be recalled by the lead reviewer or by centre staff.",
    Verb.ANSWER: "Answers come from the site’s commissioners, while the review is open for them.",
    Verb.GIVE_BACK: "The team and centre staff say to whom the easy read was taken back, and write its update.",
    Verb.RELEASE_UPDATE: "The update can be issued by the lead reviewer or by centre staff, once the report is issued.",
}

# Of those who have a part in a review and do not read it yet, or never do, these are told what they do have.
UNREAD = {
    Who.INDEPENDENT: "This page is for the review team. You read it from the quality check on.",
    Who.COORDINATOR: "This page is for the review team. Its papers and programme are yours until the writing is done.",
}


def roles_in(user, review):
    """Who the user is in this review today. Staff who are not on its team also count as independent of it."""
    if not user.is_active:
        return frozenset()
    roles = {Who(role) for role in review.members.current().filter(user=user).values_list("role", flat=True)}
    contacts = SiteContact.objects.current().filter(user=user, site_id=review.site_id)
    roles |= {Who(role) for role in contacts.values_list("role", flat=True)}
    if user.is_staff:
        roles.add(Who.STAFF)
        if not review.members.filter(user=user).exclude(role=Member.Role.INDEPENDENT).exists():
            roles.add(Who.INDEPENDENT)
    return frozenset(roles)


def verbs_for(roles, stage):
    """What somebody with these roles may do at this stage."""
    return frozenset(verb for verb, who in WHO_MAY[Stage(stage)].items() if who & roles)


def transitions_for(roles, stage):
    """The moves that somebody with these roles may make from this stage, in the order of the table."""
    return [move for move in TRANSITIONS if move.from_stage == stage and move.who & roles]


def get_review(request, review_id, to=Verb.SEE):
    """The review, if the person may do `to` in it; with `review.roles` and `review.allowed` (verbs) set for the views.

    `to` is a verb, or a tuple of verbs of which one is enough. No role in it: 404, as if it did not exist. A role,
    but not this verb at this stage: 403 with a sentence.
    """
    review = (
        Review.objects.visible_to(request.user)
        .filter(pk=review_id)
        .select_related("site", "edition", "edition__framework")
        .first()
    )
    if review is None:
        raise Http404
    review.roles = roles_in(request.user, review)
    review.allowed = verbs_for(review.roles, review.stage)
    wanted = to if isinstance(to, tuple) else (to,)
    if not review.allowed.intersection(wanted):
        raise PermissionDenied(_why_refused(review, Verb(wanted[0])))
    return review


def _why_refused(review, verb):
    # That of writing says "you can read this", which is not true of everybody who is turned away.
    if Verb.SEE in review.allowed or verb not in (Verb.SEE, Verb.WRITE, Verb.COMMENT):
        return REFUSED[verb]
    told = [] if Who.COMMISSIONER in review.roles else [UNREAD[who] for who in UNREAD if who in review.roles]
    return told[0] if told else REFUSED[Verb.SEE]


def may_edit_details(review):
    """Whether the person at the door may change title, dates and purpose: those who write, and at any stage staff."""
    return Verb.WRITE in review.allowed or Who.STAFF in review.roles


def may_edit_team(review):
    """Whether the person at the door says who is on the team: at any stage the lead, and staff."""
    return bool(_MOVERS & review.roles)
