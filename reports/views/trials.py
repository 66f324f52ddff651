"""Testing the easy read, for the team: links for groups, what they said, who tested it, and signing it off."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.limits import limited
from reports.actions import make_tester_link
from reports.easy_reads import SUMMARY, UPDATE
from reports.forms import EasyReadTestForm
from reports.heard import deal_with, told_by
from reports.models import EasyRead, EasyReadTest, TrialAnswer, TrialLink
from reports.sign_off import NotReady, sign_off
from reports.testing import PHOTOGRAPH_GONE, has_sheet, renew_link, revoke_link
from reports.testing_forms import TrialLinkForm
from reports.views.easy_rows import answer_again, page_of
from reports.views.files import attachment
from reviews.access import Verb, get_review
from reviews.tabs import review_head


@never_cache
@require_http_methods(["GET", "POST"])
@limited("tester-link", 60)
def link_new(request, review_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    if not which.has_rows(review):
        messages.error(request, "There is nothing to test yet. Write some rows first.")
        return redirect(page_of(review, which))
    to_test = [each for each in (SUMMARY, UPDATE) if each.verb in review.allowed and each.has_rows(review)]
    form = TrialLinkForm(request.POST or None, which=which, to_test=to_test)
    if form.is_valid():
        chosen = form.chosen()
        form.instance.easy_read = chosen.of(review)
        link = make_tester_link(link=form.save(commit=False), days=form.cleaned_data["days"], by=request.user)
        return _show_link(request, review, link, chosen)
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "heading": "Test it with a group",
        "intro": "You get a link for the person who helps the group. It shows what they test as it stands now, row by "
        "row, and asks what each row tells them. It opens nothing else, and needs no account.",
        "submit_label": "Make the link",
        "back_url": page_of(review, which),
    }
    return render(request, "form_page.html", context)


@never_cache
@require_GET
def link_detail(request, review_id, link_id, which=SUMMARY):
    review, link = _link(request, review_id, link_id, which, Verb.SEE)
    told = told_by(link)
    context = {
        "review": review,
        "which": which,
        "review_head": review_head(review, "easy_read_edit"),
        "link": link,
        "told": [(step, answer) for step, answer in told if answer],
        "untold": [step for step, answer in told if not answer],
        "count": len(told),
        "sheet": has_sheet(link),
        "sheet_problem": link.problem or (PHOTOGRAPH_GONE if link.sheet else ""),
        "can_edit": which.verb in review.allowed,
    }
    return render(request, "reports/tester_link_detail.html", context)


@never_cache
@require_POST
def link_renew(request, review_id, link_id, which=SUMMARY):
    review, link = _link(request, review_id, link_id, which, which.verb)
    renew_link(link=link, by=request.user)
    return _show_link(request, review, link, which)


@require_POST
def link_revoke(request, review_id, link_id, which=SUMMARY):
    review, link = _link(request, review_id, link_id, which, which.verb)
    if link.is_open:
        revoke_link(link=link, by=request.user)
    messages.success(request, "The link is closed. What was answered is kept.")
    return redirect(which.names["link_detail"], review_id=review.pk, link_id=link.pk)


@never_cache
@require_GET
def link_sheet(request, review_id, link_id, which=SUMMARY):
    review, link = _link(request, review_id, link_id, which, Verb.SEE)
    if not has_sheet(link):
        raise Http404
    with link.sheet.open() as file:
        data = file.read()
    return attachment(data, review_code=review.code, kind="easy-read-sheet", label=f"test-{link.pk}", file_format="pdf")


@never_cache
@require_POST
def answer_deal(request, review_id, answer_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    answer = get_object_or_404(TrialAnswer, pk=answer_id, link__in=which.rows(TrialLink.objects.all(), review))
    if request.POST.get("done") not in ("yes", "no"):
        raise Http404
    done, seen = request.POST["done"] == "yes", request.POST.get("seen", "")
    said = deal_with(answer=answer, done=done, by=request.user, seen=seen)
    on = "link" if request.POST.get("from") == "link" else "bench"
    if request.htmx:
        answer.refresh_from_db()
        return answer_again(request, review, which, answer, said=said, on=on)
    messages.info(request, said)
    if on == "link":
        return redirect(which.names["link_detail"], review_id=review.pk, link_id=answer.link_id)
    return redirect(f"{page_of(review, which)}#row-{answer.row}")


@never_cache
@require_http_methods(["GET", "POST"])
def trial_edit(request, review_id, test_id=None, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    test = get_object_or_404(which.rows(EasyReadTest.objects.all(), review), pk=test_id) if test_id else None
    easy_read = which.of(review) or EasyRead(**{which.field: review})
    form = EasyReadTestForm(request.POST or None, instance=test, easy_read=easy_read)
    if form.is_valid():
        if easy_read._state.adding:
            easy_read.save()
        form.save()
        messages.success(request, "Saved who tested the easy read.")
        return redirect(f"{page_of(review, which)}#tests-heading")
    return _trial_page(request, review, form, which)


@never_cache
@require_http_methods(["GET", "POST"])
def link_record(request, review_id, link_id, which=SUMMARY):
    """The record of a test that came through a link: who, as they chose to be named, when, what changed, the thanks."""
    review, link = _link(request, review_id, link_id, which, which.verb)
    initial = {} if link.test else {"who": _who(link), "date": link.date or link.made_at.date()}
    form = EasyReadTestForm(request.POST or None, instance=link.test, initial=initial, easy_read=link.easy_read)
    if form.is_valid():
        link.test = form.save()
        link.save(update_fields=["test"])
        messages.success(request, "Saved who tested the easy read.")
        return redirect(f"{page_of(review, which)}#tests-heading")
    return _trial_page(request, review, form, which)


@never_cache
@require_http_methods(["GET", "POST"])
def trial_remove(request, review_id, test_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    test = get_object_or_404(which.rows(EasyReadTest.objects.all(), review), pk=test_id)
    if request.method == "POST":
        test.delete()
        messages.success(request, "Removed.")
        return redirect(page_of(review, which))
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "heading": "Remove this test?",
        "text": str(test),
        "submit_label": "Remove it",
        "back_url": page_of(review, which),
    }
    return render(request, "confirm_page.html", context)


@require_POST
def easy_read_sign_off(request, review_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    try:
        sign_off(easy_read=which.begun(review), by=request.user)
    except NotReady as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The easy read is signed off. A later change to a row undoes that.")
    return redirect(f"{page_of(review, which)}#sign-off-heading")


def _who(link):
    """As the group chose to be named; nothing while it has not said so, because nobody else chooses it."""
    return "People who did not want to be named" if link.named == TrialLink.Named.NO else link.named_as


def _link(request, review_id, link_id, which, to):
    review = get_review(request, review_id, to=to)
    links = TrialLink.objects.select_related("test", "made_by", "easy_read__review", "easy_read__update_of")
    return review, get_object_or_404(which.rows(links, review), pk=link_id)


def _show_link(request, review, link, which):
    """The one time at which the link can be read: it is stored nowhere."""
    address = request.build_absolute_uri(reverse("tester_start", args=[link.token]))
    context = {
        "review": review,
        "which": which,
        "review_head": review_head(review, "easy_read_edit"),
        "link": link,
        "address": address,
    }
    return render(request, "reports/tester_link_made.html", context)


def _trial_page(request, review, form, which):
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "heading": "Who tested it",
        "submit_label": "Save",
        "back_url": page_of(review, which),
    }
    return render(request, "form_page.html", context)
