"""The details of a site, and what a review begins with."""

from django import forms

from accounts.fields import DateField
from frameworks.models import Domain, Edition
from reviews.codes import free_code
from reviews.forms.writing import NameField, WrittenField
from reviews.models import Body, Review, Site

CODE_WORDS = "Use letters without accents, numbers and hyphens only, such as north-larkmere."
# Addresses under /sites/ that are pages of their own.
TAKEN_BY_PAGES = {"new"}
LANGUAGES = [("en-GB", "English"), ("cy", "Welsh")]


class SiteForm(forms.ModelForm):
    """A site's code stands in addresses that people have kept, so it is chosen once, when the site is new."""

    name = NameField(label="Name", max_length=200, help_text="As reports should print it.")
    code = forms.SlugField(
        label="Code",
        max_length=60,
        required=False,
        error_messages={"invalid": CODE_WORDS},
        help_text="Stands in addresses and never changes. Leave it empty to have it made from the name.",
    )
    profile = WrittenField(label="Profile", required=False, rows=5, help_text="The area in a paragraph.")
    kind = NameField(
        label="Kind of area",
        max_length=100,
        required=False,
        help_text="For example: unitary authority, county, London borough.",
    )
    partners = WrittenField(
        label="Partners",
        required=False,
        rows=5,
        help_text="The organisations that plan and buy support here, one on a line, in the order to name them.",
    )

    class Meta:
        model = Site
        fields = ["name", "code", "kind", "profile", "second_factor_forced", "invented"]
        labels = {"invented": "This site is invented"}

    field_order = ["name", "code", "kind", "partners", "profile", "second_factor_forced", "invented"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]
            self.fields["partners"].initial = "\n".join(
                row.body.name for row in self.instance.site_partners.select_related("body")
            )

    def clean_name(self):
        name = self.cleaned_data["name"]
        if Site.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("There is a site of this name already.")
        return name

    def clean_code(self):
        code = self.cleaned_data["code"].lower()
        if code in TAKEN_BY_PAGES or Site.objects.filter(code=code).exists():
            raise forms.ValidationError("This code is taken. Choose another, or leave it empty.")
        return code

    def clean_partners(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["partners"].splitlines()]
        names = [line for line in lines if line]
        longest = Body._meta.get_field("name").max_length
        for name in names:
            if len(name) > longest:
                raise forms.ValidationError(f"“{name[:40]}…” is too long. A name has {longest} characters at most.")
        return names

    def clean(self):
        cleaned = super().clean()
        if "code" in self.fields and cleaned.get("name") and cleaned.get("code") == "":
            taken = set(Site.objects.values_list("code", flat=True)) | TAKEN_BY_PAGES
            cleaned["code"] = free_code(cleaned["name"], taken, "site")
        return cleaned


class ReviewChoiceForm(forms.Form):
    """The two things a review cannot change later."""

    site = forms.ModelChoiceField(Site.objects.all(), label="Site", to_field_name="code", empty_label="Choose a site")
    edition = forms.ModelChoiceField(
        Edition.objects.all(), label="Framework", to_field_name="code", widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = {"Current": [], "Earlier editions": []}
        for edition in Edition.objects.order_by("layout", "title", "-published", "-id"):
            group = "Current" if edition.status == Edition.Status.CURRENT else "Earlier editions"
            groups[group].append((edition.code, str(edition)))
        self.fields["edition"].choices = [(label, choices) for label, choices in groups.items() if choices]


class NewReviewForm(forms.ModelForm):
    """A review of the site and by the edition that its instance has."""

    title = NameField(
        label="Title", max_length=300, help_text="Printed on the cover. For example: Commissioning review of Larkmere."
    )
    code = forms.SlugField(
        label="Code",
        max_length=80,
        required=False,
        error_messages={"invalid": CODE_WORDS},
        help_text="Names the review’s files. Leave it empty to have it made from the site and the year.",
    )
    visit_from = DateField(label="First day of the visit")
    visit_to = DateField(label="Last day of the visit")
    lang = forms.ChoiceField(label="Language of the report", choices=LANGUAGES)
    lines = forms.ModelMultipleChoiceField(
        Domain.objects.none(),
        label="Lines of enquiry",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those of the framework that the site has agreed to. The team adds and titles others later.",
    )

    class Meta:
        model = Review
        fields = ["title", "code", "visit_from", "visit_to", "lang"]

    field_order = ["title", "visit_from", "visit_to", "lines", "lang", "code"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_kloe:
            self.fields["lines"].queryset = self.instance.edition.domains.all()
            self.fields["lines"].label_from_instance = lambda domain: domain.title
        else:
            del self.fields["lines"]

    def clean_code(self):
        code = self.cleaned_data["code"].lower()
        if Review.objects.filter(code=code).exists():
            raise forms.ValidationError("Another review has this code. Choose another, or leave it empty.")
        return code

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("visit_from"), cleaned.get("visit_to")
        if first and last and last < first:
            self.add_error("visit_to", "The last day cannot be before the first.")
        same = {"site": self.instance.site, "edition": self.instance.edition, "visit_from": first}
        if first and Review.objects.filter(**same).exists():
            self.add_error("visit_from", "There is a review of this site by this framework from that day already.")
        if first and cleaned.get("code") == "":
            stem = f"{self.instance.site.code}-{first.year}"
            taken = set(Review.objects.filter(code__startswith=stem).values_list("code", flat=True))
            cleaned["code"] = free_code(stem, taken, "review")
        return cleaned
