"""The cast: the people that tests are about, one site and its review, and another site beside it."""

import datetime
import os
import shutil

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from accounts import watch
from accounts.models import User
from frameworks.models import Domain, Edition, Framework, Indicator
from reports import output
from reviews.actions import start_review
from reviews.models import Member, Passage, Review, Site, SiteContact, Stage

PASSWORD = "a long enough password"

# Playwright keeps an event loop running in the thread of the tests, and Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """The machine's own Chromium, told to keep to itself."""
    quiet = ("gpu", "quic", "background-networking", "component-update", "sync")
    args = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    return {"executable_path": shutil.which("chromium"), "args": args}


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def nothing_kept(monkeypatch):
    """Every document is rendered again, so that two of the same can be compared."""
    monkeypatch.setattr(output, "made_once", lambda document, output_format, ingredients, make: make())


class CastClient(Client):
    """A client whose people come in as by the sign-in pages: with their password and with a second factor, just now."""

    def force_login(self, user, backend=None):
        super().force_login(user, backend)
        request = HttpRequest()
        request.session = self.session
        record_authentication(request, user, "password", email=user.email)
        record_authentication(request, user, "mfa", type="totp")
        watch.begin(request, user)
        request.session.save()


@pytest.fixture
def client():
    return CastClient()


def make_user(name, **fields):
    return User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.replace("_", " ").title(), **fields)


def make_edition(code="small-2016", layout=Edition.Layout.DOMAINS, codes=("vision", "leadership")):
    """A small edition with two domains (or lines of enquiry) of two indicators each."""
    framework = Framework.objects.create(code=f"framework-of-{code}", title=f"Framework of {code}")
    edition = Edition.objects.create(
        framework=framework,
        code=code,
        title="A small framework",
        label="2016",
        published="2016",
        status=Edition.Status.CURRENT,
        layout=layout,
    )
    for position, domain_code in enumerate(codes):
        domain = Domain.objects.create(
            edition=edition,
            code=domain_code,
            number=position + (1 if layout == Edition.Layout.KLOE else 2),
            title=domain_code.capitalize(),
            short_title=domain_code.capitalize(),
            easy_read_title=f"About {domain_code}",
            easy_read_intro=f"This is about {domain_code}.",
            good_practice=f"Good {domain_code} is shared by everyone.",
            position=position,
        )
        for number in (1, 2):
            Indicator.objects.create(
                edition=edition,
                domain=domain,
                code=f"{domain_code}-{number}",
                text=f"Indicator {number} of {domain_code}.",
                position=number,
            )
    return edition


def make_review(site, edition, code, stage=Stage.WRITING):
    review = Review(
        site=site,
        edition=edition,
        code=code,
        title=f"Review of commissioning in {site.name}",
        visit_from=datetime.date(2016, 10, 11),
        visit_to=datetime.date(2016, 10, 12),
        stage=stage,
    )
    return start_review(review=review, by=None)


def make_passage(review, section="vision", text="They know every family.", kind=Passage.Kind.FINDING, **fields):
    section = review.sections.get(code=section)
    fields.setdefault("position", section.passages.count())
    return Passage.objects.create(section=section, kind=kind, text=text, **fields)


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def kloe_edition(db):
    return make_edition("lines-2022", Edition.Layout.KLOE, ("lived-experience", "managing-demand"))


@pytest.fixture
def site(db):
    return Site.objects.create(code="larkmere", name="Larkmere", kind="Metropolitan borough")


@pytest.fixture
def other_site(db):
    return Site.objects.create(code="otherby", name="Otherby", kind="County")


@pytest.fixture
def review(site, edition):
    """A review in writing, laid out and empty."""
    return make_review(site, edition, "larkmere-2016")


@pytest.fixture
def other_review(other_site, edition):
    return make_review(other_site, edition, "otherby-2016")


@pytest.fixture
def kloe_review(site, kloe_edition):
    return make_review(site, kloe_edition, "larkmere-2022")


def _member(review, name, role, **fields):
    user = make_user(name)
    Member.objects.create(review=review, user=user, name=user.name, role=role, **fields)
    return user


def _contact(site, name, role):
    user = make_user(name)
    SiteContact.objects.create(site=site, user=user, role=role, starts=datetime.date(2016, 1, 1))
    return user


@pytest.fixture
def lead(review):
    return _member(review, "lead", Member.Role.LEAD)


@pytest.fixture
def reviewer(review):
    return _member(review, "reviewer", Member.Role.REVIEWER)


@pytest.fixture
def observer(review):
    return _member(review, "observer", Member.Role.OBSERVER)


@pytest.fixture
def independent(review):
    return _member(review, "independent", Member.Role.INDEPENDENT)


@pytest.fixture
def former_member(review):
    return _member(review, "former_member", Member.Role.REVIEWER, left=timezone.localdate())


@pytest.fixture
def coordinator(site):
    return _contact(site, "coordinator", SiteContact.Role.COORDINATOR)


@pytest.fixture
def commissioner(site):
    return _contact(site, "commissioner", SiteContact.Role.COMMISSIONER)


@pytest.fixture
def other_commissioner(other_site):
    return _contact(other_site, "other_commissioner", SiteContact.Role.COMMISSIONER)


@pytest.fixture
def staff(db):
    return make_user("staff", is_staff=True)


@pytest.fixture
def outsider(db):
    return make_user("outsider")


@pytest.fixture
def cast(
    lead,
    reviewer,
    observer,
    coordinator,
    commissioner,
    other_commissioner,
    independent,
    staff,
    former_member,
    outsider,
):
    """Everybody, by the name of their part."""
    return {
        "lead": lead,
        "reviewer": reviewer,
        "observer": observer,
        "coordinator": coordinator,
        "commissioner": commissioner,
        "other_commissioner": other_commissioner,
        "independent": independent,
        "staff": staff,
        "former_member": former_member,
        "outsider": outsider,
    }


@pytest.fixture
def login(client):
    """Sign a person of the cast in and hand back the client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
