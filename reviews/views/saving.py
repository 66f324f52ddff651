"""The addresses to which texts save themselves while somebody types, and who else writes in a section just now."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reviews import presence, save_limit
from reviews.access import Verb, get_review
from reviews.actions.passages import PassageElsewhere, save_or_begin
from reviews.characters import unprintable
from reviews.forms.passages import kinds_in
from reviews.models import Passage, Section, TextVersion
from reviews.saving import Conflict, PassageRemoved, save_text, usable
from reviews.text import UnusableText
from reviews.views.answers import SOMEBODY_ELSE, Unreadable, refusal, texts_sent, to_scripts
from reviews.views.children import get_section
from reviews.views.text_places import address_to_settle


@never_cache
@require_POST
@to_scripts
def text_save(request, review_id, passage_id):
    """Saves one text of a passage; see docs/saving.md for what is sent and answered."""
    review = get_review(request, review_id, to=Verb.WRITE)
    settle = reverse("passage_settle", args=[review.pk, passage_id])
    try:
        return answer_save(request, Passage, lambda sent: _save(review, passage_id, sent, request.user), settle)
    except PassageElsewhere as error:
        raise Http404 from error
    except PassageRemoved as error:
        return refusal(410, "removed", in_words(error.passage))


@never_cache
@require_POST
@to_scripts
def section_cell_save(request, review_id, code):
    """Saves the sentence of a section, or the title of a line of enquiry; answers as `text_save` does."""
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_section(review, code)
    settle = reverse("section_cell_settle", args=[review.pk, section.code])
    return answer_save(request, Section, lambda sent: _save_section(section, sent, request.user), settle)


def _save_section(section, sent, by):
    if sent["field"] not in section.texts:
        raise Unreadable
    return save_by_itself(section, sent, by)


def answer_save(request, model, save, settle):
    """The answer to a script that sent a text of something of the model.

    `save` stores what `sent_text` returns and returns what `save_text` does; `settle` is the address of the page that
    shows both texts of a conflict.
    """
    if save_limit.is_reached(request.user):
        return refusal(429, "busy", "You are saving very often. This will be saved in a minute.")
    sent = sent_text(request, model)
    if sent is None:
        return refusal(401, "somebody-else", SOMEBODY_ELSE)
    try:
        result = save(sent)
    except ObjectDoesNotExist as error:
        # It was there a moment ago, and somebody has taken it away for good.
        raise Http404 from error
    return saved_or_conflict(result, settle)


def save_by_itself(item, sent, by):
    """Store what `sent_text` returned as a text of the item."""
    texts = {name: sent[name] for name in ("field", "text", "based_on")}
    return save_text(item, **texts, by=by, kind=TextVersion.Kind.AUTOSAVE)


def sent_text(request, model):
    """What a script sent to save a text, or None where it was written by somebody who is not signed in any more."""
    sent = texts_sent(request, ["field", "text", "based_on"])
    if sent["field"] not in model.TEXTS:
        raise Unreadable
    if sent.get("writer", str(request.user.pk)) != str(request.user.pk):
        return None
    if problems := unprintable(usable(model, sent["field"], sent["text"])):
        raise UnusableText(" ".join(problems))
    return sent


def saved_or_conflict(result, settle):
    """The answer to a text that was sent: 200 with the hash of what is stored, or 409 with the texts of both people."""
    if not isinstance(result, Conflict):
        return JsonResponse({"hash": result.hash} | moment(result.at))
    stored, offered = result.stored, result.offered
    by = stored.by.name if stored.by else ""
    return refusal(
        409,
        "conflict",
        f"{by or 'Somebody else'} changed this as well. Both texts are kept.",
        stored={"text": stored.text, "hash": stored.hash, "by": by} | moment(stored.at),
        offered={"hash": offered.hash},
        address=address_to_settle(settle, [offered]),
    )


def moment(at):
    """A time as scripts take it, and as people read it: by the server's clock, whatever that of a device says."""
    return {"at": at.isoformat(), "time": timezone.localtime(at).strftime("%H:%M")}


def in_words(passage):
    by = passage.removed_by.name if passage.removed_by else "Somebody"
    time = timezone.localtime(passage.removed_at).strftime("%H:%M")
    return f"{by} removed this at {time}. What you wrote is kept among its earlier versions."


@never_cache
@require_http_methods(["GET", "POST"])
@to_scripts
def section_here(request, review_id, code):
    """Tells somebody of the team who else is writing in the section; sent, it says that they are writing themselves."""
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_section(review, code)
    is_writing = request.method == "POST"
    if is_writing:
        presence.note(section, request.user)
    return JsonResponse({"said": presence.in_words(presence.others(section, request.user), too=is_writing)})


@never_cache
@require_GET
@to_scripts
def kept_check(request, review_id):
    """For a browser that keeps something of the review: whoever has left it is answered that nothing may stay there.

    Whoever may do anything in the review may have filled in a form of it.
    """
    get_review(request, review_id, to=tuple(Verb))
    return JsonResponse({"reason": "", "message": ""})


def _save(review, passage_id, sent, by):
    passage = Passage.objects.filter(pk=passage_id, section__review=review).first()
    if passage is not None:
        return save_by_itself(passage, sent, by)
    section, kind = _where_to_begin(review, sent.get("create"))
    texts = {name: sent[name] for name in ("field", "text", "based_on")}
    return save_or_begin(section=section, passage_id=passage_id, kind=kind, **texts, by=by)


def _where_to_begin(review, create):
    """The section and kind that a new passage names."""
    if create is None:
        raise Http404
    if not isinstance(create, dict) or not all(isinstance(create.get(name), str) for name in ("section", "kind")):
        raise Unreadable
    section = get_section(review, create["section"])
    if create["kind"] not in kinds_in(section):
        raise Http404
    return section, Passage.Kind(create["kind"])
