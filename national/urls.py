"""Addresses of the national app."""

from django.urls import path

from national import views

urlpatterns = [
    path("compare/", views.comparison_detail, name="comparison_detail"),
    path("compare/comparison.xlsx", views.comparison_export, name="comparison_export"),
    path("compare/comparison.docx", views.comparison_download, name="comparison_download"),
    path("compare/comparison.docx/make/", views.comparison_make, name="comparison_make"),
    path("compare/comparison.docx/state/", views.comparison_state, name="comparison_state"),
    path("compare/<slug:code>/<slug:column>/", views.comparison_cell, name="comparison_cell"),
]
