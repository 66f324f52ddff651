"""What leaves the building and what comes back: easy read, versions, releases, actions."""

from reports.models.actions import Action, Progress
from reports.models.easy_read import EasyRead, EasyReadRow, EasyReadTest
from reports.models.versions import Document, Draft, FileFormat, Kind, Recipient, Release, RenderedFile, Version

__all__ = [
    "Action",
    "Document",
    "Draft",
    "EasyRead",
    "EasyReadRow",
    "EasyReadTest",
    "FileFormat",
    "Kind",
    "Progress",
    "Recipient",
    "Release",
    "RenderedFile",
    "Version",
]
