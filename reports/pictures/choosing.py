"""What the chooser of pictures shows, and where pages find the pictures of a document."""

from django.urls import reverse

from reports.pictures.finding import find_pictures, pictures_named, recent_pictures
from reports.pictures.listed import offered_pictures
from reports.pictures.words import is_about_harm
from reports.tree import Row, walk


def choice(review, *, by, words, text, chosen, asked=True):
    """What `picture_choice.html` takes: the picture chosen so far, groups of others, and what was looked for.

    Without words that were typed it is looked for those of the row's sentence. Without either, and where nobody has
    `asked` yet, recent pictures are offered.
    """
    looked_for = (words.strip() or text.strip()) if asked else words.strip()
    calm = is_about_harm(text)
    found = find_pictures(looked_for, site_id=review.site_id, calm=calm)
    photographs = [picture for picture in found if picture.is_photograph]
    recent = recent_pictures(review=review, by=by, calm=calm or is_about_harm(looked_for))
    others = [picture for picture in found if not picture.is_photograph]
    groups = [
        (f"Photographs of {review.site.name}", photographs),
        ("Used lately", [picture for picture in recent if picture not in found]),
        ("Pictures", others),
    ]
    if others or photographs:
        # What was looked for comes before what was used.
        groups = [groups[0], groups[2], groups[1]]
    return {
        "chosen": pictures_named([chosen], site_id=review.site_id).get(chosen) if chosen else None,
        "groups": [(title, pictures) for title, pictures in groups if pictures],
        "found": bool(found),
        "words": looked_for if words.strip() else "your sentence" if looked_for else "",
        "of_sentence": bool(looked_for) and not words.strip(),
    }


def addresses_for_working_text(document, review_id):
    """{code: address} of the pictures of a working document that are not among the static files."""
    return _addresses(document, lambda code: reverse("picture_read", args=[review_id, code]))


def addresses_for_version(document, version):
    """{code: address} of the pictures of a sealed document as they were sealed, where that is not what is shipped."""
    return _addresses(document, lambda code: reverse("version_picture", args=[version.review_id, version.number, code]))


def addresses_for_tester(document, token):
    """{code: address} of the pictures of an easy read that somebody tests by a link."""
    return _addresses(document, lambda code: reverse("tester_picture", args=[token, code]))


def _addresses(document, address_of):
    shipped = offered_pictures()
    pictures = {node.picture for node in walk(document) if isinstance(node, Row) and node.picture}
    return {
        picture.code: address_of(picture.code)
        for picture in pictures
        if picture.file and (picture.code not in shipped or shipped[picture.code].file != picture.file)
    }
