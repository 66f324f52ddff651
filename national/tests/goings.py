"""People coming to a review and its site and leaving, and beside the database a plain account of who may open what."""

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.actions import PersonRefused
from conftest import make_user
from reports.actions import recall_release
from reports.models import Release
from reports.sealing import CannotIssue, freeze, seal
from reviews.access import TRANSITIONS, WHO_MAY, Verb, Who
from reviews.actions import MoveRefused, move_review
from reviews.actions.invitations import (
    InvitationClosed,
    accept_invitation,
    invitation_of,
    resend_invitation,
    revoke_invitation,
)
from reviews.actions.people import remove_person
from reviews.actions.sites import add_contact, change_contact, end_contact
from reviews.actions.team import add_member, change_member, leave_team
from reviews.models import Invitation, Member, Review, SiteContact, Stage


class NotNow(Exception):
    """The step is for something that is not there, or no longer holds."""


REFUSALS = (NotNow, PersonRefused, InvitationClosed, MoveRefused, CannotIssue, PermissionDenied)
PEOPLE = ("ada", "ben", "cleo", "dan")
ROLES = ("reviewer", "lead", "observer", "independent")
CONTACT_ROLES = ("commissioner", "coordinator")


@dataclass
class Place:
    """A place on the team, or a role at the site: whose it is, and whether it holds today."""

    role: str
    person: str | None
    holds: bool = True


@dataclass
class Link:
    """An invitation that was sent: the token of its link, what it is for, and whether it still works."""

    token: str
    place: Place
    member: int | None
    works: bool = True


@dataclass
class Account:
    """What the rules need to know, written down by hand at each step; nothing in it is read from the database."""

    stage: str
    members: dict = field(default_factory=dict)
    contacts: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)
    visited: set = field(default_factory=set)
    removed: set = field(default_factory=set)
    # By number of the version: to whom it went, and whether it is still theirs.
    released: dict = field(default_factory=dict)

    def roles(self, person):
        if person in self.removed:
            return set()
        places = [*self.members.values(), *self.contacts.values()]
        roles = {Who(place.role) for place in places if place.person == person and place.holds}
        if person == "staff":
            roles |= {Who.STAFF} | (set() if person in self.visited else {Who.INDEPENDENT})
        return roles

    def verbs(self, person):
        return {verb for verb, who in WHO_MAY[self.stage].items() if who & self.roles(person)}

    def sees_site(self, person):
        return bool(self.roles(person) & {Who.STAFF, Who.COMMISSIONER, Who.COORDINATOR})

    def opens(self, person, number):
        to, in_force = self.released[number]
        is_theirs = in_force and person in to and Who.COMMISSIONER in self.roles(person)
        return Verb.SEE in self.verbs(person) or is_theirs

    def takes(self, place, person):
        place.person = person
        if place.role in ROLES and place.role != "independent":
            self.visited.add(person)


class Goings:
    """The review and its people. Every method is a step; what the rules refuse changes neither side."""

    def __init__(self, review, staff):
        self.review, self.staff = review, staff
        self.users = {name: make_user(name) for name in PEOPLE} | {"staff": staff}
        self.account = Account(stage=str(review.stage))
        self.sent = 0

    def take(self, step, person, choice):
        """Take one step; returns whether the rules let it happen."""
        try:
            with transaction.atomic():
                getattr(self, step)(PEOPLE[person % len(PEOPLE)], choice)
        except REFUSALS:
            return False
        return True

    # The team -------------------------------------------------------------------------------------------------------
    def join_team(self, person, choice):
        _need(person not in self.account.removed)
        role = ROLES[choice % len(ROLES)]
        place = Place(role, None)
        member = Member(review=self.review, name=f"{person} {self._next()}", role=role)
        add_member(member=member, email=self.users[person].email, by=self.staff)
        self.account.members[member.pk] = place
        self.account.takes(place, person)

    def staff_joins_team(self, person, choice):
        place = Place("reviewer", None)
        member = Member(review=self.review, name=f"Staff {self._next()}", role="reviewer")
        add_member(member=member, email=self.staff.email, by=self.staff)
        self.account.members[member.pk] = place
        self.account.takes(place, "staff")

    def change_role(self, person, choice):
        pk, place = _pick(self.account.members, choice)
        role = ROLES[(ROLES.index(place.role) + 1) % len(ROLES)]
        _need(place.holds)
        member = Member.objects.get(pk=pk)
        member.role = role
        change_member(member=member, email="", by=self.staff)
        place.role = role
        if place.person:
            self.account.takes(place, place.person)

    def leave(self, person, choice):
        pk, place = _pick(self.account.members, choice)
        _need(place.holds)
        leave_team(member=Member.objects.get(pk=pk), by=self.staff)
        place.holds = False
        self._break_links(lambda link: link.member == pk)

    # The site -------------------------------------------------------------------------------------------------------
    def join_site(self, person, choice):
        _need(person not in self.account.removed)
        contact = self._contact(choice)
        add_contact(contact=contact, email=self.users[person].email, name=person, by=self.staff)
        self.account.contacts[contact.pk] = Place(contact.role, person, holds=contact.starts <= timezone.localdate())

    def leave_site(self, person, choice):
        pk, place = _pick(self.account.contacts, choice)
        end_contact(contact=SiteContact.objects.get(pk=pk), by=self.staff)
        place.holds = False

    def last_day(self, person, choice):
        """The agreed last day is set: yesterday, or today, which still counts."""
        pk, place = _pick(self.account.contacts, choice)
        contact = SiteContact.objects.get(pk=pk)
        contact.ends = timezone.localdate() - datetime.timedelta(days=choice % 2)
        _need(contact.starts <= contact.ends)
        change_contact(contact=contact, by=self.staff)
        place.holds = contact.left is None and contact.ends >= timezone.localdate()

    # Invitations ----------------------------------------------------------------------------------------------------
    def invite_to_team(self, person, choice):
        role = ROLES[choice % len(ROLES)]
        member = Member(review=self.review, name=f"New {self._next()}", role=role)
        invitation = add_member(member=member, email=f"new-{self.sent}@example.org", by=self.staff)
        place = Place(role, None)
        self.account.members[member.pk] = place
        self.account.links[invitation.pk] = Link(invitation.token, place, member.pk)

    def invite_to_site(self, person, choice):
        contact = self._contact(choice)
        email = f"new-{self._next()}@example.org"
        invitation = add_contact(contact=contact, email=email, name="New", by=self.staff)
        place = Place(contact.role, None, holds=contact.starts <= timezone.localdate())
        self.account.links[invitation.pk] = Link(invitation.token, place, None)

    def accept(self, person, choice):
        _need(person not in self.account.removed)
        _, link = _pick(self.account.links, choice)
        invitation = invitation_of(link.token)
        accept_invitation(invitation=invitation, user=self.users[person])
        assert link.works, "a link was taken that no longer works"
        link.works = False
        self.account.takes(link.place, person)
        if link.member is None:
            contact = self.review.site.contacts.latest("pk")
            self.account.contacts[contact.pk] = link.place

    def withdraw(self, person, choice):
        pk, link = _pick(self.account.links, choice)
        _need(link.works)
        revoke_invitation(invitation=Invitation.objects.get(pk=pk), by=self.staff)
        link.works = False

    def send_again(self, person, choice):
        pk, link = _pick(self.account.links, choice)
        _need(link.works)
        earlier = link.token
        link.token = resend_invitation(invitation=Invitation.objects.get(pk=pk), by=self.staff).token
        assert earlier != link.token

    # The review -----------------------------------------------------------------------------------------------------
    def move(self, person, choice):
        moves = [move for move in TRANSITIONS if move.from_stage == self.account.stage and not move.by_releasing]
        to = moves[choice % len(moves)].to_stage
        move_review(review=self._stored(), to=to, by=self.staff, reason="To be put right.")
        self.account.stage = str(to)

    def issue(self, person, choice):
        version = seal(freeze(review=self._stored(), by=self.staff, easy_read_reason="Not written.").pk)
        places = self.account.contacts.values()
        to = {place.person for place in places if place.holds and place.role == "commissioner"}
        self.account.released[version.number] = (to, True)
        self.account.stage = str(Stage.ISSUED)

    def issue_in_one_go(self, person, choice):
        """Otherwise chance would seldom come as far as a report that somebody has."""
        Review.objects.filter(pk=self.review.pk).update(stage=Stage.FACTUAL_ACCURACY)
        self.issue(person, choice)

    def recall(self, person, choice):
        number, (to, in_force) = _pick(self.account.released, choice)
        _need(in_force)
        release = Release.objects.get(version__review=self.review, version__number=number)
        recall_release(release=release, by=self.staff, reason="A name was in it.")
        self.account.released[number] = (to, False)

    def remove(self, person, choice):
        _need(person not in self.account.removed)
        remove_person(person=self.users[person], by=self.staff)
        self.account.removed.add(person)
        for place in [*self.account.members.values(), *self.account.contacts.values()]:
            place.holds = place.holds and place.person != person

    def _stored(self):
        return Review.objects.get(pk=self.review.pk)

    def _next(self):
        self.sent += 1
        return self.sent

    def _contact(self, choice):
        starts = timezone.localdate() + datetime.timedelta(days=1 if choice % 5 == 4 else 0)
        role = CONTACT_ROLES[choice % len(CONTACT_ROLES)]
        return SiteContact(site=self.review.site, role=role, starts=starts)

    def _break_links(self, which):
        for link in self.account.links.values():
            link.works = link.works and not which(link)


def _need(condition):
    if not condition:
        raise NotNow


def _pick(things, choice):
    """One of the things there are, as (key, thing); where there are none, the step cannot be taken."""
    _need(things)
    return list(things.items())[choice % len(things)]


STEPS = sorted(name for name, value in vars(Goings).items() if callable(value) and not name.startswith("_"))
STEPS.remove("take")
