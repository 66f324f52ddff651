"""Which pictures may stand in a review's easy read, and finding one of them by word."""

from django.db.models import Q
from django.utils import timezone

from frameworks.models import Term
from reports.models import Photograph, Picture, PictureChoice, PictureSet
from reports.pictures.files import file_name
from reports.pictures.listed import SHIPPED, OfferedPicture, offered_pictures, shipped_set, shipped_stems
from reports.pictures.words import is_about_harm, same_words, stems_of

# What is looked through of the database for one search, and of what was chosen lately.
MOST_LOOKED_AT = 500
RECENT = 8


def pictures_named(codes, *, site_id):
    """{code: OfferedPicture} of those that a row of this site's reviews may refer to, also if they are not offered.

    A photograph of another site is as if unknown. At most two queries, and none for shipped pictures.
    """
    shipped = offered_pictures()
    found = {code: shipped[code] for code in codes if code in shipped}
    others = {code for code in codes if code and code not in shipped}
    if others:
        found |= {each.code: _of_set(each) for each in Picture.objects.filter(code__in=others).select_related("set")}
        photographs = Photograph.objects.filter(code__in=others, site_id=site_id)
        found |= {each.code: _photograph(each) for each in photographs}
    return found


def find_pictures(words, *, site_id=None, calm=False, most=24):
    """The pictures offered for what somebody typed, best first: the site's photographs, then the sets in their order.

    For words about harm, and where it should be `calm`, nothing cheerful and nobody smiling is offered. Nothing typed
    finds nothing. A hard word that shows nothing finds the picture that the glossary has for it. Seven queries at most.
    """
    calm = calm or is_about_harm(words)
    found = _found(words, site_id, calm, most)
    if not found and words.strip():
        term = Term.objects.filter(term__iexact=words.strip()).exclude(picture_keyword="").first()
        found = _found(term.picture_keyword, site_id, calm, most) if term else []
    return found


def _found(words, site_id, calm, most):
    wanted = list(dict.fromkeys(stems_of(words)))
    if not wanted:
        return []
    also = same_words(wanted)
    order = _order_of_sets()
    candidates = list(_candidates(wanted, also, site_id))
    weights = _weights(wanted, candidates)
    ranked = []
    for picture, label, own in candidates:
        rank = _rank(weights, also, label, own)
        place = -1 if picture.is_photograph else order.get(picture.of)
        if rank and place is not None and not (calm and picture.mood):
            missing, detail = rank
            ranked.append(((missing, place, detail, picture.code), picture))
    # Photographs have the first place of all, also where they show fewer of the words.
    found = sorted(ranked, key=lambda each: (not each[1].is_photograph, each[0]))
    return [picture for _, picture in found][:most]


def recent_pictures(*, review, by, calm=False):
    """What was chosen lately: by anybody for this review, then by this person elsewhere. At most four queries."""
    choices = PictureChoice.objects.filter(Q(review=review) | Q(by=by)).order_by("-at", "-id")
    rows = list(choices.values_list("review_id", "code")[:100])
    here = [code for review_id, code in rows if review_id == review.pk]
    codes = list(dict.fromkeys([*here, *(code for _, code in rows)]))
    named = pictures_named(codes, site_id=review.site_id)
    order = _order_of_sets()
    usable = [named[code] for code in codes if code in named and _may_be_chosen(named[code], order)]
    return [picture for picture in usable if not (calm and picture.mood)][:RECENT]


def may_choose(code, *, site_id):
    """The OfferedPicture with this code if a row may have it from now on, else None."""
    picture = pictures_named([code], site_id=site_id).get(code)
    return picture if picture and _may_be_chosen(picture, _order_of_sets()) else None


def is_cheerful_beside_harm(text, code, *, site_id):
    """Whether a row's sentence is about harm while its picture shows joy or somebody who smiles."""
    if not is_about_harm(text):
        return False
    picture = pictures_named([code], site_id=site_id).get(code)
    return bool(picture and picture.mood)


def note_choice(*, review, code, by):
    """Remember that somebody chose this picture now."""
    PictureChoice.objects.update_or_create(review=review, by=by, code=code, defaults={"at": timezone.now()})


def credits_of(sets):
    """[(code, credit, licence)] of the sets with these codes, in the order of their codes. At most one query."""
    own = shipped_set()
    found = {SHIPPED: (own["credit"], own["licence"])}
    if set(sets) - {SHIPPED}:
        found |= {row.code: (row.credit, row.licence) for row in PictureSet.objects.exclude(code=SHIPPED)}
    return [(code, *said) for code, said in sorted(found.items()) if code in sets]


def _may_be_chosen(picture, order):
    return not picture.problem and (picture.is_photograph or picture.of in order)


def _order_of_sets():
    """{code: place} of the sets that are offered. The shipped set comes last unless somebody gave it a place."""
    rows = list(PictureSet.objects.values_list("code", "offered"))
    codes = [code for code, offered in rows if offered]
    if SHIPPED not in {code for code, _ in rows}:
        codes.append(SHIPPED)
    return {code: place for place, code in enumerate(codes)}


def _candidates(wanted, also, site_id):
    """(OfferedPicture, stems of its label, all its stems) of what may match."""
    for code, (label, words) in shipped_stems().items():
        picture = offered_pictures()[code]
        if not picture.problem:
            yield picture, label, label | words
    begins = Q()
    for each in [*wanted, *also]:
        begins |= Q(stems__contains=f" {each}")
    rows = Picture.objects.filter(begins, offered=True, set__offered=True).select_related("set")
    for row in rows.order_by("set__position", "code")[:MOST_LOOKED_AT]:
        yield _of_set(row), frozenset(stems_of(row.label)), frozenset(row.stems.split())
    if site_id is not None:
        for row in Photograph.objects.usable().filter(begins, site_id=site_id)[:MOST_LOOKED_AT]:
            yield _photograph(row), frozenset(stems_of(row.label)), frozenset(row.stems.split())


def _weights(wanted, candidates):
    """{stem: weight}: a word that many pictures show, such as person, says little about which one is meant."""
    return {each: round(100 / (1 + sum(1 for _, _, own in candidates if each in own)) ** 0.5) + 1 for each in wanted}


def _rank(weights, also, label, own):
    """None for no match; otherwise two numbers, the lower the better.

    The first is the weight of the words that are not shown, more for mere beginnings and for words for the same thing;
    the order of the sets counts after that. The second tells pictures of a set apart: words of the label come before
    others, and what shows little else before what shows much.
    """
    whole = [each for each in weights if each in own]
    begun = [each for each in weights if each not in own and len(each) > 2 and any(w.startswith(each) for w in own)]
    if not whole and not begun and not also & own:
        return None
    missing = sum(weight for each, weight in weights.items() if each not in whole)
    missing -= sum(weights[each] for each in begun) // 2
    if not whole and not begun:
        missing += 1
    in_label = sum(1 for each in whole if each in label)
    return missing, 10 * (len(whole) - in_label) + min(len(label - set(weights)), 9)


def _of_set(row):
    problem = "" if row.offered else "This picture is not in its set any more."
    return OfferedPicture(
        row.code, row.label, tuple(row.words), row.mood, row.set.code, row.set.title, file_name(row.file), problem
    )


def _photograph(row):
    words = tuple(word.strip() for word in row.words.split(",") if word.strip())
    return OfferedPicture(row.code, row.label, words, row.mood, "", "", file_name(row.file), row.problem)
