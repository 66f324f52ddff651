"""Somebody who uses the keyboard alone: tabs to what is wanted, fills it, and sees at every stop where they are."""

from dataclasses import dataclass

MOST_STOPS = 400

# What stands under the focus, and whether it looks different from when it has none. A radio or checkbox is drawn
# before its label.
STOP = """() => {
    const here = document.activeElement;
    if (here === document.body) return null;
    const drawn = here.matches(".govuk-radios__input, .govuk-checkboxes__input")
        ? () => getComputedStyle(here.labels[0], "::before") : () => getComputedStyle(here);
    const look = () => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor } = drawn();
        return [outlineStyle === "none" ? "" : outlineWidth + outlineColor, boxShadow, backgroundColor].join(" ");
    };
    const withFocus = look();
    here.blur();
    const without = look();
    here.focus();
    const box = here.getBoundingClientRect();
    const words = (element) => element ? element.innerText.replace("(optional)", "").trim() : "";
    const group = words(here.closest("fieldset")?.querySelector("legend"));
    const own = here.labels?.length ? words(here.labels[0]) : words(here);
    return {
        kind: here.type || here.localName, own, group, html: here.outerHTML.slice(0, 200),
        isMarked: withFocus !== without,
        isInTheWindow: box.bottom > 0 && box.top < window.innerHeight,
    };
}"""
CHOSEN = "() => [...document.activeElement.labels].map(label => label.innerText.trim()).join()"
SELECTED = "() => document.activeElement.selectedOptions[0].label"


@dataclass(frozen=True)
class Press:
    """A button to press on the way, and the words that show it has done its work."""

    until: str


def next_stop(page, key="Tab"):
    """Go on to the next stop; the page must show where it is."""
    page.keyboard.press(key)
    stop = page.evaluate(STOP)
    if stop:
        assert stop["isMarked"], f"Nothing shows the focus on {stop['html']}"
        assert stop["isInTheWindow"], f"The focus is out of sight, on {stop['html']}"
    return stop


def fill_by_keyboard(page, answers, submit):
    """Give the answers (by label, by legend, or by "legend: label" of a date) and press the button named `submit`."""
    left = dict(answers)
    for _ in range(MOST_STOPS):
        stop = next_stop(page)
        if stop is None:
            continue
        names = (f"{stop['group']}: {stop['own']}", stop["group"] if stop["kind"] == "radio" else "", stop["own"])
        name = next((name for name in names if name in left), None)
        if name:
            give(page, stop["kind"], left.pop(name))
        elif stop["own"] == submit and not left:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"The keyboard does not come to “{submit}” with these answered: {sorted(left)}")


def give(page, kind, answer):
    """Answer the field that has the focus."""
    if kind == "radio":
        choose(page, answer)
    elif kind == "select-one":
        page.keyboard.type(answer)
        assert page.evaluate(SELECTED) == answer
    elif kind in ("checkbox", "summary"):
        page.keyboard.press("Space")
    elif isinstance(answer, Press):
        page.keyboard.press("Enter")
        page.get_by_text(answer.until).wait_for()
    else:
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(answer)


def choose(page, answer):
    """Choose a radio by its label with the arrows; a number stands for how often to press."""
    page.keyboard.press("Space")
    for pressed in range(MOST_STOPS):
        if answer == pressed or page.evaluate(CHOSEN) == answer:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrows do not come to “{answer}”")
