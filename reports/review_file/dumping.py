"""Writes a review as a review file: from the database to plain data, in the order of the format."""

from django.db.models import Prefetch

from frameworks.models import Indicator
from reports.models import Action, EasyRead, EasyReadRow
from reports.models.pictures import PHOTOGRAPH, is_photograph
from reports.review_file.form import FORMAT, TEAM_ROLES
from reports.review_file.yaml_text import yaml_text
from reviews.actions import BACKGROUND, CLOSING, OVERALL, SUMMARY
from reviews.models import Coverage, Member, Passage, Review
from reviews.text import normalise


class CannotDump(Exception):
    """The review holds something that a review file has no place for; the message names it."""


def dump_review(review):
    """The text of the review's file. The same review always gives the same text. Raises CannotDump.

    Left out: removed passages, earlier versions of texts, accounts, people appointed to check the review, drafts and
    whatever is sealed. Takes a fixed number of queries.
    """
    return yaml_text(_normalised(review_data(review)))


def left_out(review):
    """What of a review a person would look for in its file and not find, in sentences."""
    rows = EasyReadRow.objects.filter(easy_read__review=review, picture__startswith=PHOTOGRAPH).count()
    return [f"{rows} rows of the easy read have a photograph, which no file holds."] if rows else []


def review_data(review):
    """The data of the review's file, as nested dicts and lists."""
    review = Review.objects.select_related("site", "edition").get(pk=review.pk)
    sections = _sections(review)
    by_code = {section.code: section for section in sections}
    good_practice = [_good_practice(example) for example in review.good_practice.prefetch_related("themes")]
    return {
        "format": FORMAT,
        "framework": review.edition.code,
        "site": _site(review.site),
        "review": _review(review),
        **_filled(sessions=_sessions(review), papers=_papers(review)),
        "background": _paragraphs(by_code.get(BACKGROUND)),
        **_filled(overall_strengths=_paragraphs(by_code.get(OVERALL))),
        "sections": _chapters(review, sections),
        "summary": {"text": _paragraphs(by_code.get(SUMMARY)), **_filled(good_practice=good_practice)},
        **_filled(
            closing=_paragraphs(by_code.get(CLOSING)),
            easy_read=_easy_read(review=review),
            easy_read_update=_easy_read(update_of=review),
            actions=_actions(review),
        ),
    }


def _filled(**values):
    """The values that say something: what is empty, or false, is left out of the file."""
    return {key: value for key, value in values.items() if value}


def _normalised(value):
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, dict):
        return {key: _normalised(item) for key, item in value.items()}
    return [_normalised(item) for item in value] if isinstance(value, list) else value


def _site(site):
    partners = [partner.body.name for partner in site.site_partners.select_related("body")]
    return {
        "code": site.code,
        "name": site.name,
        "kind": site.kind,
        **_filled(invented=site.invented, profile=site.profile, partners=partners),
    }


def _review(review):
    default_lang = Review._meta.get_field("lang").default
    return {
        "code": review.code,
        "title": review.title,
        "from": str(review.visit_from),
        "to": str(review.visit_to),
        "stage": str(review.stage),
        **_filled(
            purpose=review.purpose,
            limitations=review.limitations,
            headline=review.headline,
            lang=review.lang if review.lang != default_lang else "",
            print_titles=review.print_titles,
            contact=review.contact,
            safeguarding_contact=review.safeguarding_contact,
        ),
        "team": [
            {
                "name": member.name,
                "role": str(member.role),
                **_filled(job=member.job, organisation=member.organisation),
            }
            for member in review.members.exclude(role=Member.Role.INDEPENDENT)
        ],
    }


def _sessions(review):
    return [
        {
            "code": session.code,
            "date": str(session.date),
            **_filled(
                start=_time(session.start),
                end=_time(session.end),
                title=session.title,
                place=session.place,
                purpose=session.purpose,
                # A name stands once, and somebody appointed to check the review is in no file.
                team=list(dict.fromkeys(member.name for member in session.team.all() if member.role in TEAM_ROLES)),
                access=session.access,
                groups=[_met(group) for group in session.groups.all()],
            ),
        }
        # In the order in which they are loaded again: by their place, not by their hour.
        for session in review.sessions.prefetch_related("groups__group", "team").order_by("date", "position", "id")
    ]


def _time(time):
    return f"{time:%H:%M}" if time else ""


def _met(group):
    return {
        "group": group.group.code,
        "number": group.number,
        **_filled(
            how=group.how,
            planned=group.planned,
            easy_read_by=group.easy_read_by,
            easy_read_due=str(group.easy_read_due) if group.easy_read_due else "",
            easy_read_given=str(group.easy_read_given) if group.easy_read_given else "",
            easy_read_given_note=group.easy_read_given_note,
        ),
    }


def _papers(review):
    return [{"code": paper.code, "title": paper.title, "supplied": paper.supplied} for paper in review.papers.all()]


def _sections(review):
    indicators = Indicator.objects.order_by("domain__position", "position", "code")
    passages = (
        Passage.objects.present()
        .select_related("recommendation")
        .prefetch_related(
            "themes",
            "sources__group",
            "sources__session",
            "sources__paper",
            "recommendation__owners",
            Prefetch("indicators", indicators),
            # Only the passages that are in the file can be named in it, in the order in which they stand there.
            Prefetch(
                "recommendation__follows_from",
                Passage.objects.present()
                .filter(section__review=review)
                .exclude(kind=Passage.Kind.RECOMMENDATION)
                .order_by("section__position", "position", "created_at", "id"),
            ),
        )
    )
    coverage = Coverage.objects.select_related("indicator").order_by(
        "indicator__domain__position", "indicator__position", "indicator__code"
    )
    return list(
        review.sections.select_related("domain").prefetch_related(
            Prefetch("passages", passages), Prefetch("coverage", coverage)
        )
    )


def _chapters(review, sections):
    titles = dict(review.edition.domains.values_list("code", "title"))
    rows = [_chapter(section, titles) for section in sections if section.holds_findings]
    # Loading makes a section for every domain, so one that says nothing of its own can be left out.
    return rows if review.is_kloe else [row for row in rows if row != {"code": row["code"], "passages": []}]


def _chapter(section, titles):
    passages = section.passages.all()
    return {
        "code": section.code,
        **_filled(
            title=section.title if section.title != titles.get(section.code) else "",
            cell=section.cell,
        ),
        "passages": [
            _passage(passage, "title", kind=str(passage.kind))
            for passage in passages
            if passage.kind != Passage.Kind.RECOMMENDATION
        ],
        **_filled(
            recommendations=[
                _recommendation(passage) for passage in passages if passage.kind == Passage.Kind.RECOMMENDATION
            ],
            coverage={row.indicator.code: str(row.state) for row in section.coverage.all()},
        ),
    }


def _paragraphs(section):
    return [_paragraph(section, passage) for passage in section.passages.all()] if section else []


def _paragraph(section, passage):
    if passage.kind == Passage.Kind.RECOMMENDATION:
        raise CannotDump(
            f"The recommendation {passage.pk} stands under “{section.title}”. In a review file recommendations stand "
            "in the sections of domains or lines of enquiry: file it there first."
        )
    kind = {} if passage.kind == Passage.Kind.PARAGRAPH else {"kind": str(passage.kind)}
    return _passage(passage, "heading", **kind)


def _passage(passage, title_key, **first):
    return {
        "id": str(passage.pk),
        **first,
        **_filled(**{title_key: passage.title}),
        "text": passage.text,
        **_filled(
            best=passage.says_it_best,
            themes=[theme.code for theme in passage.themes.all()],
            indicators=[indicator.code for indicator in passage.indicators.all()],
            sources=[_source(source) for source in passage.sources.all()],
        ),
    }


def _source(source):
    return {
        "kind": str(source.kind),
        **_filled(
            group=source.group and source.group.code,
            session=source.session and source.session.code,
            paper=source.paper and source.paper.code,
            detail=source.detail,
        ),
    }


def _recommendation(passage):
    # One that was a finding before may have been given no details yet.
    details = getattr(passage, "recommendation", None)
    more = {}
    if details:
        more = _filled(
            follows_from=[str(followed.pk) for followed in details.follows_from.all()],
            lead=details.lead,
            owners=[body.name for body in details.owners.all()],
            horizon=details.horizon,
        )
    return {**_passage(passage, "title"), **more}


def _good_practice(example):
    themes = [theme.code for theme in example.themes.all()]
    texts = {"title": example.title, "text": example.text}
    return _filled(**texts, success_factors=example.success_factors, themes=themes)


def _easy_read(**of):
    easy_read = EasyRead.objects.filter(**of).prefetch_related("tests", "rows__passage", "set_aside").first()
    if easy_read is None:
        return {}
    aside = {}
    for hint in easy_read.set_aside.all():
        said = {"hint": hint.code, **_filled(words=hint.words, reason=hint.reason)}
        aside.setdefault(hint.row_id, []).append(said)
    return {
        "lang": easy_read.lang,
        **_filled(
            title=easy_read.title,
            tested_by=[
                {"who": test.who, "date": str(test.date), **_filled(changed=test.changed, thanked=test.thanked)}
                for test in easy_read.tests.all()
            ],
            set_aside=aside.get(None),
        ),
        "rows": [_row(row, aside.get(row.pk)) for row in easy_read.rows.all()],
    }


def _row(row, aside):
    if row.kind == EasyReadRow.Kind.HEADING:
        return {"heading": row.text, **_filled(set_aside=aside)}
    stands_for = row.passage if row.passage and row.passage.removed_at is None else None
    return {
        "text": row.text,
        **_filled(brief=row.brief),
        **({} if is_photograph(row.picture) else _filled(picture=row.picture, alt=row.alt)),
        **({"for": str(stands_for.pk)} if stands_for else {}),
        **_filled(written_for=row.passage_hash if stands_for and row.passage_has_changed else "", set_aside=aside),
    }


def _actions(review):
    actions = (
        Action.objects.filter(recommendation__passage__section__review=review)
        .filter(recommendation__passage__removed_at=None)
        .filter(recommendation__passage__kind=Passage.Kind.RECOMMENDATION)
        .select_related("body")
        .prefetch_related("progress")
    )
    return [
        {
            "recommendation": str(action.recommendation_id),
            **_filled(body=action.body and action.body.name),
            "response": str(action.response),
            **_filled(
                reason=action.reason,
                action=action.action,
                owner=action.owner,
                due=str(action.due) if action.due else "",
                status=str(action.status),
                progress=[
                    {"date": str(row.date), **_filled(by=row.by), "text": row.text} for row in action.progress.all()
                ],
            ),
        }
        for action in actions
    ]
