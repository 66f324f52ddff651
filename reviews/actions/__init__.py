"""What changes several rows of a review at once, each action whole or not at all."""

from reviews.actions.files import add_file, purge_unclaimed_files, remove_file, remove_paper
from reviews.actions.good_practice import GoodPracticeElsewhere, save_good_practice, save_or_begin_good_practice
from reviews.actions.notes import (
    NoteElsewhere,
    join_note_to_passage,
    make_passage_of_note,
    pass_on,
    save_note,
    save_or_begin_note,
    set_note_aside,
    take_up_note,
)
from reviews.actions.order import move_line, move_passage
from reviews.actions.papers import ask_for_papers
from reviews.actions.passages import (
    PassageElsewhere,
    add_passage,
    change_passage,
    choose_best_passage,
    purge_removed,
    refile_passage,
    remove_passage,
    restore_passage,
    save_coverage,
)
from reviews.actions.people import remove_person
from reviews.actions.programme import lay_out_programme, save_session
from reviews.actions.room import choose_for_the_room, mark_said
from reviews.actions.sections import LineInUse, add_line, remove_line
from reviews.actions.sites import add_contact, change_contact, end_contact, save_site
from reviews.actions.stages import (
    BACKGROUND,
    CLOSING,
    OVERALL,
    SUMMARY,
    MoveRefused,
    move_review,
    sections_of,
    start_review,
)
from reviews.actions.team import add_member, change_member, leave_team

__all__ = [
    "BACKGROUND",
    "CLOSING",
    "OVERALL",
    "SUMMARY",
    "GoodPracticeElsewhere",
    "LineInUse",
    "MoveRefused",
    "NoteElsewhere",
    "PassageElsewhere",
    "add_contact",
    "add_file",
    "add_line",
    "add_member",
    "add_passage",
    "ask_for_papers",
    "change_contact",
    "change_member",
    "change_passage",
    "choose_best_passage",
    "choose_for_the_room",
    "end_contact",
    "join_note_to_passage",
    "lay_out_programme",
    "leave_team",
    "make_passage_of_note",
    "mark_said",
    "move_line",
    "move_passage",
    "move_review",
    "pass_on",
    "purge_removed",
    "purge_unclaimed_files",
    "refile_passage",
    "remove_file",
    "remove_line",
    "remove_paper",
    "remove_passage",
    "remove_person",
    "restore_passage",
    "save_coverage",
    "save_good_practice",
    "save_note",
    "save_or_begin_good_practice",
    "save_or_begin_note",
    "save_session",
    "save_site",
    "sections_of",
    "set_note_aside",
    "start_review",
    "take_up_note",
]
