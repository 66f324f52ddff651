"""Why a file is not taken, in sentences for the person who sent it."""

UNKNOWN_KIND = (
    "This is not a kind of file that can be kept here. Send a PDF, a Word, Excel, PowerPoint or OpenDocument file, "
    "plain text, a CSV table, or a JPEG or PNG picture."
)
OLD_OFFICE = (
    "This file is protected by a password or was saved in an old format of Word, Excel or PowerPoint. Open it, take "
    "the password away, save it as .docx, .xlsx, .pptx or PDF, and send that."
)
LOCKED = "This file is protected by a password. Save it without one and send that."
MACROS = "This file holds macros, which are small programs. Save it without them and send that."
DAMAGED = "This file is damaged or is not what it says it is. Open it, save it again and send that."
TOO_MUCH = "This file holds more than can be taken in. Send it in parts, or as a PDF."
NOT_A_PHOTOGRAPH = "This is no JPEG or PNG picture. Save the photograph as one of these and send that."
DRAWING = "This drawing {what}. Open it in a drawing program, save it as plain SVG without that, and try again."
LARGE_PICTURE = "A picture in this file has more dots than can be taken in. Make it smaller and send it again."


class Refused(Exception):
    """The file is not taken; the message is a sentence that says why and what to do."""
