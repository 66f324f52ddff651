"""Several people at the very same moment, each with a connection of their own: one agreed state, and no word lost."""

import random
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection

from conftest import make_passage, make_user
from reviews.actions import choose_best_passage, move_passage, refile_passage, remove_passage, restore_passage
from reviews.actions.notes import save_or_begin_note
from reviews.actions.passages import save_or_begin
from reviews.models import Note, Passage, Section, TextVersion
from reviews.saving import Conflict, PassageRemoved, Saved, save_text
from reviews.text import text_hash

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = 60


@pytest.fixture(autouse=True)
def _database_with_connections():
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lives in memory and never waits; a real one has one writer at a time")


@pytest.fixture
def people():
    return [make_user(name) for name in ("ada", "ben", "cleo")]


def at_once(*actions):
    """What the actions return, started together, each with a connection of its own; whatever one raises is raised."""
    start = threading.Barrier(len(actions))

    def run(action):
        start.wait()
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


class Desk:
    """One person who writes, moves, files, removes and restores at random, from passages as they last saw them."""

    def __init__(self, passages, by, seed):
        self.by, self.chance, self.typed = by, random.Random(f"{seed} {by.name}"), []
        self.passages = [Passage.objects.select_related("section").get(pk=passage.pk) for passage in passages]
        self.sections = list(Section.objects.filter(review=passages[0].section.review_id, kind="domain"))

    def work(self):
        for number in range(STEPS):
            passage = self.chance.choice(self.passages)
            step = self.chance.choice([self.write] * 5 + [self.move, self.refile, self.remove, self.restore, self.best])
            step(passage, number)
        return self.typed

    def write(self, passage, number):
        text = f"{passage.text}\n{self.by.name} {number}."[-200:]
        self.typed.append((passage.pk, text))
        try:
            save_text(passage, "text", text, based_on=passage.text_hash, by=self.by)
        except PassageRemoved:
            restore_passage(passage=passage, by=self.by)

    def move(self, passage, number):
        move_passage(passage=passage, up=number % 2 == 0)

    def refile(self, passage, number):
        kind = self.chance.choice(["finding", "strength", "recommendation"])
        refile_passage(passage=passage, section=self.chance.choice(self.sections), kind=kind, by=self.by)

    def remove(self, passage, number):
        remove_passage(passage=passage, by=self.by)

    def restore(self, passage, number):
        restore_passage(passage=passage, by=self.by)

    def best(self, passage, number):
        choose_best_passage(section=passage.section, passage=passage)


@pytest.mark.parametrize("seed", range(4))
def test_three_people_at_once_end_in_one_state_and_lose_nothing(review, people, seed):
    passages = [
        make_passage(review, code, text=f"{code} {number}") for code in ("vision", "leadership") for number in (1, 2)
    ]
    desks = [Desk(passages, by, seed) for by in people]
    typed = [text for texts in at_once(*(desk.work for desk in desks)) for text in texts]
    assert set(typed) <= set(TextVersion.objects.values_list("passage_id", "text"))
    for passage in passages:
        passage.refresh_from_db()
        stored = list(passage.versions.exclude(kind=TextVersion.Kind.CONFLICT))
        # Nobody wrote over a text that they had not seen.
        assert [late.based_on for _, late in pairwise(stored)] == [early.hash for early, _ in pairwise(stored)]
        assert not stored or stored[-1].text == passage.text
    for section in desks[0].sections:
        positions = list(section.passages.values_list("position", flat=True))
        assert len(set(positions)) == len(positions)


def test_of_two_moves_at_the_same_moment_both_happen(review):
    passages = {letter: make_passage(review, text=letter) for letter in "ABCDE"}
    order = review.sections.get(code="vision").passages.order_by("position").values_list("text", flat=True)
    for _ in range(20):
        first, second, third, fourth, fifth = order.all()
        at_once(
            lambda first=first: move_passage(passage=passages[first], up=False),
            lambda fifth=fifth: move_passage(passage=passages[fifth], up=True),
        )
        assert list(order.all()) == [second, first, third, fifth, fourth]


def test_two_filed_in_one_section_at_the_same_moment_have_places_of_their_own(review, people):
    passages = [make_passage(review, text=letter) for letter in "AB"]
    for number in range(20):
        section = review.sections.get(code=("leadership", "vision")[number % 2])
        place = {"section": section, "kind": "finding", "by": people[0]}
        at_once(*(lambda each=each, place=place: refile_passage(passage=each, **place) for each in passages))
        assert sorted(section.passages.values_list("position", flat=True)) == [0, 1]


def rounds(passage, texts, people):
    """Thirty times everybody saves their text at the same moment, from the same base; yields what each was answered."""
    for number in range(30):
        passage.refresh_from_db()
        base = passage.text_hash

        def save(place, number=number, base=base):
            own = Passage.objects.get(pk=passage.pk)
            return save_text(own, "text", f"{texts[place]} {number}", based_on=base, by=people[place])

        yield at_once(*(lambda place=place: save(place) for place in range(len(texts))))


def test_the_same_text_twice_at_the_same_moment_is_stored_once(review, people):
    passage = make_passage(review, text="")
    for answers in rounds(passage, ["Same.", "Same."], people):
        assert [type(answer) for answer in answers] == [Saved, Saved]
        assert answers[0].hash == answers[1].hash
    texts = list(passage.versions.values_list("text", flat=True))
    assert sorted(texts) == sorted({"", *(f"Same. {number}" for number in range(30))})


def test_of_two_texts_at_the_same_moment_one_stands_and_both_are_kept(review, people):
    passage = make_passage(review, text="")
    for answers in rounds(passage, ["Mine.", "Yours."], people):
        assert {type(answer) for answer in answers} == {Saved, Conflict}
        [conflict] = [answer for answer in answers if isinstance(answer, Conflict)]
        [saved] = [answer for answer in answers if isinstance(answer, Saved)]
        assert conflict.stored.hash == saved.hash != conflict.offered.hash
    assert passage.versions.filter(kind=TextVersion.Kind.CONFLICT).count() == 30


def test_first_words_sent_twice_at_the_same_moment_begin_one_passage(review, people):
    section = review.sections.get(code="vision")
    words = {"text": "They wait.", "based_on": text_hash(""), "by": people[0]}
    for _ in range(20):
        place = {"section": section, "passage_id": uuid.uuid4(), "kind": "finding", "field": "text"}
        answers = at_once(*[lambda place=place: save_or_begin(**place, **words)] * 2)
        assert {answer.hash for answer in answers} == {text_hash("They wait.")}
        assert Passage.objects.get(pk=place["passage_id"]).versions.count() == 1
    assert sorted(section.passages.values_list("position", flat=True)) == list(range(20))


def test_first_words_of_a_note_sent_twice_at_the_same_moment_begin_one_note(review, people):
    words = {"text": "They wait.", "based_on": text_hash(""), "by": people[0]}
    for _ in range(20):
        note_id = uuid.uuid4()
        at_once(*[lambda note_id=note_id: save_or_begin_note(review=review, note_id=note_id, **words)] * 2)
        assert Note.objects.get(pk=note_id).versions.count() == 1
