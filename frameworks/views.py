"""Pages about frameworks: editions, one edition, what changed between two, themes, the glossary."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from frameworks.access import may_read_team_parts
from frameworks.changes import compare_editions
from frameworks.forms import ChangesForm, GlossaryForm
from frameworks.models import Domain, Edition, Framework, Prompt, Term, Theme

TERMS_ON_A_PAGE = 40


@require_GET
def framework_list(request):
    editions = Edition.objects.order_by("-published", "-id").select_related("based_on")
    frameworks = Framework.objects.prefetch_related(Prefetch("editions", editions))
    return render(request, "frameworks/framework_list.html", {"frameworks": frameworks})


@never_cache
@require_GET
def edition_detail(request, code):
    edition = get_object_or_404(Edition.objects.select_related("framework", "based_on"), code=code)
    domains = edition.domains.prefetch_related("indicators", "suggested_actions", "resources")
    with_team_parts = may_read_team_parts(request.user)
    if with_team_parts:
        prompts = Prompt.objects.select_related("ask").order_by("ask__position", "position", "id")
        domains = domains.prefetch_related(Prefetch("prompts", prompts), "evidence_checks", "example_items")
    others = edition.framework.editions.exclude(pk=edition.pk).order_by("-published", "-id")
    context = {"edition": edition, "domains": domains, "with_team_parts": with_team_parts, "others": others}
    return render(request, "frameworks/edition_detail.html", context)


@require_GET
def changes_choose(request):
    form = ChangesForm(request.GET or None)
    if form.is_valid():
        return redirect("changes_detail", form.cleaned_data["earlier"], form.cleaned_data["later"])
    return render(request, "frameworks/changes_choose.html", {"form": form})


@never_cache
@require_GET
def changes_detail(request, earlier, later):
    earlier = get_object_or_404(Edition.objects.select_related("framework"), code=earlier)
    later = get_object_or_404(Edition, code=later)
    if earlier.framework_id != later.framework_id:
        raise Http404
    domains = compare_editions(earlier, later, with_team_parts=may_read_team_parts(request.user))
    context = {
        "earlier": earlier,
        "later": later,
        "domains": domains,
        "in_words": later.changes_from_previous if later.based_on_id == earlier.pk else [],
        "form": ChangesForm(initial={"earlier": earlier.code, "later": later.code}),
    }
    return render(request, "frameworks/changes_detail.html", context)


@require_GET
def theme_list(request):
    # A domain has a row in every edition; the latest wording of its short title is the one people know.
    names = dict(Domain.objects.order_by("edition__published", "id").values_list("code", "short_title"))
    themes = list(Theme.objects.prefetch_related("references__source"))
    for theme in themes:
        theme.usual_names = [names.get(code, code) for code in theme.usual_domains]
        theme.usual_line_names = [names.get(code, code) for code in theme.usual_lines]
    return render(request, "frameworks/theme_list.html", {"themes": themes})


@require_GET
def term_list(request):
    form = GlossaryForm(request.GET)
    terms = Term.objects.none()
    if form.is_valid():
        terms = Term.objects.matching(form.cleaned_data["words"])
        if form.cleaned_data["kind"]:
            terms = terms.filter(kind=form.cleaned_data["kind"])
    page = Paginator(terms.order_by("term", "id"), TERMS_ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(request, "frameworks/term_list.html", {"form": form, "page": page, "query": query.urlencode()})
