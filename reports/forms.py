"""Forms of the report pages."""

from django import forms
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from accounts.audit import VERBS
from accounts.fields import DateField
from reports.easy_read_rows import place_row
from reports.models import EasyRead, EasyReadRow, EasyReadTest, FileFormat, Kind, Recipient, SetAsideHint
from reports.pictures.finding import is_cheerful_beside_harm, may_choose
from reviews.forms.writing import WrittenField, save_by_itself
from reviews.models import Passage
from reviews.saving import save_texts
from reviews.text import text_hash


class IssueForm(forms.Form):
    """Asks for a reason where the easy read is not there, or not tested and signed off."""

    easy_read_reason = WrittenField(
        label="Why does it go out without an easy read that was tested and signed off?",
        max_length=2000,
        rows=4,
        help_text="Everybody whom the report is released to reads this, with your name and the day.",
    )

    def __init__(self, *args, obstacles, update=False, **kwargs):
        super().__init__(*args, **kwargs)
        if update:
            self.fields["easy_read_reason"].label = "Why does it go out without being tested and signed off?"
        if not any(obstacle.needs_reason for obstacle in obstacles):
            del self.fields["easy_read_reason"]


class RecallForm(forms.Form):
    reason = forms.CharField(
        label="Why is it recalled?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept with the version. The people it was released to see that it was recalled, not why.",
    )


class CopyForm(forms.Form):
    """What a recipient gets from now on. What they downloaded before stays as it was."""

    copy = forms.ChoiceField(
        label="What they download",
        choices=[
            (Recipient.Copy.NAMED, "A copy that bears their name"),
            (Recipient.Copy.BOARD, "A copy without a name, to be handed round at a board or committee"),
        ],
        widget=forms.RadioSelect,
    )


class DraftChoiceForm(forms.Form):
    """Which reviews a draft is made of, and what of them. `listed` are the reviews on the list, on all its pages."""

    MOST = 200

    kind = forms.ChoiceField(
        label="What should be made of each?",
        choices=Kind,
        initial=Kind.SITE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what should be made."},
    )
    file_format = forms.ChoiceField(label="As what?", choices=FileFormat, initial=FileFormat.PDF, required=False)
    reviews = forms.ModelMultipleChoiceField(
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these reviews is not on the list any more. Tick them again."},
    )
    everything = forms.BooleanField(required=False)

    def __init__(self, *args, listed, **kwargs):
        super().__init__(*args, **kwargs)
        self.listed = self.fields["reviews"].queryset = listed

    def clean_file_format(self):
        return FileFormat(self.cleaned_data["file_format"] or FileFormat.PDF)

    def clean(self):
        data = super().clean()
        if data.get("kind") and data.get("file_format") not in (None, *FileFormat.of(data["kind"])):
            self.add_error("file_format", "The sheet for testing is for paper. Choose PDF, or something else to make.")
        if data.get("everything"):
            data["reviews"] = self.listed
        if "reviews" not in data:
            return data
        count = data["reviews"].count()
        if not count:
            self.add_error("reviews", "Tick at least one review.")
        elif count > self.MOST:
            self.add_error("reviews", f"These are {count} reviews; at most {self.MOST} can be made at once. Tick some.")
        return data


class RecordFilterForm(forms.Form):
    """What to look for in the record; it stands in the address, so that what was found can be sent."""

    review = forms.CharField(label="Review or site", required=False, help_text="Part of its name is enough.")
    person = forms.CharField(label="Person", required=False, help_text="Part of a name or e-mail address.")
    verb = forms.ChoiceField(label="What was done", required=False)
    since = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sentences = sorted(VERBS.items(), key=lambda verb: verb[1])
        self.fields["verb"].choices = [("", "Anything"), *sentences]


class EasyReadForm(forms.ModelForm):
    class Meta:
        model = EasyRead
        fields = ["title", "lang"]
        labels = {"title": "Title on the cover", "lang": "Language"}
        help_texts = {
            "title": "Leave it empty to use the title that is made from the site’s name.",
            "lang": "A language code: en for English, cy for Welsh.",
        }


class EasyReadTestForm(forms.ModelForm):
    date = DateField(label="When")

    class Meta:
        model = EasyReadTest
        fields = ["who", "date", "changed", "thanked"]
        help_texts = {
            "who": "As they chose to be named: for example, four members of a self-advocacy group.",
            "changed": "What you changed because of what they said.",
            "thanked": "For example: a card to each of them, and £20 each. Not printed.",
        }
        widgets = {"changed": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, easy_read, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.easy_read = easy_read


class HeadingForm(forms.ModelForm):
    """A heading of the easy read. The texts of one that is there save themselves; `by` is who sends the form.

    `based_on` tells whether somebody else changed the text meanwhile. After `save`, `conflicts` lists what somebody
    saved in the very moment in which the form was stored.
    """

    kind = EasyReadRow.Kind.HEADING
    based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    text = WrittenField(label="Heading")

    class Meta:
        model = EasyReadRow
        fields = []

    field_order = ["text"]

    def __init__(self, *args, easy_read, by=None, after=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.easy_read, self.by, self.after, self.conflicts = easy_read, by, after, []
        row = self.instance
        if not row._state.adding:
            self._save_by_themselves(row)

    def _save_by_themselves(self, row):
        name = "easy_read_update_row_save" if row.easy_read.update_of_id else "easy_read_row_save"
        address = reverse(name, args=[row.easy_read.about_id, row.pk])
        for field, based_on in self._texts().items():
            text = getattr(row, field)
            self.initial |= {field: text, based_on: text_hash(text)}
            save_by_itself(self, field, address, based_on=based_on)

    def _texts(self):
        """By text that the form has, the hidden field that says which words its writer started from."""
        return {"text": "based_on"}

    def clean(self):
        data = super().clean()
        if self.instance._state.adding or "text" not in data:
            return data
        stored = EasyReadRow.objects.values_list("text", flat=True).get(pk=self.instance.pk)
        if data["based_on"] != text_hash(stored) and data["text"] != stored:
            self.data = self.data.copy()
            self.data[self.add_prefix("based_on")] = text_hash(stored)
            raise forms.ValidationError(
                f"Somebody changed this while you were writing. It now says: “{stored}”. Yours is still below: "
                "change it if you need to, then save again to put it in place of theirs."
            )
        return data

    @transaction.atomic
    def save(self, commit=True):
        row = super().save(commit=False)
        row.kind = self.kind
        row.stand_as_written()
        words = {
            name: (self.cleaned_data[name], self.cleaned_data[based_on]) for name, based_on in self._texts().items()
        }
        if row._state.adding:
            for name, (text, _based_on) in words.items():
                setattr(row, name, text)
            row.easy_read = self.easy_read
            return place_row(row=row, after=self._row_before())
        row.save(update_fields=[*self.Meta.fields, "passage_hash"])
        self.conflicts = save_texts(row, words, by=self.by)
        return row

    def _row_before(self):
        return next((row for row in self.easy_read.rows.all() if str(row.pk) == self.after), None)


class RowForm(HeadingForm):
    """One idea: a sentence and its picture."""

    kind = EasyReadRow.Kind.ROW
    words = forms.CharField(
        label="Find a picture",
        required=False,
        help_text="Type a word, such as bus, meeting or friend.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "true"}),
    )
    text = WrittenField(label="Sentence", rows=3, help_text="One idea. Short words, at most 15 of them in a sentence.")
    alt_based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    alt = WrittenField(
        label="What the picture shows",
        max_length=200,
        required=False,
        help_text="If you said yes: a few words, such as “The bus stop at the new college”. Somebody listens to it.",
    )
    picture = forms.CharField(required=False, widget=forms.HiddenInput)
    # The code of a cheerful picture that somebody was asked about and keeps beside a sentence about harm.
    kept_cheerful = forms.CharField(required=False, widget=forms.HiddenInput)
    says_more = forms.ChoiceField(
        label="Does the picture say more than the words?",
        choices=[
            ("no", "No. Its name is read aloud to people who cannot see it."),
            ("yes", "Yes. I write what it shows."),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    # What was answered when the page was made: what is typed beside a “no” may have saved itself since.
    said_more = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta(HeadingForm.Meta):
        fields = ["picture", "passage"]
        labels = {"passage": "Stands for"}
        help_texts = {"passage": "The finding, strength or recommendation that this row is about."}

    field_order = ["text", "picture", "alt", "passage"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["passage"]
        field.queryset = (
            Passage.objects.filter(section__review_id=self.easy_read.about_id)
            .filter(Q(removed_at=None))
            .exclude(kind=Passage.Kind.PARAGRAPH)
            .select_related("section")
            .order_by("section__position", "position", "id")
        )
        field.label_from_instance = passage_label
        field.empty_label = "Nothing in particular"
        self.initial["says_more"] = self.initial["said_more"] = "yes" if self.instance.alt else "no"

    def _texts(self):
        return {"text": "based_on", "alt": "alt_based_on"}

    def clean_picture(self):
        code = self.cleaned_data["picture"]
        if code and code != self.instance.picture and not may_choose(code, site_id=self.easy_read.about.site_id):
            raise forms.ValidationError("That picture is not in the list. Choose one that is shown.")
        return code

    def clean(self):
        data = super().clean()
        if data.get("says_more") == "yes" and not data.get("alt"):
            self.add_error("alt", "Write what the picture shows, or say that it says no more than the words.")
        elif data.get("says_more") == "no" and data.get("alt") and not self._takes_back(data):
            self.add_error("says_more", "You wrote what the picture shows. Choose yes, or empty that box.")
        elif data.get("says_more") == "no":
            data["alt"] = ""
        self._ask_about_cheerful_picture(data)
        return data

    def _takes_back(self, data):
        """Whether the answer was yes before, and what it led to has not been changed."""
        said_more = data.get("said_more") or ("yes" if self.instance.alt else "no")
        return said_more == "yes" and data["alt"] == self.instance.alt

    def _ask_about_cheerful_picture(self, data):
        code = data.get("picture")
        if not code or data.get("kept_cheerful") == code:
            return
        if is_cheerful_beside_harm(data.get("text", ""), code, site_id=self.easy_read.about.site_id):
            self.data = self.data.copy()
            self.data[self.add_prefix("kept_cheerful")] = code
            raise forms.ValidationError(
                "This sentence is about something that hurts or frightens people, and somebody smiles in the picture. "
                "Choose another picture. If it is right as it is, save again."
            )


class HintReasonForm(forms.ModelForm):
    class Meta:
        model = SetAsideHint
        fields = ["reason"]
        help_texts = {"reason": "For whoever reads this later: for example, the people who tested it know this word."}


def passage_label(passage):
    """The passage by section, kind and first words, for a list to choose from."""
    words = passage.title or " ".join(passage.text.split()[:12])
    return f"{passage.section.title} · {passage.get_kind_display()}: {words}"
