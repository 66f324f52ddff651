"""Addresses of the reports app."""

from django.urls import path

from reports.easy_reads import SUMMARY, UPDATE
from reports.models import Version
from reports.views import (
    drafts,
    easy_read,
    held,
    home,
    picture_sets,
    pictures,
    records,
    releases,
    report,
    row_texts,
    sites,
    testers,
    trials,
    workbench,
)


def of_update(rest, view, name):
    """An address of the easy-read update whose view serves the summary as well."""
    route = f"reviews/<int:review_id>/easy-read/update/{rest}"
    return path(route, view, {"which": UPDATE}, name=UPDATE.names[name])


def texts_of_rows(which, folder):
    """The addresses of the texts of a row, in the summary or in the update."""
    row, more, names = f"reviews/<int:review_id>/easy-read/{folder}rows/<uuid:row_id>", {"which": which}, which.names
    return [
        path(f"{row}/save/", row_texts.row_save, more, name=names["row_save"]),
        path(f"{row}/settle/", row_texts.row_settle, more, name=names["row_settle"]),
        path(f"{row}/history/", row_texts.row_history, more, name=names["row_history"]),
        path(
            f"{row}/history/<int:version_id>/restore/",
            row_texts.row_version_restore,
            more,
            name=names["row_version_restore"],
        ),
    ]


urlpatterns = [
    *texts_of_rows(SUMMARY, ""),
    *texts_of_rows(UPDATE, "update/"),
    path("", home.home, name="home"),
    path("accounts/held/", held.account_held, name="account_held"),
    path("accounts/held/export/", held.account_held_export, name="account_held_export"),
    path("people/<int:user_id>/held/", held.person_held, name="person_held"),
    path("people/<int:user_id>/held/export/", held.person_held_export, name="person_held_export"),
    path("drafts/", drafts.draft_list, name="draft_list"),
    path("drafts/state/", drafts.draft_list_state, name="draft_list_state"),
    path("drafts/choose/", drafts.draft_choose, name="draft_choose"),
    path("records/", records.record_list, name="record_list"),
    path("pictures/", picture_sets.picture_set_list, name="picture_set_list"),
    path("pictures/<slug:code>/", picture_sets.picture_set_change, name="picture_set_change"),
    path("sites/<slug:code>/records/", records.site_record_list, name="site_record_list"),
    path("sites/<slug:code>/", sites.site_detail, name="site_detail"),
    path("reviews/<int:review_id>/report/", report.report_read, name="report_read"),
    path("reviews/<int:review_id>/report/<slug:kind>/", report.report_read, name="report_read"),
    path("reviews/<int:review_id>/drafts/<slug:kind>/", report.draft_make, name="draft_make"),
    path("reviews/<int:review_id>/drafts/<slug:kind>/state/", report.draft_state, name="draft_state"),
    path("reviews/<int:review_id>/drafts/<slug:kind>.<slug:file_format>", report.draft_download, name="draft_download"),
    path("reviews/<int:review_id>/release/", releases.release_detail, name="release_detail"),
    path("reviews/<int:review_id>/release/state/", releases.release_state, name="release_state"),
    path("reviews/<int:review_id>/release/issue/", releases.review_issue, name="review_issue"),
    path(
        "reviews/<int:review_id>/release/issue-update/",
        releases.review_issue,
        {"subject": Version.Subject.UPDATE},
        name="update_issue",
    ),
    path("reviews/<int:review_id>/release/<int:number>/", releases.version_detail, name="version_detail"),
    path("reviews/<int:review_id>/release/<int:number>/recall/", releases.release_recall, name="release_recall"),
    path(
        "reviews/<int:review_id>/release/<int:number>/recipients/<int:recipient_id>/",
        releases.recipient_copy,
        name="recipient_copy",
    ),
    path("reviews/<int:review_id>/release/<int:number>/<slug:kind>/", releases.version_read, name="version_read"),
    path(
        "reviews/<int:review_id>/release/<int:number>/<slug:kind>.<slug:file_format>",
        releases.version_download,
        name="version_download",
    ),
    path(
        "reviews/<int:review_id>/release/<int:number>/pictures/<slug:code>/",
        pictures.version_picture,
        name="version_picture",
    ),
    path("reviews/<int:review_id>/easy-read/", easy_read.easy_read_edit, name="easy_read_edit"),
    path("reviews/<int:review_id>/easy-read/details/", easy_read.details_edit, name="easy_read_details"),
    path("reviews/<int:review_id>/easy-read/tests/new/", trials.trial_edit, name="easy_read_test_new"),
    path("reviews/<int:review_id>/easy-read/tests/<int:test_id>/", trials.trial_edit, name="easy_read_test_edit"),
    path(
        "reviews/<int:review_id>/easy-read/tests/<int:test_id>/remove/",
        trials.trial_remove,
        name="easy_read_test_remove",
    ),
    path("reviews/<int:review_id>/easy-read/rows/new/", easy_read.row_edit, name="easy_read_row_new"),
    path("reviews/<int:review_id>/easy-read/rows/<uuid:row_id>/", easy_read.row_edit, name="easy_read_row_edit"),
    path("reviews/<int:review_id>/easy-read/rows/<uuid:row_id>/move/", easy_read.row_move, name="easy_read_row_move"),
    path(
        "reviews/<int:review_id>/easy-read/rows/<uuid:row_id>/remove/",
        easy_read.row_remove,
        name="easy_read_row_remove",
    ),
    path(
        "reviews/<int:review_id>/easy-read/rows/<uuid:row_id>/still-right/",
        workbench.row_confirm,
        name="easy_read_row_confirm",
    ),
    path("reviews/<int:review_id>/easy-read/start/", workbench.start_propose, name="easy_read_start"),
    path("reviews/<int:review_id>/easy-read/hints/", workbench.hint_list, name="hint_list"),
    path("reviews/<int:review_id>/easy-read/hints/set-aside/", workbench.hint_set_aside, name="hint_set_aside"),
    path("reviews/<int:review_id>/easy-read/hints/<int:hint_id>/", workbench.hint_reason, name="hint_reason"),
    path(
        "reviews/<int:review_id>/easy-read/hints/<int:hint_id>/back/", workbench.hint_bring_back, name="hint_bring_back"
    ),
    path("reviews/<int:review_id>/easy-read/pictures/", pictures.picture_list, name="picture_list"),
    path("reviews/<int:review_id>/easy-read/pictures/<slug:code>/", pictures.picture_read, name="picture_read"),
    path("reviews/<int:review_id>/photographs/", pictures.photograph_list, name="photograph_list"),
    path("reviews/<int:review_id>/photographs/new/", pictures.photograph_add, name="photograph_add"),
    path("reviews/<int:review_id>/photographs/<slug:code>/", pictures.photograph_edit, name="photograph_edit"),
    path(
        "reviews/<int:review_id>/photographs/<slug:code>/withdraw/",
        pictures.photograph_withdraw,
        name="photograph_withdraw",
    ),
    path("reviews/<int:review_id>/easy-read/links/new/", trials.link_new, name="tester_link_new"),
    path("reviews/<int:review_id>/easy-read/links/<int:link_id>/", trials.link_detail, name="tester_link_detail"),
    path("reviews/<int:review_id>/easy-read/links/<int:link_id>/renew/", trials.link_renew, name="tester_link_renew"),
    path("reviews/<int:review_id>/easy-read/links/<int:link_id>/close/", trials.link_revoke, name="tester_link_revoke"),
    path("reviews/<int:review_id>/easy-read/links/<int:link_id>/test/", trials.link_record, name="tester_link_record"),
    path(
        "reviews/<int:review_id>/easy-read/links/<int:link_id>/sheet.pdf", trials.link_sheet, name="tester_link_sheet"
    ),
    path("reviews/<int:review_id>/easy-read/answers/<int:answer_id>/", trials.answer_deal, name="tester_answer_deal"),
    path("reviews/<int:review_id>/easy-read/sign-off/", trials.easy_read_sign_off, name="easy_read_sign_off"),
    path("reviews/<int:review_id>/easy-read/update/", easy_read.update_edit, name="easy_read_update"),
    path(
        "reviews/<int:review_id>/easy-read/update/propose/", workbench.update_propose, name="easy_read_update_propose"
    ),
    of_update("details/", easy_read.details_edit, "details"),
    of_update("rows/new/", easy_read.row_edit, "row_new"),
    of_update("rows/<uuid:row_id>/", easy_read.row_edit, "row_edit"),
    of_update("rows/<uuid:row_id>/move/", easy_read.row_move, "row_move"),
    of_update("rows/<uuid:row_id>/remove/", easy_read.row_remove, "row_remove"),
    of_update("rows/<uuid:row_id>/still-right/", workbench.row_confirm, "row_confirm"),
    of_update("hints/", workbench.hint_list, "hint_list"),
    of_update("hints/set-aside/", workbench.hint_set_aside, "hint_set_aside"),
    of_update("hints/<int:hint_id>/", workbench.hint_reason, "hint_reason"),
    of_update("hints/<int:hint_id>/back/", workbench.hint_bring_back, "hint_bring_back"),
    of_update("tests/new/", trials.trial_edit, "test_new"),
    of_update("tests/<int:test_id>/", trials.trial_edit, "test_edit"),
    of_update("tests/<int:test_id>/remove/", trials.trial_remove, "test_remove"),
    of_update("sign-off/", trials.easy_read_sign_off, "sign_off"),
    of_update("links/new/", trials.link_new, "link_new"),
    of_update("links/<int:link_id>/", trials.link_detail, "link_detail"),
    of_update("links/<int:link_id>/renew/", trials.link_renew, "link_renew"),
    of_update("links/<int:link_id>/close/", trials.link_revoke, "link_revoke"),
    of_update("links/<int:link_id>/test/", trials.link_record, "link_record"),
    of_update("links/<int:link_id>/sheet.pdf", trials.link_sheet, "link_sheet"),
    of_update("answers/<int:answer_id>/", trials.answer_deal, "answer_deal"),
    # For whoever holds the link of a test, with or without an account.
    path("test/<str:token>/", testers.tester_start, name="tester_start"),
    path("test/<str:token>/all/", testers.tester_read, name="tester_read"),
    path("test/<str:token>/rows/<int:step>/", testers.tester_row, name="tester_row"),
    path("test/<str:token>/end/", testers.tester_finish, name="tester_finish"),
    path("test/<str:token>/pictures/<slug:code>/", testers.tester_picture, name="tester_picture"),
    path("test/<str:token>/thanks/", testers.tester_thanks, name="tester_thanks"),
    path("test/<str:token>/sheet.pdf", testers.tester_sheet, name="tester_sheet"),
]
