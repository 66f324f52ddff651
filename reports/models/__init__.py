"""What leaves the building and what comes back: easy read, versions, releases, actions."""

from reports.models.actions import Action, Progress
from reports.models.easy_read import EasyRead, EasyReadRow, EasyReadTest, RowVersion
from reports.models.hints import SetAsideHint
from reports.models.pictures import Mood, Photograph, Picture, PictureChoice, PictureSet
from reports.models.testing import SignOff, TrialAnswer, TrialLink
from reports.models.versions import (
    Document,
    DocumentPicture,
    Draft,
    FileFormat,
    Kind,
    Recipient,
    Release,
    RenderedFile,
    Version,
)

__all__ = [
    "Action",
    "Document",
    "DocumentPicture",
    "Draft",
    "EasyRead",
    "EasyReadRow",
    "EasyReadTest",
    "FileFormat",
    "Kind",
    "Mood",
    "Photograph",
    "Picture",
    "PictureChoice",
    "PictureSet",
    "Progress",
    "Recipient",
    "Release",
    "RenderedFile",
    "RowVersion",
    "SetAsideHint",
    "SignOff",
    "TrialAnswer",
    "TrialLink",
    "Version",
]
