"""Names the browser of a session in words that people know it by."""

from django import template

register = template.Library()

# The first that fits: most browsers claim to be several others as well.
BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "SamsungBrowser/": "Samsung Internet", "Chrome/": "Chrome"}
BROWSERS |= {"CriOS/": "Chrome", "FxiOS/": "Firefox", "Safari/": "Safari"}
MACHINES = {"iPhone": "an iPhone", "iPad": "an iPad", "Android": "Android", "Windows": "Windows"}
MACHINES |= {"Macintosh": "a Mac", "CrOS": "a Chromebook", "Linux": "Linux"}


@register.filter
def browser_in_words(user_agent):
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "A browser we do not know")
    machine = next((name for sign, name in MACHINES.items() if sign in user_agent), "")
    return f"{browser} on {machine}" if machine else browser
