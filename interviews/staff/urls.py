"""The pages for staff beside the admin."""

from django.urls import path

from .interview_page import views

app_name = "staff"

urlpatterns = [
    path("interviews/<int:interview_id>/", views.interview_page, name="interview"),
    path("interviews/<int:interview_id>/parts/", views.interview_parts, name="interview-parts"),
]
