"""Makes review files for tests, of any size and with every key of the format filled, always the same for a seed."""

import random
import uuid

from frameworks.models import Edition, ParticipantGroup, Theme
from reports.hints.hint import ROW_CODES, WHOLE_CODES
from reports.models import Action
from reports.pictures import offered_pictures
from reports.review_file.yaml_text import yaml_text
from reviews.models import Coverage, Source

VOCABULARY = (
    "able above advice after agree autism board borough bridge budget carer centre chair change child choice circle "
    "clinic college council county daily data demand doctor early early-help easy effort eight evening every family "
    "father forum friend future garden gather given group happy health hearing help holiday home hospital hour hub "
    "idea inform join joint journey kind learn letter library listen local manager meadow meeting mentor model month "
    "morning mother nearly nurse offer office order other paper parent patient people person phone place plan plain "
    "police price proud pupil quiet reach ready record refuse respite review risk road room route safe school seven "
    "share short sign sister skill social speak staff story street strong summer support teacher team thing third "
    "travel trust twelve under value village visit voice walk week welcome winter without worker yellow young "
    "Conwy dŵr Ynys café naïve"
)
WORDS = VOCABULARY.split()


def generated_review_file(layout, passages, seed):
    """The text of a review file with so many passages (recommendations included) in its sections.

    `layout` is "domains" or "kloe". It is of the newest edition of that layout that is in the database, and uses the
    themes and participant groups that are there.
    """
    return yaml_text(generated_review(layout, passages, seed))


def generated_review(layout, passages, seed):
    """As `generated_review_file`, as data: in the order in which `dump_review` writes, every list in its order."""
    return _Generator(layout, passages, seed).data()


class _Generator:
    def __init__(self, layout, passages, seed):
        self.random = random.Random(seed)
        self.code = f"made-{layout}-{passages}-{seed}"
        self.passages = passages
        self.edition = Edition.objects.filter(layout=layout).order_by("published", "id").last()
        self.themes = list(Theme.objects.values_list("code", flat=True))
        self.groups = list(ParticipantGroup.objects.values_list("code", flat=True))
        self.made = {"findings": [], "recommendations": []}

    def words(self, least, most):
        return " ".join(self.random.choices(WORDS, k=self.random.randint(least, most)))

    def sentence(self):
        return f"{self.words(6, 22).capitalize()}."

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.random.randint(1, 4)))

    def markdown(self):
        """A text of one to five blocks: paragraphs, lists, quotes, links, emphasis, footnotes."""
        shapes = [
            self.paragraph(),
            "\n".join(f"- {self.words(3, 12)}" for _ in range(3)),
            "\n".join(f"{number}. {self.words(3, 12)}" for number in (1, 2, 3)),
            f"> {self.sentence()}",
            f"They have **{self.words(2, 3)}** and *{self.words(2, 3)}*, see [{self.words(2, 4)}]"
            "(https://www.example.org/papers?page=1&part=2).",
            f"{self.words(6, 12).capitalize()}.[^one] {self.sentence()}\n\n[^one]: {self.sentence()}",
        ]
        return "\n\n".join([self.paragraph(), *self.random.sample(shapes, self.random.randint(0, 3))])

    def some(self, names, most=3):
        """One to `most` of the names, in the order in which they stand; none where there are none."""
        chosen = set(self.random.sample(names, min(len(names), self.random.randint(1, most))))
        return [name for name in names if name in chosen]

    def new_id(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def data(self):
        return {
            "format": "review/1",
            "framework": self.edition.code,
            "site": self.site(),
            "review": self.review(),
            "sessions": self.sessions(),
            "papers": [
                {"code": f"paper-{number}", "title": self.words(3, 8), "supplied": number != 2} for number in (1, 2, 3)
            ],
            "background": [self.text(heading=number == 3) for number in (1, 2, 3)],
            **({"overall_strengths": [self.text(), self.text()]} if self.edition.layout == "kloe" else {}),
            "sections": self.sections(),
            "summary": {"text": [self.text(), self.text()], "good_practice": self.good_practice()},
            "closing": [self.text(heading=True)],
            "easy_read": self.easy_read(),
            "easy_read_update": self.easy_read_update(),
            "actions": self.actions(),
        }

    def site(self):
        return {
            "code": f"site-{self.code}",
            "name": f"Madeby {self.words(1, 1).capitalize()}",
            "kind": "County",
            "invented": True,
            "profile": self.paragraph(),
            "partners": ["Madeby Town Council", "Anywhere NHS Trust"],
        }

    def review(self):
        return {
            "code": self.code,
            "title": f"Review of {self.words(4, 8)}",
            "from": "2016-03-31",
            "to": "2016-04-01",
            "stage": "writing",
            "purpose": self.paragraph(),
            "limitations": self.paragraph(),
            "headline": self.sentence(),
            "lang": "cy",
            "print_titles": True,
            "contact": "Reviews coordinator\n01632 960 101",
            "safeguarding_contact": "Duty social worker\n01632 960 102",
            "team": [
                {"name": "Ann Lead", "role": "lead", "job": "Head of plans", "organisation": "Elsewhere Council"},
                {"name": "Bob Reviewer", "role": "reviewer", "job": "Parent carer", "organisation": "A forum"},
                {"name": "Cy Observer", "role": "observer", "job": "Student", "organisation": "A college"},
            ],
        }

    def sessions(self):
        return [
            {
                "code": f"session-{number}",
                "date": "2016-03-31",
                "start": f"{number + 8:02}:15",
                "end": f"{number + 9:02}:00",
                "title": self.words(2, 5),
                "place": self.words(1, 4),
                "purpose": self.paragraph(),
                "team": ["Ann Lead", "Bob Reviewer"],
                "access": self.paragraph(),
                "groups": [
                    {
                        "group": group,
                        "number": None if number == 2 else number + 4,
                        "how": self.words(2, 6),
                        **({"planned": True} if number == 3 else {}),
                        "easy_read_by": self.words(2, 5),
                        "easy_read_due": "2016-05-13",
                        "easy_read_given": "2016-05-12",
                        "easy_read_given_note": self.words(2, 5),
                    }
                    for group in self.some(self.groups)
                ],
            }
            for number in (1, 2, 3)
        ]

    def text(self, *, heading=False):
        title = {"heading": self.words(2, 5)} if heading else {}
        return {"id": self.new_id(), **title, "text": self.markdown()}

    def tags(self, domain, best=False):
        sources = [
            {
                "kind": self.random.choice(Source.Kind.values),
                "group": self.random.choice(self.groups),
                "session": "session-1",
                "paper": "paper-2",
                "detail": self.words(2, 5),
            }
            for _ in range(2)
        ]
        return {
            **({"best": True} if best else {}),
            "themes": self.some(self.themes),
            "indicators": self.some([indicator.code for indicator in domain.indicators.all()]),
            "sources": sources,
        }

    def sections(self):
        domains = list(self.edition.domains.prefetch_related("indicators"))
        sections = [self.section(domain) for domain in domains]
        for number in range(self.passages):
            section, domain = sections[number % len(sections)], domains[number % len(sections)]
            # Of three passages of a section the third is a recommendation, so that it has something to follow from.
            if number // len(sections) % 3 == 2 or number == self.passages - 1:
                section.setdefault("recommendations", []).append(self.recommendation(domain))
            else:
                section["passages"].append(self.finding(domain, best=not section["passages"]))
        # Coverage stands last in a section.
        return [section | {"coverage": section.pop("coverage")} for section in sections]

    def section(self, domain):
        states = Coverage.State.values
        return {
            "code": domain.code,
            "title": f"{domain.title} here",
            "cell": self.sentence(),
            "passages": [],
            "coverage": {
                indicator.code: states[number % len(states)] for number, indicator in enumerate(domain.indicators.all())
            },
        }

    def finding(self, domain, *, best):
        finding = {
            "id": self.new_id(),
            "kind": self.random.choice(["finding", "strength", "development"]),
            "title": self.words(3, 8),
            "text": self.markdown(),
            **self.tags(domain, best),
        }
        self.made["findings"].append(finding["id"])
        return finding

    def recommendation(self, domain):
        recommendation = {
            "id": self.new_id(),
            "title": self.words(3, 8),
            "text": self.markdown(),
            **self.tags(domain),
            # One is enough to be in the right order, whichever sections it reaches over.
            "follows_from": [self.random.choice(self.made["findings"])],
            "lead": "Head of plans",
            "owners": ["Anywhere NHS Trust", "Madeby Town Council"],
            "horizon": "Within three months",
        }
        self.made["recommendations"].append(recommendation["id"])
        return recommendation

    def good_practice(self):
        return [
            {
                "title": self.words(3, 8),
                "text": self.markdown(),
                "success_factors": [self.words(3, 8), self.words(3, 8)],
                "themes": self.some(self.themes),
            }
            for _ in range(2)
        ]

    def easy_read(self):
        pictures = list(offered_pictures())
        rows = [
            {
                "text": self.sentence(),
                "brief": self.sentence(),
                "picture": self.random.choice(pictures),
                "alt": self.words(2, 5),
                "for": stands_for,
                **({"written_for": f"{self.random.getrandbits(256):064x}"} if number % 2 else {}),
                "set_aside": [
                    {"hint": code, "words": self.words(1, 3), "reason": self.sentence()}
                    for code in self.some(list(ROW_CODES))
                ],
            }
            for number, stands_for in enumerate((self.made["findings"] + self.made["recommendations"])[:20])
        ]
        return {
            "lang": "en",
            "title": self.words(3, 6),
            "tested_by": [
                {"who": who, "date": "2016-05-01", "changed": self.paragraph(), "thanked": self.words(2, 5)}
                for who in ("Four people of a forum", "Two pupils")
            ],
            "set_aside": [{"hint": code, "reason": self.sentence()} for code in WHOLE_CODES],
            "rows": [
                {"heading": self.words(2, 4), "set_aside": [{"hint": "hard-word", "words": self.words(1, 1)}]},
                *rows,
            ],
        }

    def easy_read_update(self):
        pictures = list(offered_pictures())
        rows = [
            {"text": self.sentence(), "picture": self.random.choice(pictures), "for": stands_for}
            for stands_for in self.made["recommendations"][:3]
        ]
        return {
            "lang": "en",
            "title": self.words(3, 6),
            "tested_by": [{"who": "Two pupils", "date": "2017-05-01", "changed": self.paragraph()}],
            "set_aside": [{"hint": "pages", "reason": self.sentence()}],
            "rows": [{"heading": self.words(2, 4)}, *rows],
        }

    def actions(self):
        return [
            {
                "recommendation": recommendation,
                "body": "Madeby Town Council",
                "response": self.random.choice(Action.Response.values),
                "reason": self.paragraph(),
                "action": self.paragraph(),
                "owner": "Head of plans",
                "due": "2017-01-31",
                "status": self.random.choice(Action.Status.values),
                "progress": [
                    {"date": date, "by": "Head of plans", "text": self.paragraph()}
                    for date in ("2016-09-01", "2016-12-01")
                ],
            }
            for recommendation in self.made["recommendations"][:5]
        ]
