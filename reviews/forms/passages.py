"""What people fill in about a passage: its words, what it is about, where it comes from, and whose it is."""

from django import forms
from django.db.models import Q
from django.urls import reverse

from frameworks.models import ParticipantGroup, Theme
from reviews.forms.writing import WrittenField, save_by_itself
from reviews.models import Body, Passage, Section, Source
from reviews.saving import text_of
from reviews.text import text_hash

SMALL = {"class": "govuk-checkboxes--small"}

# By text the hidden field that says which words the writer started from.
BASED_ON = {
    "text": "based_on",
    "title": "title_based_on",
    "lead": "lead_based_on",
    "horizon": "horizon_based_on",
}

FINDINGS = [Passage.Kind.FINDING, Passage.Kind.STRENGTH, Passage.Kind.DEVELOPMENT]
FINDINGS_OF_A_LINE = [Passage.Kind.STRENGTH, Passage.Kind.DEVELOPMENT]


def kinds_in(section):
    """The kinds of passage that are written in a section, in the order in which they are offered."""
    if not section.holds_findings:
        return [Passage.Kind.PARAGRAPH]
    findings = FINDINGS_OF_A_LINE if section.kind == Section.Kind.LINE else FINDINGS
    return [*findings, Passage.Kind.RECOMMENDATION]


class PassageForm(forms.Form):
    """One form for every kind of passage; a kind that has no use for a field does not have it.

    `id` is made before the text is written, so that sending it twice makes one passage. The hidden hashes say which
    words the writer started from, and `before` what was ticked beside them.
    """

    LINKS = ("themes", "indicators", "owners", "follows_from")

    id = forms.UUIDField(widget=forms.HiddenInput)
    title_based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    lead_based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    horizon_based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    before = forms.JSONField(widget=forms.HiddenInput, required=False)
    text = WrittenField(rows=10)
    title = WrittenField(label="Short title", max_length=300, required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )
    indicators = forms.ModelMultipleChoiceField(None, required=False, widget=forms.CheckboxSelectMultiple(attrs=SMALL))
    owners = forms.ModelMultipleChoiceField(
        None,
        label="Whose it is",
        required=False,
        help_text="The organisations it is addressed to.",
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )
    lead = WrittenField(
        label="Who would lead it",
        max_length=200,
        required=False,
        help_text="A job, not a name: for example, head of SEND.",
    )
    horizon = WrittenField(
        label="By when",
        max_length=200,
        required=False,
        help_text="For example: within three months, by the next budget.",
    )
    follows_from = forms.ModelMultipleChoiceField(
        None,
        label="What it follows from",
        required=False,
        help_text="The findings it answers.",
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )

    def __init__(self, data=None, *, section, kind, passage_id, passage=None, starting_text="", findings=()):
        super().__init__(data, auto_id=f"passage-{passage_id}-%s", initial=_initial(passage_id, passage, starting_text))
        self.section, self.kind = section, kind
        self._save_by_themselves(passage_id, is_new=passage is None)
        self.fields["text"].label = Passage.Kind(kind).label
        self._word_title(kind)
        if not section.holds_findings:
            for name in ("themes", "indicators"):
                del self.fields[name]
        else:
            self._offer_themes(section)
            self._offer_indicators(section)
        if kind == Passage.Kind.RECOMMENDATION:
            self._offer_owners(section, passage)
            self._offer_findings(section, findings)
        else:
            for name in ("owners", "lead", "horizon", "follows_from", "lead_based_on", "horizon_based_on"):
                del self.fields[name]

    def _save_by_themselves(self, passage_id, *, is_new):
        """Name the address to which the texts save themselves, and for a new passage where it begins."""
        address = reverse("text_save", args=[self.section.review_id, passage_id])
        create = {"section": self.section.code, "kind": self.kind} if is_new else None
        for name, based_on in BASED_ON.items():
            save_by_itself(self, name, address, based_on=based_on, create=create)

    def _word_title(self, kind):
        title = self.fields["title"]
        if kind == Passage.Kind.PARAGRAPH:
            title.label = "Heading"
            title.help_text = "Printed above the paragraph, which then has no number. Leave it empty for ordinary text."
        else:
            title.help_text = "A few words to find it by."

    def _offer_themes(self, section):
        code = section.domain.code if section.domain else section.code
        themes = list(Theme.objects.all())
        usual = [theme for theme in themes if code in theme.usual_domains or code in theme.usual_lines]
        others = [theme for theme in themes if theme not in usual]
        groups = [("Often met here", usual), ("All others", others)] if usual else [("", others)]
        self.fields["themes"].choices = [
            (label, [(theme.pk, theme.title) for theme in group]) for label, group in groups
        ]

    def _offer_indicators(self, section):
        if section.domain is None:
            del self.fields["indicators"]
            return
        field = self.fields["indicators"]
        field.queryset = section.domain.indicators.all()
        field.choices = [(indicator.pk, indicator.text) for indicator in field.queryset]

    def _offer_owners(self, section, passage):
        of_site = Q(sites=section.review.site_id)
        chosen = Q(recommendations__passage=passage) if passage else Q(pk__in=[])
        bodies = Body.objects.filter(of_site | chosen).distinct()
        self.fields["owners"].queryset = bodies
        self.fields["owners"].choices = [(body.pk, body.name) for body in bodies]

    def _offer_findings(self, section, findings):
        """`findings` is [(passage, its number)] of the whole review, those of this section first."""
        field = self.fields["follows_from"]
        field.queryset = Passage.objects.present().filter(section__review=section.review_id)
        field.choices = [(passage.pk, f"{number} {summary_of(passage)}") for passage, number in findings]

    def refuse(self, error):
        """Show why the text could not be stored; what was typed stays in the form."""
        self.add_error("text", str(error))

    def clean_before(self):
        before = self.cleaned_data["before"] or {}
        if not isinstance(before, dict) or any(
            name not in self.LINKS or not isinstance(ids, list) or not all(isinstance(each, str) for each in ids)
            for name, ids in before.items()
        ):
            raise forms.ValidationError("This form is damaged. Copy your text and open the form again.")
        return before

    @property
    def words(self):
        """{name: (the words, the hash they were based on)} of every text that the form has."""
        sent = self.cleaned_data
        return {name: (sent[name], sent[based_on]) for name, based_on in BASED_ON.items() if name in self.fields}

    @property
    def details(self):
        """What was changed beside the words, as {name: (ids added, ids taken away)}.

        What was there before the form was opened and is still on it is no change, so that it undoes nobody else's.
        """
        before, details = self.cleaned_data["before"], {}
        for name in self.LINKS:
            if name in self.fields:
                ticked = {str(row.pk) for row in self.cleaned_data[name]}
                known = {str(pk) for pk, _label in _options(self.fields[name])}
                were = set(before.get(name, ())) & known
                details[name] = (ticked - were, were - ticked)
        return details


def _options(field):
    """The choices of a field without their groups."""
    for value, label in field.choices:
        if isinstance(label, list):
            yield from label
        else:
            yield value, label


def summary_of(passage):
    """The short title, or the beginning of the text on one line."""
    words = " ".join((passage.title or passage.text).split())
    return words if len(words) <= 80 else f"{words[:80].rsplit(' ', 1)[0]} …"


def _initial(passage_id, passage, starting_text):
    if passage is None:
        return {"id": passage_id, "text": starting_text, **dict.fromkeys(BASED_ON.values(), text_hash(""))}
    texts = {name: text_of(passage, name) for name in passage.texts}
    hashes = {BASED_ON[name]: text_hash(text) for name, text in texts.items()}
    details = _details_of(passage)
    return {"id": passage.pk, "before": details, **texts, **hashes, **details}


def _details_of(passage):
    """What is ticked beside the words of a passage; ids as text, since they travel in the form."""
    links = {"themes": passage.themes, "indicators": passage.indicators}
    if passage.kind == Passage.Kind.RECOMMENDATION and hasattr(passage, "recommendation"):
        recommendation = passage.recommendation
        links |= {"owners": recommendation.owners, "follows_from": recommendation.follows_from}
    return {name: [str(row.pk) for row in link.all()] for name, link in links.items()}


class SourceForm(forms.ModelForm):
    class Meta:
        model = Source
        fields = ["kind", "group", "session", "paper", "detail"]
        labels = {"kind": "How we know", "group": "Who said it", "session": "In which session", "paper": "Which paper"}
        help_texts = {"detail": "For example: page 4, the web address, the place visited. Never a name."}


SourceFormSet = forms.inlineformset_factory(Passage, Source, form=SourceForm, extra=1, can_delete_extra=False)


def sources_form(data=None, *, review, passage, passage_id):
    """The formset of a passage's sources. What can be chosen is of this review, and is read once for all its forms.

    A new passage has none, whatever its id: a browser chose that, and it may be the id of another review's passage.
    """
    stored = Source.objects.none() if passage._state.adding else passage.sources.all()
    formset = SourceFormSet(data, instance=passage, queryset=stored, prefix="sources")
    choices = {
        "group": list(ParticipantGroup.objects.all()),
        "session": list(review.sessions.all()),
        "paper": list(review.papers.all()),
    }
    for form in formset:
        form.auto_id = f"passage-{passage_id}-%s"
        for name, rows in choices.items():
            if name != "group":
                form.fields[name].queryset = getattr(review, f"{name}s").all()
            form.fields[name].choices = [("", "—")] + [(row.pk, str(row)) for row in rows]
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Remove this source"
    return formset


class RefileForm(forms.Form):
    """Where a passage belongs: a section and a kind that is written there, chosen as one."""

    place = forms.ChoiceField(label="Where it belongs", widget=forms.RadioSelect)

    def __init__(self, data=None, *, passage, sections):
        super().__init__(data, initial={"place": f"{passage.section.code}:{passage.kind}"})
        self.sections = {section.code: section for section in sections}
        self.fields["place"].choices = [
            (section.title, [(f"{section.code}:{kind}", kind.label) for kind in kinds_in(section)])
            for section in sections
        ]

    @property
    def chosen(self):
        code, kind = self.cleaned_data["place"].split(":")
        return self.sections[code], Passage.Kind(kind)


class SettleForm(forms.Form):
    """Which of two texts stands, or one made of both."""

    THEIRS, MINE, BOTH = "theirs", "mine", "both"
    CHOICES = [
        (THEIRS, "Keep the text that is stored now"),
        (MINE, "Put my text in its place"),
        (BOTH, "Use the text below, made of both"),
    ]
    offered = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(label="Which text shall stand?", choices=CHOICES, widget=forms.RadioSelect)
    based_on = forms.CharField(widget=forms.HiddenInput)
    text = WrittenField(label="A text made of both", required=False, rows=8)

    def __init__(self, *args, is_line=False, **options):
        super().__init__(*args, **options)
        if is_line:
            self.fields["text"].widget = forms.TextInput()
