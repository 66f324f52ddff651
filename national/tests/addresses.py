"""Every address of the resolver, and asking for one as somebody: what came back, and which tables were written to."""

import re
from dataclasses import dataclass

from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLResolver, get_resolver, reverse

from conftest import CastClient
from national.tests.net_groups import CLOSED, ELSEWHERE, OPENS, REFUSED, SIGN_IN, UNKNOWN
from national.tests.net_table import PAGES

WRITING = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"', re.IGNORECASE)
# Not what people wrote: who is signed in, and counted attempts.
ASIDE = {"django_session", "usersessions_usersession", "cache"}
AUDIT = "accounts_auditevent"
# One for all: a client of its own would load the middleware anew for each of thousands of requests.
HANDLER = ClientHandler(enforce_csrf_checks=False)


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its name, the names of its parameters, and whether the view is ours or allauth's."""

    name: str
    parameters: tuple
    is_ours: bool


def addresses(resolver=None, before=()):
    """All addresses there are, allauth's included."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        parameters = (*before, *(pattern.pattern.converters or pattern.pattern.regex.groupindex))
        if isinstance(pattern, URLResolver):
            found += addresses(pattern, parameters)
        else:
            is_ours = not pattern.callback.__module__.startswith("allauth")
            found.append(Address(pattern.name, parameters, is_ours))
    return found


def key_of(address, parameter):
    """What of the world a parameter of the address stands for."""
    return PAGES[address.name].names.get(parameter, parameter)


def held_by(person, world):
    """The world as this person names it: only a tester has the key of the link, others have one that fits nothing."""
    return world | {"token": world["tester_token"]} if person == "tester" else world


def url(address, world, **other):
    """The address with the things of the world, or with `other` values, in it."""
    own = {name: world[key_of(address, name)] for name in address.parameters}
    return reverse(address.name, kwargs=own | other)


class Visitor:
    """Somebody with a session of their own. Whatever a request changes is undone after it."""

    def __init__(self, user=None):
        self.cookies = ""
        if user is not None:
            client = CastClient()
            client.force_login(user)
            self.cookies = client.cookies["sessionid"].value

    def ask(self, method, url, data=None, *, look=None, **headers):
        """The response; its `body` as bytes, and as its `written` the tables that were written to.

        If there are any, `look` is called before all is undone, and what it finds is the response's `found`.
        """
        client = Client(headers=headers)
        client.handler = HANDLER
        if self.cookies:
            client.cookies["sessionid"] = self.cookies
        written = set()

        def watch(execute, sql, params, many, context):
            if match := WRITING.match(sql):
                written.add(match[1])
            return execute(sql, params, many, context)

        with transaction.atomic(), connection.execute_wrapper(watch):
            response = _send(client, method, url, data)
            response.body = response.getvalue()
            response.written = written - ASIDE
            response.found = look() if look and response.written else None
            transaction.set_rollback(True)
        return response


def _send(client, method, url, data):
    if data is None:
        return client.generic(method, url)
    if isinstance(data, str):
        return client.post(url, data, content_type="application/json")
    return client.post(url, data)


def outcome(response):
    """The response in the words of the table; a number where it is none of them."""
    if response.status_code == 302 and response.url.startswith(f"{reverse('account_login')}?next="):
        return SIGN_IN
    return {401: SIGN_IN, 403: REFUSED, 404: UNKNOWN, 410: CLOSED}.get(response.status_code, response.status_code)


def expected(page, person, stage, method):
    """What the table says comes back, in the same words."""
    answer = page.who(person, stage)
    status = page.get if method == "GET" else page.post
    if answer == SIGN_IN or (status != 405 and answer in (REFUSED, UNKNOWN, CLOSED)):
        return answer
    if answer == ELSEWHERE and status != 405:
        return 302
    if status == 410:
        return CLOSED
    return status if answer == OPENS or status == 405 else answer
