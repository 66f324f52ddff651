"""What somebody typed, handed back when a form could not be taken, so that it costs nobody an hour's work."""

import re

from django.utils.http import url_has_allowed_host_and_scheme

SECRET_NAMES = ("csrfmiddlewaretoken", "password", "credential")
# What a form carries along unseen, what is chosen in it from a list, and which of its buttons was pressed; in a form of
# many rows each has it, numbered.
UNSEEN = re.compile(
    r"(?:.+-)?(?:(?:\w+_)?based_on|[A-Z]+_FORMS|id|key|row|before|after|offered|from|next|picture|kept_cheerful|said_more"
    r"|passwordless|file_format|reviews|stage|page|session|sections"
    r"|again|another|back|check|direction|done|everything|extent|find|format|said|state|stop|supplied|to|undo|what)"
)


def typed_texts(request):
    """Every text that somebody typed, as {name, text, id}; nothing secret, and nothing that they never saw."""
    return [
        {"name": name.replace("_", " ").replace("-", " ").capitalize(), "text": text, "id": f"kept-{number}"}
        for number, (name, texts) in enumerate(request.POST.lists())
        for text in texts
        if text.strip() and not UNSEEN.fullmatch(name) and not any(secret in name for secret in SECRET_NAMES)
    ]


def own_page_before(request):
    """The page of ours that the form stood on, or the first page."""
    came_from = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if is_ours else "/"
