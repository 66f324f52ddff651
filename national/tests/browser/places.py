"""Every address of the application, with whom it is for and which row of the world it is opened with."""

from dataclasses import dataclass, field
from enum import Enum

from django.urls import reverse


class Answer(Enum):
    PAGE = "a page"
    POST = "nothing: it only takes what is sent"
    PIECE = "a piece of a page"
    FILE = "a file to download"
    SHEET = "a spreadsheet to download"
    WORD = "a Word file to download"
    PHOTOGRAPH = "a photograph"
    DRAWING = "a drawing"
    DATA = "data for a machine, or to download"
    HEALTH = "how the application is, of which no worker runs here"
    AWAY = "another page"


@dataclass(frozen=True)
class Place:
    """One address. `ids` names rows of the world by the address's parameters; `person` is None for a stranger."""

    name: str
    person: str | None
    ids: dict = field(default_factory=dict)
    query: str = ""
    answer: Answer = Answer.PAGE

    def path(self, world):
        kwargs = {name: world.ids.get(row, row) for name, row in self.ids.items()}
        return reverse(self.name, kwargs=kwargs) + self.query

    def __str__(self):
        return f"{self.name}-{self.person}{self.query}"


def _visited(name, person="reviewer", **ids):
    query, answer = ids.pop("query", ""), ids.pop("answer", Answer.PAGE)
    return Place(name, person, {"review_id": "visited"} | ids, query, answer)


def _lines(name, answer=Answer.PAGE, **ids):
    return Place(name, "reviewer", {"review_id": "lines"} | ids, answer=answer)


def _issued(name, person="commissioner", answer=Answer.PAGE, **ids):
    return Place(name, person, {"review_id": "issued"} | ids, answer=answer)


EDITIONS = {"earlier": "commissioning-cyp-2016-pilot", "later": "commissioning-cyp-2016-revised"}

PLACES = [
    # Signing in, and what everybody may read.
    Place("healthz", None, answer=Answer.HEALTH),
    Place("about_detail", None),
    Place("accessibility_detail", None),
    Place("account_login", None),
    Place("account_inactive", None),
    Place("account_reset_password", None),
    Place("account_reset_password_done", None),
    Place("account_reset_password_from_key", None, {"uidb36": "1", "key": "used-already"}),
    Place("account_reset_password_from_key_done", None),
    Place("account_detail", "reviewer"),
    Place("account_change_password", "reviewer"),
    Place("account_logout", "reviewer"),
    Place("token_read", "reviewer", answer=Answer.DATA),
    Place("signed_in_detail", "reviewer"),
    Place("usersessions_list", "reviewer"),
    Place("device_check", "reviewer"),
    # Frameworks.
    Place("framework_list", "reviewer"),
    Place("changes_choose", "reviewer"),
    Place("changes_detail", "staff", EDITIONS),
    Place("theme_list", "reviewer"),
    Place("term_list", "reviewer"),
    Place("edition_detail", "staff", {"code": "commissioning-cyp-2017"}),
    Place("edition_detail", "commissioner", {"code": "send-peer-challenge-2022"}),
    # The first page, for each kind of person.
    Place("home", "reviewer"),
    Place("home", "commissioner"),
    Place("home", "coordinator"),
    Place("home", "staff"),
    Place("home", "outsider"),
    # Setting up.
    Place("site_list", "staff"),
    Place("site_new", "staff"),
    Place("site_edit", "staff", {"code": "new_site"}),
    Place("site_detail", "staff", {"code": "new_site"}),
    Place("site_detail", "commissioner", {"code": "issued_site"}),
    Place("site_record_list", "staff", {"code": "issued_site"}),
    Place("contact_new", "staff", {"code": "new_site"}),
    Place("contact_edit", "staff", {"code": "new_site", "contact_id": "contact"}),
    Place("contact_end", "staff", {"code": "new_site", "contact_id": "contact"}),
    Place("review_choose", "staff"),
    Place("review_new", "staff", {"code": "new_site", "edition": "send-peer-challenge-2022"}),
    Place("person_list", "staff"),
    Place("person_edit", "staff", {"user_id": "user"}),
    Place("second_factor_reset", "staff", {"user_id": "user"}),
    # One review: preparing.
    _visited("review_detail"),
    _visited("review_detail", "staff"),
    _visited("review_edit", "lead"),
    _visited("details_save", answer=Answer.POST),
    _visited("details_settle", answer=Answer.AWAY),
    _visited("details_history", "lead"),
    _visited("details_version_restore", version_id=1, answer=Answer.POST),
    _visited("review_move", "lead", stage="preparing"),
    _visited("team_detail", "lead"),
    _visited("member_new", "lead"),
    _visited("independent_new", "lead"),
    _visited("member_edit", "lead", member_id="member"),
    _visited("member_leave", "lead", member_id="member"),
    _visited("paper_list"),
    _visited("paper_list", "coordinator"),
    _visited("paper_add", "coordinator"),
    _visited("papers_ask", answer=Answer.POST),
    _visited("paper_edit", "coordinator", code="paper"),
    _visited("paper_mark", code="paper", answer=Answer.POST),
    _visited("paper_remove", "coordinator", code="paper"),
    _visited("paper_file_add", "coordinator", code="paper"),
    _visited("paper_download", "coordinator", code="paper", number=1, answer=Answer.FILE),
    _visited("paper_file_remove", "coordinator", code="paper", number=1),
    _visited("session_add", "coordinator"),
    _visited("session_edit", "coordinator", code="session"),
    _visited("session_remove", "coordinator", code="session"),
    _visited("sessions_lay_out", answer=Answer.POST),
    _visited("session_save", code="session", answer=Answer.POST),
    _visited("session_settle", "coordinator", code="session", answer=Answer.AWAY),
    _visited("session_history", "coordinator", code="session"),
    _visited("session_version_restore", code="session", version_id=1, answer=Answer.POST),
    _visited("session_group_save", group_id="met", answer=Answer.POST),
    _visited("session_group_history", "coordinator", group_id="met"),
    _visited("session_group_version_restore", group_id="met", version_id=1, answer=Answer.POST),
    # One review: the visit.
    _visited("visit_detail"),
    _visited("visit_detail", "observer"),
    _visited("visit_now", answer=Answer.PIECE),
    _visited("passed_on_add", answer=Answer.POST),
    _visited("note_list"),
    _visited("note_list", query="?state=used"),
    _visited("note_list", query="?state=aside"),
    _visited("note_add"),
    _visited("note_edit", note_id="note"),
    _visited("note_history", note_id="note"),
    _visited("note_version_restore", note_id="note", version_id=1, answer=Answer.POST),
    _visited("note_save", note_id="note", answer=Answer.POST),
    _visited("note_use", note_id="note", answer=Answer.POST),
    _visited("note_set_aside", note_id="note"),
    _visited("note_take_up", note_id="note", answer=Answer.POST),
    _visited("board_detail"),
    _visited("board_detail", "observer"),
    _visited("coverage_mark", code="section", indicator_id="indicator", answer=Answer.POST),
    _visited("room_detail"),
    _visited("room_edit"),
    _visited("room_choose_all", code="section", answer=Answer.POST),
    _visited("room_compare"),
    _visited("room_choose", passage_id="passage", answer=Answer.POST),
    _visited("room_say", passage_id="passage", answer=Answer.POST),
    # One review: writing.
    _visited("section_list"),
    _visited("section_detail", code="section"),
    _visited("section_detail", "observer", code="section"),
    _visited("section_detail", code="background"),
    _visited("section_detail", code="summary"),
    _visited("section_cell", code="section"),
    _visited("section_cell_save", code="section", answer=Answer.POST),
    _visited("section_cell_settle", code="section", answer=Answer.AWAY),
    _visited("section_cell_history", code="section"),
    _visited("section_cell_version_restore", code="section", version_id=1, answer=Answer.POST),
    _visited("coverage_edit", code="section", answer=Answer.POST),
    _visited("section_here", code="section", answer=Answer.DATA),
    _visited("text_save", passage_id="passage", answer=Answer.POST),
    _visited("passage_add", code="section", kind="finding"),
    _visited("passage_add", code="section", kind="recommendation"),
    _visited("passage_add", code="background", kind="paragraph"),
    _visited("passage_removed_list", code="removed_section"),
    _visited("passage_read", passage_id="passage", answer=Answer.AWAY),
    _visited("passage_edit", passage_id="passage"),
    _visited("passage_history", passage_id="passage"),
    _visited("passage_version_restore", passage_id="passage", version_id=1, answer=Answer.POST),
    _visited("passage_settle", passage_id="passage", answer=Answer.AWAY),
    _visited("passage_move", passage_id="passage", answer=Answer.POST),
    _visited("passage_refile", passage_id="passage"),
    _visited("passage_remove", passage_id="passage", answer=Answer.POST),
    _visited("passage_restore", passage_id="passage", answer=Answer.POST),
    _visited("kept_check", answer=Answer.DATA),
    _visited("text_preview", answer=Answer.POST),
    _visited("good_practice_add"),
    _visited("good_practice_save", key="practice_key", answer=Answer.POST),
    _visited("good_practice_settle", key="practice_key", answer=Answer.AWAY),
    _visited("good_practice_history", key="practice_key"),
    _visited("good_practice_version_restore", key="practice_key", version_id=1, answer=Answer.POST),
    _visited("good_practice_edit", good_practice_id="practice"),
    _visited("good_practice_remove", good_practice_id="practice"),
    _lines("section_list"),
    _lines("section_detail", code="line"),
    _lines("line_add"),
    _lines("line_edit", code="line"),
    _lines("line_move", code="line", answer=Answer.POST),
    _lines("line_remove", code="line"),
    # What leaves: report, easy read, versions.
    _visited("report_read"),
    _lines("report_read"),
    _visited("report_read", kind="easy-read"),
    _visited("report_read", kind="easy-read-sheet"),
    _issued("report_read", "lead", kind="easy-read-update"),
    _visited("draft_make", kind="site", answer=Answer.POST),
    _visited("draft_state", kind="site", answer=Answer.PIECE),
    _issued("draft_download", "lead", kind="site", file_format="pdf", answer=Answer.FILE),
    _visited("easy_read_edit"),
    _visited("easy_read_details"),
    _visited("easy_read_test_new"),
    _visited("easy_read_test_edit", test_id="trial"),
    _visited("easy_read_test_remove", test_id="trial"),
    _visited("easy_read_row_new"),
    _visited("easy_read_row_new", query="?kind=heading"),
    _visited("easy_read_row_edit", row_id="row"),
    _visited("easy_read_row_save", row_id="row", answer=Answer.POST),
    _visited("easy_read_row_settle", row_id="row", answer=Answer.AWAY),
    _visited("easy_read_row_history", row_id="row"),
    _visited("easy_read_row_version_restore", row_id="row", version_id=1, answer=Answer.POST),
    _visited("easy_read_row_move", row_id="row", answer=Answer.POST),
    _visited("easy_read_row_remove", row_id="row"),
    _visited("easy_read_row_confirm", row_id="row", answer=Answer.POST),
    _visited("easy_read_start", answer=Answer.POST),
    _visited("hint_list", answer=Answer.POST),
    _visited("hint_set_aside", answer=Answer.POST),
    _visited("hint_reason", hint_id="hint"),
    _visited("hint_bring_back", hint_id="hint", answer=Answer.POST),
    _visited("picture_list", query="?words=bus", answer=Answer.PIECE),
    _visited("picture_read", code="photograph", answer=Answer.PHOTOGRAPH),
    _visited("photograph_list"),
    _visited("photograph_add"),
    _visited("photograph_edit", code="photograph"),
    _visited("photograph_withdraw", code="photograph"),
    _visited("tester_link_new"),
    _visited("tester_link_detail", link_id="link"),
    _visited("tester_link_detail", "observer", link_id="link"),
    _visited("tester_link_renew", link_id="link", answer=Answer.POST),
    _visited("tester_link_revoke", link_id="link", answer=Answer.POST),
    _visited("tester_link_record", link_id="link"),
    _visited("tester_link_sheet", link_id="link", answer=Answer.FILE),
    _visited("tester_answer_deal", answer_id="answer", answer=Answer.POST),
    _visited("easy_read_sign_off", answer=Answer.POST),
    _visited("giving_back_list"),
    _visited("giving_back_list", "observer"),
    _visited("giving_back_mark", group_id="met", answer=Answer.POST),
    _issued("easy_read_update", "lead"),
    _visited("easy_read_update"),
    _issued("easy_read_update_propose", "lead", answer=Answer.POST),
    _issued("easy_read_update_details", "lead"),
    _issued("easy_read_update_row_new", "lead"),
    _issued("easy_read_update_row_edit", "lead", row_id="update_row"),
    _issued("easy_read_update_row_save", "lead", row_id="update_row", answer=Answer.POST),
    _issued("easy_read_update_row_settle", "lead", row_id="update_row", answer=Answer.AWAY),
    _issued("easy_read_update_row_history", "lead", row_id="update_row"),
    _issued("easy_read_update_row_version_restore", "lead", row_id="update_row", version_id=1, answer=Answer.POST),
    _issued("easy_read_update_row_move", "lead", row_id="update_row", answer=Answer.POST),
    _issued("easy_read_update_row_remove", "lead", row_id="update_row"),
    _issued("easy_read_update_row_confirm", "lead", row_id="update_row", answer=Answer.POST),
    _issued("easy_read_update_hint_list", "lead", answer=Answer.POST),
    _issued("easy_read_update_hint_set_aside", "lead", answer=Answer.POST),
    _issued("easy_read_update_hint_reason", "lead", hint_id="update_hint"),
    _issued("easy_read_update_hint_bring_back", "lead", hint_id="update_hint", answer=Answer.POST),
    _issued("easy_read_update_test_new", "lead"),
    _issued("easy_read_update_test_edit", "lead", test_id="update_trial"),
    _issued("easy_read_update_test_remove", "lead", test_id="update_trial"),
    _issued("easy_read_update_sign_off", "lead", answer=Answer.POST),
    _issued("easy_read_update_link_new", "lead"),
    _issued("easy_read_update_link_detail", "lead", link_id="update_link"),
    _issued("easy_read_update_link_renew", "lead", link_id="update_link", answer=Answer.POST),
    _issued("easy_read_update_link_revoke", "lead", link_id="update_link", answer=Answer.POST),
    _issued("easy_read_update_link_record", "lead", link_id="update_link"),
    _issued("easy_read_update_link_sheet", "lead", link_id="update_link", answer=Answer.FILE),
    _issued("easy_read_update_answer_deal", "lead", answer_id="update_answer", answer=Answer.POST),
    Place("tester_start", None, {"token": "token"}),
    Place("tester_start", None, {"token": "update_token"}),
    Place("tester_row", None, {"token": "update_token", "step": 2}),
    Place("tester_read", None, {"token": "token"}),
    Place("tester_row", None, {"token": "token", "step": 1}),
    Place("tester_row", None, {"token": "token", "step": 2}),
    Place("tester_picture", None, {"token": "token", "code": "report"}, answer=Answer.DRAWING),
    Place("tester_finish", None, {"token": "token"}),
    Place("tester_thanks", None, {"token": "token"}),
    Place("tester_sheet", None, {"token": "token"}, answer=Answer.FILE),
    _visited("release_detail", "lead"),
    _issued("release_detail", "lead"),
    _visited("release_state", "lead", answer=Answer.PIECE),
    _issued("update_issue", "lead"),
    _issued("release_recall", "lead", number=1),
    _issued("recipient_copy", "lead", number=1, recipient_id="recipient"),
    _issued("version_detail", number=1),
    _issued("version_detail", "lead", number=1),
    _issued("version_read", number=1, kind="site"),
    _issued("version_read", number=1, kind="easy-read"),
    _issued("version_detail", number=2),
    _issued("version_read", number=2, kind="easy-read-update"),
    _issued("version_download", number=1, kind="site", file_format="pdf", answer=Answer.FILE),
    _issued("version_picture", number=1, code="report", answer=Answer.DRAWING),
    # Across sites.
    Place("person_held", "staff", {"user_id": "user"}),
    Place("person_held_export", "staff", {"user_id": "user"}, answer=Answer.DATA),
    Place("person_remove", "staff", {"user_id": "user"}),
    Place("person_remove_confirm", "staff", {"user_id": "user"}),
    Place("account_held", "reviewer"),
    Place("account_held_export", "reviewer", answer=Answer.DATA),
    Place("picture_set_list", "staff"),
    Place("picture_set_change", "staff", {"code": "openmoji"}, answer=Answer.POST),
    Place("record_list", "staff"),
    Place("record_list", "staff", query="?person=lead&verb=sign-in"),
    Place("draft_list", "staff"),
    Place("draft_list_state", "staff", answer=Answer.PIECE),
    Place("draft_choose", "staff"),
    Place("draft_choose", "staff", query="?stage=writing"),
    Place("comparison_detail", "staff"),
    Place("comparison_detail", "staff", query="?by=theme&text=working"),
    Place("comparison_export", "staff", query="?by=theme&text=working", answer=Answer.SHEET),
    Place("comparison_make", "staff", answer=Answer.POST),
    Place("comparison_state", "staff", answer=Answer.PIECE),
    Place("comparison_download", "staff", answer=Answer.WORD),
    Place("comparison_cell", "staff", {"code": "issued_code", "column": "domain"}),
]
