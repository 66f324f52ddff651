"""The texts of a review file as a reader must find them in print: plain words in printed order, with their numbers.

Taken from the file alone and by other means than the application's own, so that both would have to be wrong together.
"""

import re
from dataclasses import dataclass

NOTE_EXPLAINED = re.compile(r"^\[\^([^\]\s]+)\]:((?:.|\n(?!\n|\[\^))*)", re.MULTILINE)
NOTE_REFERRED = re.compile(r"\[\^([^\]\s]+)\]")
LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
KINDS_IN_A_LINE = ["strength", "finding", "development", "recommendation"]


@dataclass(frozen=True)
class WrittenText:
    """One text of the file: `number` as printed beside it or "", `notes` as ((number, words), …) in order."""

    place: str
    number: str
    title: str
    words: str
    notes: tuple


def written_texts(data, *, domains=()):
    """The texts of a review file's data as WrittenTexts in the order of print.

    `domains` are the codes of the edition's domains in order; empty for a review by lines of enquiry. In the summary
    every recommendation comes again, as the same WrittenText.
    """
    return _Reading(data, domains).texts()


class _Reading:
    def __init__(self, data, domains):
        self.data, self.domains = data, domains
        self.titles_printed = data["review"].get("print_titles", False)
        self.notes = self.recommendations = 0
        self.repeated = []

    def texts(self):
        found = self.unnumbered_where_headed("background", self.data["background"], "1" if self.domains else "")
        found += self.plain("limitations", self.data["review"].get("limitations"))
        sections = {section["code"]: section for section in self.data["sections"]}
        for position, code in enumerate(self.domains or sections, start=2 if self.domains else 1):
            if code in sections:
                found += self.section(sections[code], str(position))
        found += self.unnumbered_where_headed("overall_strengths", self.data.get("overall_strengths") or [], "")
        summary = self.data["summary"]
        last = str(len(self.domains) + 2) if self.domains else ""
        found += self.unnumbered_where_headed("summary", summary["text"], last)
        for row in summary.get("good_practice") or []:
            found.append(self.text(f"good practice “{row['title']}”", row.get("text") or "", title=row["title"]))
            for factor in row.get("success_factors") or []:
                found += self.plain("success factor", factor)
        found += self.repeated
        found += self.unnumbered_where_headed("closing", self.data.get("closing") or [], "")
        return found

    def unnumbered_where_headed(self, place, rows, chapter):
        found, last = [], 0
        for row in rows:
            last += not row.get("heading")
            number = f"{chapter}.{last}" if chapter and not row.get("heading") else ""
            heading = row.get("heading") or ""
            found.append(self.text(f"{place} {number or heading}", row["text"], number, heading))
        return found

    def plain(self, place, text):
        return [self.text(place, text)] if text else []

    def section(self, section, chapter):
        rows = [(row["kind"], row) for row in section["passages"]]
        rows += [("recommendation", row) for row in section.get("recommendations") or []]
        if not self.domains:
            rows.sort(key=lambda row: KINDS_IN_A_LINE.index(row[0]))
        found = []
        # In a domain the framework's good practice is n.1.
        for last, (kind, row) in enumerate(rows, start=2 if self.domains else 1):
            number = f"{chapter}.{last}"
            if kind == "recommendation" and self.domains:
                self.recommendations += 1
                number = f"R{self.recommendations}"
            title = row.get("title") or "" if self.titles_printed else ""
            found.append(self.text(f"{section['code']} {number}", row["text"], number, title))
            self.repeated += found[-1:] if kind == "recommendation" else []
        return found

    def text(self, place, text, number="", title=""):
        explained = dict(NOTE_EXPLAINED.findall(text))
        running = NOTE_EXPLAINED.sub("", text)
        numbers = {}
        for label in NOTE_REFERRED.findall(running):
            if label not in numbers:
                self.notes += 1
                numbers[label] = str(self.notes)
        words = NOTE_REFERRED.sub(lambda match: f" {numbers[match[1]]} ", running)
        notes = tuple((number, LINK.sub(r"\1", explained[label])) for label, number in numbers.items())
        return WrittenText(place, number, title, LINK.sub(r"\1", words), notes)
