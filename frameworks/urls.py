"""Addresses of the frameworks app. Those that name an edition come last; `RESERVED_CODES` keeps the others free."""

from django.urls import path

from frameworks import views

urlpatterns = [
    path("", views.framework_list, name="framework_list"),
    path("changes/", views.changes_choose, name="changes_choose"),
    path("themes/", views.theme_list, name="theme_list"),
    path("glossary/", views.term_list, name="term_list"),
    path("<slug:code>/", views.edition_detail, name="edition_detail"),
    path("<slug:earlier>/changes/<slug:later>/", views.changes_detail, name="changes_detail"),
]
