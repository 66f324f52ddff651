"""Rules about who does it: the passive, orders without a doer, "they" without anybody before."""

import re

from reports.hints.hint import hint, quoted
from reports.hints.words import words_of

BE = {
    "is",
    "are",
    "was",
    "were",
    "am",
    "be",
    "been",
    "being",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "it's",
    "they're",
    "we're",
    "you're",
}
GET = {"get", "gets", "got", "getting", "gotten"}
_BETWEEN = {
    "not",
    "never",
    "always",
    "often",
    "also",
    "now",
    "still",
    "ever",
    "just",
    "already",
    "only",
    "so",
    "too",
    "all",
    "both",
    "well",
    "badly",
    "sometimes",
    "usually",
    "then",
    "soon",
    "again",
}
# "It is hard to …", "it is good that …", "it is cold": this it stands for nothing.
_POINTING_ON = re.compile(
    r"it(?: is| was| can be| will be|['’]s)(?: not)?(?: very| too| so| really)? "
    r"(?:\w+ (?:for [\w ]+? )?(?:to|that|when|if|how|what)\b|(?:cold|hot|warm|sunny|wet|dark|late|early|time)\b)",
    re.IGNORECASE,
)
_SELF = {"himself", "herself", "themselves", "yourself", "myself", "ourselves", "itself"}
_ASKED = {"you", "we", "they", "he", "she", "it", "i", "people", "families", "parents", "children", "staff", "young"}


def passives(row):
    spans = [span for sentence in row.sentences for span in _passives(sentence)]
    if spans:
        says = f"Say who does it: {quoted(row.text, spans)}. “The council wrote it”, not “it was written”."
        yield hint("passive", row.text, spans, says)


def _passives(sentence):
    words = sentence.words
    for index, word in enumerate(words):
        if word.low not in BE and word.low not in GET:
            continue
        later = index + 1
        while later < len(words) and (words[later].low in _BETWEEN or words[later].low.endswith("ly")):
            later += 1
        # In a question somebody stands between: "Were you asked?"
        if index == 0 and sentence.text.endswith("?") and later < len(words) and words[later].low in _ASKED:
            later += 1
        if later < len(words) and _is_done_to(word, words[later], words[later + 1 : later + 3]):
            yield (word.start, words[later].end)


def _is_done_to(auxiliary, word, following):
    """Whether be or get with this word says what is done to somebody, and not how somebody is."""
    if word.low not in words_of("irregular_participles") and not _ends_like_a_participle(word.low):
        return False
    after = [other.low for other in following]
    if word.low in words_of("states"):
        return after[:1] == ["by"] and not _SELF.intersection(after)
    if word.low in words_of("states_today") and auxiliary.low in ("is", "are"):
        return after[:1] == ["by"]
    if auxiliary.low in GET and word.low in words_of("got"):
        return False
    return not (word.low == "used" and after[:1] == ["to"])


def _ends_like_a_participle(low):
    return low.endswith("ed") and len(low) > 4 and not low.endswith("eed")


def orders_without_doer(row):
    for sentence in row.sentences:
        start = _order(sentence.words)
        if start and not any(word.low in words_of("to_readers") for word in sentence.words):
            says = "This is an order to nobody. Say who should do it: “We asked the council to …”."
            yield hint("order-without-doer", row.text, [start], says)


def _order(words):
    """The place of the words that give an order at the beginning of a sentence, or None."""
    lows = [word.low for word in words]
    first = 0
    if lows[0] in ("please", "always", "never", "then", "just", "also") and len(words) > 1:
        first = 1
    if lows[first] == "don't" or lows[first : first + 2] == ["do", "not"]:
        last = first + (1 if lows[first] == "don't" else 2)
        return (words[first].start, words[min(last, len(words) - 1)].end)
    if lows[first] not in words_of("orders"):
        return None
    after = lows[first + 1] if first + 1 < len(lows) else ""
    if after in words_of("after_a_noun"):
        return None
    if after in words_of("after_a_noun_too") and lows[first] not in words_of("order_with_a_word"):
        return None
    return words[first].span


def no_noun_before(row):
    """A row that begins with they, them or it needs somebody or something in the row before that can be meant."""
    if not row.sentences:
        return
    first = row.sentences[0].words[0]
    start = re.split(r"['’]", first.low)[0]
    if start not in ("they", "them", "it") or _POINTING_ON.match(row.text, first.start):
        return
    if not has_noun(row.before):
        says = f"Say who or what is meant by “{first.text}”: the row before names nobody and nothing."
        yield hint("no-noun-before", row.text, [first.span], says)


_MARKING = {
    "a", "an", "the", "this", "these", "that", "those", "my", "your", "our", "his", "her", "their", "its", "some",
    "many", "most", "all", "each", "every", "few", "other", "no", "more", "any", "new", "young", "older", "good",
    "local",
}  # fmt: skip


def has_noun(sentences):
    """Whether there is somebody or something in these sentences that "they" or "it" can stand for."""
    for sentence in sentences:
        for before, word in zip((None, *sentence.words), sentence.words, strict=False):
            if word.low in words_of("no_noun") or word.low in words_of("after_a_noun"):
                continue
            marked = before is not None and (before.low in _MARKING or before.text.isdigit())
            named = word.text[0].isupper() and (before is not None or word.low in words_of("nouns"))
            plural = len(word.low) > 3 and word.low.endswith("s") and not word.low.endswith(("ss", "us", "is"))
            if marked or named or plural or word.low in words_of("nouns"):
                return True
    return False
