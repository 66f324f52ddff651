"""Addresses of the national app."""

from django.urls import path

from national import views

urlpatterns = [
    path("compare/", views.comparison_detail, name="comparison_detail"),
    path("compare/comparison.<slug:file_format>", views.comparison_export, name="comparison_export"),
    path("compare/<slug:code>/<slug:column>/", views.comparison_cell, name="comparison_cell"),
]
