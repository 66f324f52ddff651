"""What good looks like: editions and their parts, themes, terms, whom to ask, and how to prepare for a visit."""

from frameworks.models.edition import Domain, Edition, FixedEditionError, Framework
from frameworks.models.groups import ParticipantGroup
from frameworks.models.parts import EvidenceCheck, ExampleItem, Indicator, Prompt, Resource, SuggestedAction
from frameworks.models.preparation import (
    ChecklistTask,
    ChecklistWeek,
    GroupToMeet,
    InformationSheetRow,
    InformationSheetSection,
    PaperRequest,
    PreparationPack,
    ProgrammeDay,
    ProgrammeSession,
)
from frameworks.models.terms import Term
from frameworks.models.themes import Theme, ThemeReference, ThemeSource
from frameworks.models.visibility import Visibility

__all__ = [
    "ChecklistTask",
    "ChecklistWeek",
    "Domain",
    "Edition",
    "EvidenceCheck",
    "ExampleItem",
    "FixedEditionError",
    "Framework",
    "GroupToMeet",
    "Indicator",
    "InformationSheetRow",
    "InformationSheetSection",
    "PaperRequest",
    "ParticipantGroup",
    "PreparationPack",
    "ProgrammeDay",
    "ProgrammeSession",
    "Prompt",
    "Resource",
    "SuggestedAction",
    "Term",
    "Theme",
    "ThemeReference",
    "ThemeSource",
    "Visibility",
]
