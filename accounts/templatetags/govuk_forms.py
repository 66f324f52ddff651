"""What the GOV.UK template pack needs to know about a form's fields, problems and controls."""

from typing import NamedTuple

from django import forms, template
from django.forms.boundfield import BoundWidget

register = template.Library()

CONTROL_CLASSES = {
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
    "checkboxes": "govuk-checkboxes__input",
    "radios": "govuk-radios__input",
    "date": "govuk-input govuk-date-input__input",
}
CAN_SHOW_ERROR = {"input", "password", "textarea", "select", "file", "date"}
REQUIRED_WORDS = {
    "radios": "Choose one of these.",
    "select": "Choose one of these.",
    "checkboxes": "Choose at least one of these.",
    "checkbox": "Tick this box to go on.",
    "file": "Choose a file.",
    "date": "Enter a date.",
}
TOO_LONG = "This has {show_value} characters. Shorten it to {limit_value} at most."
DEFAULT_REQUIRED = forms.Field.default_error_messages["required"]


class Problem(NamedTuple):
    """One line of the error summary: the id of the control to go to, or "" where there is none, and what is wrong."""

    target: str
    text: str


@register.filter
def control_kind(field):
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    # Before RadioSelect, of which CheckboxSelectMultiple is a subclass.
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.MultiWidget):
        return "date"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.Select):
        return "select"
    return "input"


def classes(field, kind):
    """The classes of a control, with those its own widget asks for."""
    wanted = [CONTROL_CLASSES[kind]]
    if field.errors and kind in CAN_SHOW_ERROR:
        wanted.append(
            f"govuk-{'input' if kind in ('password', 'date') else kind.replace('file', 'file-upload')}--error"
        )
    if counted_characters(field):
        wanted.append("govuk-js-character-count")
    if kind not in ("radios", "checkboxes") and field.field.widget.attrs.get("class"):
        wanted.append(field.field.widget.attrs["class"])
    return " ".join(wanted)


@register.simple_tag
def control(field):
    """The field's one control. Text too long is never cut off while it is pasted: the form says so instead."""
    kind = control_kind(field)
    attrs = {"class": classes(field, kind), "maxlength": False}
    if counted_characters(field):
        attrs["aria-describedby"] = " ".join(filter(None, [field.aria_describedby, f"{field.auto_id}-info"]))
    if kind == "password":
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    if kind == "file" and kept_file(field):
        # Django's widget for a file that is there asks the storage for its address, and private storage has none.
        return field.as_widget(widget=forms.FileInput(attrs=field.field.widget.attrs), attrs=attrs)
    return field.as_widget(attrs=attrs)


@register.filter
def counted_characters(field):
    """How many characters a text area may hold where that is limited, else None."""
    return field.field.max_length if control_kind(field) == "textarea" and hasattr(field.field, "max_length") else None


@register.filter
def kept_file(field):
    """The name of the file that is kept at present, without its folders."""
    return str(getattr(field.initial, "name", None) or "").rpartition("/")[2]


@register.filter
def option_groups(field):
    """Radios or checkboxes as (group label or None, [option with tag, id_for_label and choice_label])."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": widget.attrs.get("id") or field.auto_id})
    attrs["class"] = classes(field, control_kind(field))
    groups = widget.optgroups(field.html_name, widget.format_value(field.value()), attrs)
    return [
        (label, [BoundWidget(widget, option, field.form.renderer) for option in options])
        for label, options, _ in groups
    ]


@register.filter
def date_parts(field):
    """Day, month and year of a date, each with tag, id_for_label and data.label."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": widget.attrs.get("id") or field.auto_id})
    parts = widget.get_context(field.html_name, field.value(), attrs)["widget"]["subwidgets"]
    for part in parts:
        part["attrs"]["class"] = f"{classes(field, 'date')} {part['attrs'].get('class', '')}".strip()
    return [BoundWidget(widget, part, field.form.renderer) for part in parts]


@register.filter
def marked_optional(field):
    """Whether to say "(optional)": only in a form that asks for something else."""
    return not field.field.required and any(
        other.required and not other.widget.is_hidden for other in field.form.fields.values()
    )


@register.filter
def error_messages(field):
    """The field's errors, those that Django puts in words of its own in warmer ones."""
    return [in_our_words(error, field) for error in field.errors.as_data()]


def in_our_words(error, field):
    message = next(iter(error.messages))
    if message == DEFAULT_REQUIRED:
        return REQUIRED_WORDS.get(control_kind(field), "Please fill this in.")
    if error.code == "max_length" and isinstance(error.params, dict):
        return TOO_LONG.format(**error.params)
    return message


def first_control_id(field):
    """The id of what takes focus for this field: for a group, its first control."""
    kind = control_kind(field)
    if kind == "hidden":
        return ""
    if kind in ("radios", "checkboxes"):
        return next((option.id_for_label for _, options in option_groups(field) for option in options), "")
    if kind == "date":
        return date_parts(field)[0].id_for_label
    return field.id_for_label


@register.simple_tag
def problems(form):
    """Every problem of a form or formset, in the order of the page, as `Problem`s; those of hidden fields too."""
    if hasattr(form, "forms"):
        whole = [Problem("", message) for message in form.non_form_errors()]
        return whole + [problem for each in form.forms for problem in problems(each)]
    found = [Problem("", message) for message in form.non_field_errors()]
    for field in form:
        found += [Problem(first_control_id(field), f"{field.label}: {message}") for message in error_messages(field)]
    return found
