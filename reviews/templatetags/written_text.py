"""What people wrote, read back as it will print."""

from django import template

from reviews.flow import Flow
from reviews.markdown import parse

register = template.Library()


@register.inclusion_tag("reviews/includes/written_text.html")
def written(text, key):
    """A Markdown text with its footnotes under it; `key` keeps its links apart from those of other texts."""
    parsed = parse(text, key=str(key))
    flow = Flow(printing=False, again="", notes=parsed.notes)
    return {"text": flow.blocks(parsed.blocks), "notes": [(note, flow.blocks(note.blocks)) for note in parsed.notes]}
