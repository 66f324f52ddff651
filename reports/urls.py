"""Addresses of the reports app."""

from django.urls import path

from reports.views import drafts, easy_read, held, home, picture_sets, pictures, records, releases, report, sites

urlpatterns = [
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
    path("reviews/<int:review_id>/drafts/<slug:kind>.pdf", report.draft_download, name="draft_download"),
    path("reviews/<int:review_id>/release/", releases.release_detail, name="release_detail"),
    path("reviews/<int:review_id>/release/state/", releases.release_state, name="release_state"),
    path("reviews/<int:review_id>/release/issue/", releases.review_issue, name="review_issue"),
    path("reviews/<int:review_id>/release/<int:number>/", releases.version_detail, name="version_detail"),
    path("reviews/<int:review_id>/release/<int:number>/recall/", releases.release_recall, name="release_recall"),
    path(
        "reviews/<int:review_id>/release/<int:number>/recipients/<int:recipient_id>/",
        releases.recipient_copy,
        name="recipient_copy",
    ),
    path("reviews/<int:review_id>/release/<int:number>/<slug:kind>/", releases.version_read, name="version_read"),
    path(
        "reviews/<int:review_id>/release/<int:number>/<slug:kind>.pdf",
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
    path("reviews/<int:review_id>/easy-read/tests/new/", easy_read.trial_edit, name="easy_read_test_new"),
    path("reviews/<int:review_id>/easy-read/tests/<int:test_id>/", easy_read.trial_edit, name="easy_read_test_edit"),
    path(
        "reviews/<int:review_id>/easy-read/tests/<int:test_id>/remove/",
        easy_read.trial_remove,
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
]
