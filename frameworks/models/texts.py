"""What a list of texts kept in one column must look like."""

from django.core.exceptions import ValidationError


def validate_texts(value):
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise ValidationError("This must be a list of texts, none of them empty.")
