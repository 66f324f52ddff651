"""What a hint is, and the list of all rules: what each looks for and who asks for it."""

from dataclasses import dataclass

# Who advises what the rules look for: as a hint names them, and in full.
SOURCES = {
    "GOV": ("gov.uk", "The government’s website, gov.uk: Accessible communication formats"),
    "DH": ("the Department of Health", "Department of Health: Making written information easier to understand, 2010"),
    "PIF": ("the Patient Information Forum", "Patient Information Forum: Easy Read Matters, 2023"),
    "IE": ("Inclusion Europe", "Inclusion Europe: Information for all, European standards for easy to read"),
    "SLT": ("speech and language therapists", "Guides to easy read by NHS speech and language therapists"),
    "guides of 2026": ("guides of 2026", "Guides of 2026 to plain English and easy read"),
}


@dataclass(frozen=True)
class Rule:
    """One rule by its `code`; `title` names it, `guides` are the codes of SOURCES that advise it, or “practice”."""

    code: str
    title: str
    guides: str

    @property
    def advised(self):
        """Who advises it, as a sentence."""
        names = [SOURCES[code][0] for code in self.guides.split(", ") if code in SOURCES]
        if not names:
            return "Learnt from easy reads elsewhere."
        listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        return f"Advised by {listed}."


@dataclass(frozen=True)
class Hint:
    """Something to look at again. `says` tells in plain words what to do.

    `spans` are (start, end) in the text that was read, `words` what stands there: when these change, a hint that was
    set aside comes back. A `quiet` one is a mark to know of, and nothing that has to be settled.
    """

    code: str
    says: str
    spans: tuple = ()
    words: str = ""
    quiet: bool = False


def hint(code, text, spans, says, *, quiet=False):
    """A Hint about the places `spans` of a text, its words taken from there."""
    spans = tuple(spans)
    return Hint(code, says, spans, " · ".join(" ".join(text[start:end].split()) for start, end in spans), quiet)


def quoted(text, spans):
    """The words at these places, each once, in quotation marks: “which”, “although”."""
    return ", ".join(dict.fromkeys(f"“{text[start:end]}”" for start, end in spans))


_OF_A_ROW = (
    Rule("long-sentence", "A long sentence", "GOV, DH, PIF"),
    Rule("many-sentences", "Many sentences", "SLT"),
    Rule("more-than-one-idea", "More than one idea", "GOV"),
    Rule("passive", "Nobody does it", "GOV, PIF, IE"),
    Rule("no-noun-before", "Who is meant", "GOV, PIF, IE"),
    Rule("order-without-doer", "An order to nobody", "GOV"),
    Rule("abbreviation", "Letters for words", "GOV, PIF, IE"),
    Rule("contraction", "Two words in one", "guides of 2026"),
    Rule("negative", "Saying what is not", "guides of 2026"),
    Rule("percentage", "A percentage", "IE"),
    Rule("big-number", "A big number", "IE"),
    Rule("number-word", "A number in words", "IE"),
    Rule("hard-word", "A hard word", "GOV, IE"),
    Rule("unexplained", "Not explained yet", "GOV"),
    Rule("capitals", "Words in capitals", "DH, PIF"),
    Rule("passage-changed", "The report has changed", "practice"),
)
_OF_THE_WHOLE = (
    Rule("pages", "Many pages", "DH, GOV"),
    Rule("picture-missing", "No picture yet", "DH, PIF, SLT"),
    Rule("picture-repeated", "The same picture often", "DH, PIF, SLT"),
    Rule("order", "Another order than the report", "PIF, IE"),
    Rule("recommendation-without-row", "Recommendations without a row", "practice"),
    Rule("who-we-are", "Who we are", "practice"),
    Rule("when-we-came", "When we came", "practice"),
    Rule("why-we-came", "Why we came", "practice"),
    Rule("no-inspection", "Not an inspection", "practice"),
    Rule("who-was-asked", "Who was asked", "practice"),
    Rule("what-they-answered", "What they answered", "practice"),
    Rule("whom-to-ask", "Whom to ask", "PIF, IE"),
)
RULES = {rule.code: rule for rule in (*_OF_A_ROW, *_OF_THE_WHOLE)}
ROW_CODES = tuple(rule.code for rule in _OF_A_ROW)
WHOLE_CODES = tuple(rule.code for rule in _OF_THE_WHOLE)
