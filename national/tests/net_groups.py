"""The people of the cast, the groups of them that a page is for, and how a page is declared."""

from dataclasses import dataclass, field

from reviews.access import WHO_MAY, Verb, Who

# The people of the cast, and what each of them is in the review.
PEOPLE = {
    "anonymous": set(),
    # Somebody who is not signed in and holds the link of a test of the easy read.
    "tester": set(),
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

STRANGERS = {"anonymous", "tester"}

OPENS, REFUSED, UNKNOWN, SIGN_IN, ELSEWHERE = "opens", "refused", "unknown", "sign-in", "sent elsewhere"
CLOSED = "closed"


# Groups: each says what happens when a person asks for a page at a stage of the review. -------------------------------
def everybody(person, stage):
    return OPENS


def signed_out(person, stage):
    return OPENS if person in STRANGERS else ELSEWHERE


def signed_in(person, stage):
    return SIGN_IN if person in STRANGERS else OPENS


def signed_in_already(person, stage):
    return ELSEWHERE if person in STRANGERS else OPENS


def holder_of_the_link(person, stage):
    """Whoever holds the link of a test; everybody else has one that opens nothing."""
    return OPENS if person == "tester" else CLOSED


def while_signing_in(person, stage):
    """Between the password and the second factor; nobody of the cast is there."""
    return ELSEWHERE


def confirming_otherwise(person, stage):
    """Showing again who one is, with something nobody of the cast has: they are asked for their password instead."""
    return SIGN_IN if person in STRANGERS else ELSEWHERE


def among(opens, refused=frozenset()):
    """These people; those `refused` are told that the page is not for them, and for others there is no such page."""

    def group(person, stage):
        if person in STRANGERS:
            return SIGN_IN
        return OPENS if person in opens else REFUSED if person in refused else UNKNOWN

    return group


def may(*verbs):
    """Whoever may do one of the verbs in the review; whoever has some other part in it is refused."""

    def group(person, stage):
        if person in STRANGERS:
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
# A device signed in elsewhere is the outsider's; the passkey and the recovery codes are a stranger's.
OWNER = among({"outsider"})
NOBODY_OF_THE_CAST = among(set())
STAFF_ONLY = among({"staff"})
SITE_PEOPLE = among({"staff", "commissioner", "coordinator"})
KEEP_THE_TEAM = among({"lead", "staff"}, refused=HAVE_A_PART)
READERS, WRITERS, GATHERERS = may(Verb.SEE), may(Verb.WRITE), may(Verb.PREPARE)
GIVERS = may(Verb.GIVE_BACK)
MOVERS, RELEASERS, RECALLERS = may(Verb.MOVE), may(Verb.RELEASE), may(Verb.RECALL)


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
