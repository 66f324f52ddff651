"""What changes several rows of a review at once, each action whole or not at all."""

from reviews.actions.order import move_line, move_passage
from reviews.actions.papers import ask_for_papers
from reviews.actions.passages import (
    add_passage,
    change_passage,
    choose_best_passage,
    purge_removed,
    refile_passage,
    remove_passage,
    restore_passage,
    save_coverage,
)
from reviews.actions.sections import LineInUse, add_line, remove_line
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

__all__ = [
    "BACKGROUND",
    "CLOSING",
    "OVERALL",
    "SUMMARY",
    "LineInUse",
    "MoveRefused",
    "add_line",
    "add_passage",
    "ask_for_papers",
    "change_passage",
    "choose_best_passage",
    "move_line",
    "move_passage",
    "move_review",
    "purge_removed",
    "refile_passage",
    "remove_line",
    "remove_passage",
    "restore_passage",
    "save_coverage",
    "sections_of",
    "start_review",
]
