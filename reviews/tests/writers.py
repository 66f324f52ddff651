"""Several people writing in one review, and beside the database a plain account of what must stand there."""

import uuid
from dataclasses import dataclass, field

from conftest import make_user
from reviews.actions import (
    add_passage,
    change_passage,
    choose_best_passage,
    move_passage,
    refile_passage,
    remove_passage,
    restore_passage,
)
from reviews.actions.passages import save_or_begin
from reviews.models import Passage, TextVersion
from reviews.saving import Conflict, PassageRemoved, save_text
from reviews.text import text_hash

WRITERS = ("ada", "ben", "cleo")
# The last is of those only that are or once were a recommendation.
FIELDS = ("text", "title", "lead")
BY_ITSELF, BY_BUTTON, RESTORED = TextVersion.Kind.AUTOSAVE, TextVersion.Kind.CHECKPOINT, TextVersion.Kind.RESTORED
KINDS = {
    "domain": ("finding", "recommendation", "strength"),
    "line": ("strength", "recommendation", "development"),
}


class NotNow(Exception):
    """The step is for a passage, and there is none yet."""


@dataclass(frozen=True)
class Sent:
    """One text as a writer sent it: the words, and those they started from."""

    writer: int
    passage: uuid.UUID
    field: str
    text: str
    base: str


@dataclass
class Account:
    """One text of a passage: what stands, all that was ever typed, what was taken, and what thinning has to leave."""

    stands: str = ""
    typed: set = field(default_factory=set)
    taken: set = field(default_factory=set)
    offered: set = field(default_factory=set)
    lasting: set = field(default_factory=set)

    def receive(self, sent, kind, *, removed):
        """What a writer must be told, by the rules of docs/saving.md: saved, conflict or removed."""
        self.typed.add(sent.text)
        if sent.text != self.stands and not removed and sent.base == self.stands:
            self.stands = sent.text
            self.taken.add(sent)
            self.lasting |= {sent.text} if kind != BY_ITSELF else set()
        elif sent.text != self.stands and (removed or sent not in self.taken):
            self.offer(sent)
            return "removed" if removed else "conflict"
        return "removed" if removed else "saved"

    def offer(self, sent):
        """What comes too late is kept for good, and so is what it was based on when it first came."""
        self.lasting.add(sent.text)
        if (sent.writer, sent.text) not in self.offered:
            self.offered.add((sent.writer, sent.text))
            self.lasting |= {sent.base} & self.typed


@dataclass
class Written:
    """A passage in the account."""

    section: str
    kind: str
    removed: bool = False
    recommended: bool = False
    texts: dict = field(default_factory=lambda: {name: Account() for name in FIELDS})

    def __post_init__(self):
        self.file(self.section, self.kind)

    def file(self, section, kind):
        self.section, self.kind = section, kind
        self.recommended = self.recommended or kind == "recommendation"

    @property
    def fields(self):
        return FIELDS if self.recommended else FIELDS[:2]


class Writing:
    """The review and who writes in it. Every public method but `take` is a step, taken by one of the writers.

    Each writer works from passages and texts as they last saw them, however much others have changed since.
    """

    def __init__(self, review):
        self.review = review
        found = review.sections.filter(kind__in=KINDS).order_by("position")[:2]
        self.sections = {section.code: section for section in found}
        self.kinds = KINDS[found[0].kind]
        self.users = [make_user(name) for name in WRITERS]
        self.passages = {}
        # By section the ids of all its passages, also of those removed, in the order of their positions.
        self.order = {code: [] for code in self.sections}
        self.rows, self.screens, self.sent = {}, {}, []

    def take(self, step, writer, which, choice):
        """Take one step; returns whether it could be taken."""
        try:
            getattr(self, step)(writer % len(WRITERS), which, choice)
        except NotNow:
            return False
        return True

    # Writing --------------------------------------------------------------------------------------------------------
    def begin(self, writer, which, choice):
        """The first words of a new passage save themselves."""
        passage = self._new(which, choice)
        self._save(Sent(writer, passage, self._field(passage, which), self._words(choice), ""))

    def begin_with_a_form(self, writer, which, choice):
        """Sent three times, as by somebody who presses the button again and again."""
        passage = self._new(which, choice)
        sent = [Sent(writer, passage, name, self._words(choice), "") for name in self.passages[passage].fields]
        for _ in range(3):
            self._save_form(sent, add=True)

    def write(self, writer, which, choice):
        passage = self._pick(which)
        self._save(self._typed(writer, passage, self._field(passage, choice), self._words(choice)))

    def write_in_a_form(self, writer, which, choice):
        passage = self._pick(which)
        fields = enumerate(self.passages[passage].fields)
        self._save_form(
            [self._typed(writer, passage, name, self._words(choice + place)) for place, name in fields],
            add=choice % 2 == 0,
        )

    def send_three_times(self, writer, which, choice):
        """Something that was sent before comes again, from a device that did not hear the answer."""
        _need(self.sent)
        sent = self.sent[(which * 10 + choice) % len(self.sent)]
        self._save(sent)
        before = self._versions(sent.passage)
        self._save(sent)
        self._save(sent)
        assert self._versions(sent.passage) == before

    def bring_back(self, writer, which, choice):
        """An earlier text is restored from the history, over the one that the page showed."""
        passage = self._pick(which)
        name = self._field(passage, choice)
        earlier = sorted(self.passages[passage].texts[name].typed)
        _need(earlier)
        self._save(self._typed(writer, passage, name, earlier[choice % len(earlier)]), RESTORED)

    def look_again(self, writer, which, choice):
        """The page is loaded anew."""
        passage = self._pick(which)
        self.rows.pop((writer, passage), None)
        for name in self.passages[passage].fields:
            self.screens[writer, passage, name] = self.passages[passage].texts[name].stands

    # Order ----------------------------------------------------------------------------------------------------------
    def move(self, writer, which, choice):
        passage, up = self._pick(which), choice % 2 == 0
        move_passage(passage=self._row(writer, passage), up=up)
        order = self.order[self.passages[passage].section]
        run = [each for each in order if self._stand_together(each, passage)]
        if passage in run:
            places, place = [order.index(each) for each in run], run.index(passage)
            run.insert(max(place - 1, 0) if up else place + 1, run.pop(place))
            for there, each in zip(places, run, strict=True):
                order[there] = each

    def refile(self, writer, which, choice):
        passage = self._pick(which)
        section, kind = list(self.sections.values())[choice % 2], self.kinds[choice % 3]
        written = self.passages[passage]
        moved = refile_passage(passage=self._row(writer, passage), section=section, kind=kind, by=self.users[writer])
        assert moved == ((written.section, written.kind) != (section.code, kind))
        if written.section != section.code:
            self.order[written.section].remove(passage)
            self.order[section.code].append(passage)
        written.file(section.code, kind)

    def remove(self, writer, which, choice):
        passage = self._pick(which)
        remove_passage(passage=self._row(writer, passage), by=self.users[writer])
        self.passages[passage].removed = True

    def restore(self, writer, which, choice):
        passage = self._pick(which)
        restore_passage(passage=self._row(writer, passage), by=self.users[writer])
        self.passages[passage].removed = False

    def choose_best(self, writer, which, choice):
        row = Passage.objects.get(pk=self._pick(which))
        choose_best_passage(section=row.section, passage=row)

    # What the steps are made of -------------------------------------------------------------------------------------
    def _new(self, which, choice):
        passage = uuid.uuid4()
        section = list(self.sections)[which % 2]
        self.passages[passage] = Written(section, self.kinds[choice % 3])
        self.order[section].append(passage)
        return passage

    def _field(self, passage, choice):
        fields = self.passages[passage].fields
        return fields[choice % len(fields)]

    def _typed(self, writer, passage, name, text):
        base = self.screens.setdefault((writer, passage, name), self.passages[passage].texts[name].stands)
        return Sent(writer, passage, name, text, base)

    def _words(self, choice):
        """Small choices make words that others type as well."""
        return f"Heard {choice}." if choice < 3 else f"Heard {len(self.sent)} of {choice}."

    def _pick(self, which):
        _need(self.passages)
        return list(self.passages)[which % len(self.passages)]

    def _row(self, writer, passage):
        """The passage as the writer last saw it."""
        if (writer, passage) not in self.rows:
            self.rows[writer, passage] = Passage.objects.select_related("section__review").get(pk=passage)
        return self.rows[writer, passage]

    def _stand_together(self, one, other):
        one, other = self.passages[one], self.passages[other]
        if one.removed or "line" in {section.kind for section in self.sections.values()}:
            return not one.removed and one.kind == other.kind
        return (one.kind == "recommendation") == (other.kind == "recommendation")

    def _versions(self, passage):
        return TextVersion.objects.filter(passage=passage).count()

    def _save(self, sent, kind=BY_ITSELF):
        self.sent.append(sent)
        written = self.passages[sent.passage]
        words = {"text": sent.text, "based_on": text_hash(sent.base), "by": self.users[sent.writer]}
        try:
            if kind == BY_ITSELF:
                section = self.sections[written.section]
                place = {"section": section, "passage_id": sent.passage, "kind": written.kind, "field": sent.field}
                result = save_or_begin(**place, **words)
            else:
                result = save_text(self._row(sent.writer, sent.passage), sent.field, **words, kind=kind)
        except PassageRemoved:
            result = None
        self._account_for(sent, kind, "removed" if result is None else _told(result))
        if isinstance(result, Conflict):
            stands = written.texts[sent.field].stands
            assert (result.stored.text, result.offered.text) == (stands, sent.text)

    def _save_form(self, sent, *, add):
        self.sent.extend(sent)
        passage, by = sent[0].passage, self.users[sent[0].writer]
        words = {each.field: (each.text, text_hash(each.base)) for each in sent}
        written = self.passages[passage]
        try:
            if add:
                place = {"section": self.sections[written.section], "passage_id": passage, "kind": written.kind}
                _row, conflicts = add_passage(**place, by=by, **words)
            else:
                _row, conflicts = change_passage(passage=self._row(sent[0].writer, passage), by=by, **words)
        except PassageRemoved:
            told = dict.fromkeys(words, "removed")
        else:
            late = {conflict.offered.field for conflict in conflicts}
            told = {name: "conflict" if name in late else "saved" for name in words}
        for each in sent:
            self._account_for(each, BY_BUTTON, told[each.field])

    def _account_for(self, sent, kind, told):
        written = self.passages[sent.passage]
        assert told == written.texts[sent.field].receive(sent, kind, removed=written.removed), f"{sent}"
        if told == "saved":
            self.screens[sent.writer, sent.passage, sent.field] = sent.text


def _told(result):
    return "conflict" if isinstance(result, Conflict) else "saved"


def _need(condition):
    if not condition:
        raise NotNow


STEPS = sorted(name for name, value in vars(Writing).items() if callable(value) and not name.startswith("_"))
STEPS.remove("take")
