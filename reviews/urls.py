"""Addresses of the reviews app: the workspace of one review, and the pages where centre staff set up."""

from django.urls import include, path

from reviews.views import (
    board,
    conflicts,
    device,
    giving_back,
    good_practice,
    history,
    invitations,
    lines,
    note_use,
    notes,
    order,
    overview,
    paper_files,
    papers,
    passages,
    people,
    programme,
    removal,
    room,
    saving,
    sections,
    setup,
    team,
    texts,
    visit,
)

preparing = [
    path("papers/", papers.paper_list, name="paper_list"),
    path("papers/new/", papers.paper_edit, name="paper_add"),
    path("papers/ask/", papers.papers_ask, name="papers_ask"),
    path("papers/<slug:code>/change/", papers.paper_edit, name="paper_edit"),
    path("papers/<slug:code>/arrived/", papers.paper_mark, name="paper_mark"),
    path("papers/<slug:code>/remove/", papers.paper_remove, name="paper_remove"),
    path("papers/<slug:code>/files/new/", paper_files.paper_file_add, name="paper_file_add"),
    path("papers/<slug:code>/files/<int:number>/", paper_files.paper_download, name="paper_download"),
    path("papers/<slug:code>/files/<int:number>/remove/", paper_files.paper_file_remove, name="paper_file_remove"),
    path("sessions/new/", programme.session_edit, name="session_add"),
    path("sessions/lay-out/", programme.sessions_lay_out, name="sessions_lay_out"),
    path("sessions/<slug:code>/change/", programme.session_edit, name="session_edit"),
    path("sessions/<slug:code>/remove/", programme.session_remove, name="session_remove"),
    path("sessions/<slug:code>/save/", texts.session_save, name="session_save"),
    path("sessions/<slug:code>/settle/", texts.session_settle, name="session_settle"),
    path("sessions/<slug:code>/history/", texts.session_history, name="session_history"),
    path(
        "sessions/<slug:code>/history/<int:version_id>/restore/",
        texts.session_version_restore,
        name="session_version_restore",
    ),
    path("groups/<int:group_id>/save/", texts.session_group_save, name="session_group_save"),
    path("groups/<int:group_id>/history/", texts.session_group_history, name="session_group_history"),
    path(
        "groups/<int:group_id>/history/<int:version_id>/restore/",
        texts.session_group_version_restore,
        name="session_group_version_restore",
    ),
]

writing = [
    path("sections/", sections.section_list, name="section_list"),
    path("sections/<slug:code>/", sections.section_detail, name="section_detail"),
    path("sections/<slug:code>/sentence/", sections.section_cell, name="section_cell"),
    path("sections/<slug:code>/sentence/save/", saving.section_cell_save, name="section_cell_save"),
    path("sections/<slug:code>/sentence/settle/", conflicts.section_cell_settle, name="section_cell_settle"),
    path("sections/<slug:code>/sentence/history/", history.section_cell_history, name="section_cell_history"),
    path(
        "sections/<slug:code>/sentence/history/<int:version_id>/restore/",
        history.section_cell_version_restore,
        name="section_cell_version_restore",
    ),
    path("sections/<slug:code>/here/", saving.section_here, name="section_here"),
    path("sections/<slug:code>/coverage/", sections.coverage_edit, name="coverage_edit"),
    path("sections/<slug:code>/add/<slug:kind>/", passages.passage_add, name="passage_add"),
    path("sections/<slug:code>/removed/", order.passage_removed_list, name="passage_removed_list"),
    path("passages/<uuid:passage_id>/", passages.passage_read, name="passage_read"),
    path("passages/<uuid:passage_id>/change/", passages.passage_edit, name="passage_edit"),
    path("passages/<uuid:passage_id>/save/", saving.text_save, name="text_save"),
    path("passages/<uuid:passage_id>/settle/", conflicts.passage_settle, name="passage_settle"),
    path("passages/<uuid:passage_id>/history/", history.passage_history, name="passage_history"),
    path(
        "passages/<uuid:passage_id>/history/<int:version_id>/restore/",
        history.passage_version_restore,
        name="passage_version_restore",
    ),
    path("passages/<uuid:passage_id>/move/", order.passage_move, name="passage_move"),
    path("passages/<uuid:passage_id>/file/", order.passage_refile, name="passage_refile"),
    path("passages/<uuid:passage_id>/remove/", order.passage_remove, name="passage_remove"),
    path("passages/<uuid:passage_id>/restore/", order.passage_restore, name="passage_restore"),
    path("kept/", saving.kept_check, name="kept_check"),
    path("preview/", passages.text_preview, name="text_preview"),
    path("lines/new/", lines.line_add, name="line_add"),
    path("lines/<slug:code>/title/", lines.line_edit, name="line_edit"),
    path("lines/<slug:code>/move/", lines.line_move, name="line_move"),
    path("lines/<slug:code>/remove/", lines.line_remove, name="line_remove"),
    path("good-practice/new/", good_practice.good_practice_add, name="good_practice_add"),
    path("good-practice/<uuid:key>/save/", good_practice.good_practice_save, name="good_practice_save"),
    path("good-practice/<uuid:key>/settle/", conflicts.good_practice_settle, name="good_practice_settle"),
    path("good-practice/<uuid:key>/history/", history.good_practice_history, name="good_practice_history"),
    path(
        "good-practice/<uuid:key>/history/<int:version_id>/restore/",
        history.good_practice_version_restore,
        name="good_practice_version_restore",
    ),
    path("good-practice/<int:good_practice_id>/", good_practice.good_practice_edit, name="good_practice_edit"),
    path(
        "good-practice/<int:good_practice_id>/remove/", good_practice.good_practice_remove, name="good_practice_remove"
    ),
]

visiting = [
    path("visit/", visit.visit_detail, name="visit_detail"),
    path("visit/now/", visit.visit_now, name="visit_now"),
    path("visit/passed-on/", visit.passed_on_add, name="passed_on_add"),
    path("visit/notes/", notes.note_list, name="note_list"),
    path("visit/notes/new/", notes.note_add, name="note_add"),
    path("visit/notes/<uuid:note_id>/", notes.note_edit, name="note_edit"),
    path("visit/notes/<uuid:note_id>/history/", history.note_history, name="note_history"),
    path(
        "visit/notes/<uuid:note_id>/history/<int:version_id>/restore/",
        history.note_version_restore,
        name="note_version_restore",
    ),
    path("visit/notes/<uuid:note_id>/save/", note_use.note_save, name="note_save"),
    path("visit/notes/<uuid:note_id>/use/", note_use.note_use, name="note_use"),
    path("visit/notes/<uuid:note_id>/aside/", notes.note_set_aside, name="note_set_aside"),
    path("visit/notes/<uuid:note_id>/back/", notes.note_take_up, name="note_take_up"),
    path("visit/board/", board.board_detail, name="board_detail"),
    path("visit/board/<slug:code>/<int:indicator_id>/", board.coverage_mark, name="coverage_mark"),
    path("visit/room/", room.room_detail, name="room_detail"),
    path("visit/room/choose/", room.room_edit, name="room_edit"),
    path("visit/room/choose/<slug:code>/", room.room_choose_all, name="room_choose_all"),
    path("visit/room/compare/", room.room_compare, name="room_compare"),
    path("visit/room/<uuid:passage_id>/choose/", room.room_choose, name="room_choose"),
    path("visit/room/<uuid:passage_id>/said/", room.room_say, name="room_say"),
    path("giving-back/", giving_back.giving_back_list, name="giving_back_list"),
    path("giving-back/<int:group_id>/", giving_back.giving_back_mark, name="giving_back_mark"),
]

keeping_the_team = [
    path("team/", team.team_detail, name="team_detail"),
    path("team/new/", team.member_new, name="member_new"),
    path("team/independent/", team.independent_new, name="independent_new"),
    path("team/<int:member_id>/", team.member_edit, name="member_edit"),
    path("team/<int:member_id>/leave/", team.member_leave, name="member_leave"),
    path("team/<int:member_id>/invitation/again/", team.member_invitation_resend, name="member_invitation_resend"),
    path("team/<int:member_id>/invitation/end/", team.member_invitation_revoke, name="member_invitation_revoke"),
]

setting_up = [
    path("sites/", setup.site_list, name="site_list"),
    path("sites/new/", setup.site_new, name="site_new"),
    path("sites/<slug:code>/details/", setup.site_edit, name="site_edit"),
    path("sites/<slug:code>/contacts/new/", setup.contact_new, name="contact_new"),
    path("sites/<slug:code>/contacts/<int:contact_id>/", setup.contact_edit, name="contact_edit"),
    path("sites/<slug:code>/contacts/<int:contact_id>/end/", setup.contact_end, name="contact_end"),
    path(
        "sites/<slug:code>/invitations/<int:invitation_id>/again/",
        setup.contact_invitation_resend,
        name="contact_invitation_resend",
    ),
    path(
        "sites/<slug:code>/invitations/<int:invitation_id>/end/",
        setup.contact_invitation_revoke,
        name="contact_invitation_revoke",
    ),
    path("reviews/new/", setup.review_choose, name="review_choose"),
    path("reviews/new/<slug:code>/<slug:edition>/", setup.review_new, name="review_new"),
    path("people/", people.person_list, name="person_list"),
    path("people/<int:user_id>/", people.person_edit, name="person_edit"),
    path("people/<int:user_id>/remove/", removal.person_remove, name="person_remove"),
    path("people/<int:user_id>/remove/confirm/", removal.person_remove_confirm, name="person_remove_confirm"),
]

one_person = [
    path("device/", device.device_check, name="device_check"),
    path("invitations/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("invitations/<str:token>/passkey/", invitations.invitation_passkey, name="invitation_passkey"),
]

one_review = [
    path("", overview.review_detail, name="review_detail"),
    path("details/", overview.review_edit, name="review_edit"),
    path("details/save/", texts.details_save, name="details_save"),
    path("details/settle/", texts.details_settle, name="details_settle"),
    path("details/history/", texts.details_history, name="details_history"),
    path("details/history/<int:version_id>/restore/", texts.details_version_restore, name="details_version_restore"),
    path("move/<slug:stage>/", overview.review_move, name="review_move"),
    *keeping_the_team,
    *preparing,
    *visiting,
    *writing,
]

urlpatterns = [*one_person, *setting_up, path("reviews/<int:review_id>/", include(one_review))]
