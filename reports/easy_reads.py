"""The two easy reads of a review, the summary and the update: who writes each, and the names of its addresses."""

from dataclasses import dataclass

from reports.models import EasyRead, EasyReadRow, Kind
from reviews.access import Verb


@dataclass(frozen=True)
class Which:
    """One of the two.

    `field` is the field of EasyRead that names its review and `related` the way back; `names` is {what a page does:
    the name of its address}.
    """

    field: str
    related: str
    kind: Kind
    verb: Verb
    title: str
    names: dict

    @property
    def is_update(self):
        return self.kind == Kind.EASY_READ_UPDATE

    def of(self, review):
        """The review's easy read of this kind as it is stored, or None."""
        return getattr(review, self.related, None)

    def begun(self, review):
        """The same, made on first use: for a request that writes."""
        easy_read, _ = EasyRead.objects.get_or_create(**{self.field: review})
        return easy_read

    def rows(self, rows, review):
        """Those of a queryset whose easy read this is; it may be of rows, hints, tests or links."""
        return rows.filter(**{f"easy_read__{self.field}": review})

    def has_rows(self, review):
        """Whether there is something to be tested: a row, be it written or not."""
        easy_read = self.of(review)
        return easy_read is not None and easy_read.rows.filter(kind=EasyReadRow.Kind.ROW).exists()


SUMMARY = Which(
    field="review",
    related="easy_read",
    kind=Kind.EASY_READ,
    verb=Verb.WRITE,
    title="Easy read",
    names={
        "page": "easy_read_edit",
        "details": "easy_read_details",
        "propose": "easy_read_start",
        "row_new": "easy_read_row_new",
        "row_edit": "easy_read_row_edit",
        "row_move": "easy_read_row_move",
        "row_remove": "easy_read_row_remove",
        "row_confirm": "easy_read_row_confirm",
        "row_save": "easy_read_row_save",
        "row_settle": "easy_read_row_settle",
        "row_history": "easy_read_row_history",
        "row_version_restore": "easy_read_row_version_restore",
        "hint_list": "hint_list",
        "hint_set_aside": "hint_set_aside",
        "hint_reason": "hint_reason",
        "hint_bring_back": "hint_bring_back",
        "test_new": "easy_read_test_new",
        "test_edit": "easy_read_test_edit",
        "test_remove": "easy_read_test_remove",
        "sign_off": "easy_read_sign_off",
        "link_new": "tester_link_new",
        "link_detail": "tester_link_detail",
        "link_renew": "tester_link_renew",
        "link_revoke": "tester_link_revoke",
        "link_record": "tester_link_record",
        "link_sheet": "tester_link_sheet",
        "answer_deal": "tester_answer_deal",
    },
)
UPDATE = Which(
    field="update_of",
    related="easy_read_update",
    kind=Kind.EASY_READ_UPDATE,
    verb=Verb.GIVE_BACK,
    title="What happened next",
    names={name: f"easy_read_update_{name}" for name in SUMMARY.names} | {"page": "easy_read_update"},
)
