"""One review of one site: who takes part, what is written, and what it rests on."""

from reviews.models.evidence import Coverage, Paper, PaperFile, Session, SessionGroup, Source
from reviews.models.invitations import Invitation
from reviews.models.places import Body, Site, SiteContact, SitePartner
from reviews.models.review import Member, Review, Stage, StageChange
from reviews.models.texts import WRITTEN, TextVersion
from reviews.models.visit import Feedback, Note, PassedOn
from reviews.models.writing import GoodPractice, Passage, Recommendation, Section

__all__ = [
    "WRITTEN",
    "Body",
    "Coverage",
    "Feedback",
    "GoodPractice",
    "Invitation",
    "Member",
    "Note",
    "Paper",
    "PaperFile",
    "Passage",
    "PassedOn",
    "Recommendation",
    "Review",
    "Section",
    "Session",
    "SessionGroup",
    "Site",
    "SiteContact",
    "SitePartner",
    "Source",
    "Stage",
    "StageChange",
    "TextVersion",
]
