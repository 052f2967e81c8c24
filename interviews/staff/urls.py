"""The pages for staff beside the admin."""

from django.urls import path

from .evaluation import (
    comparison_page,
    decision_page,
    findings_page,
    outcome_page,
    scorecard_page,
    scorecards_page,
)
from .exporting import pages as exporting
from .interview_page import views
from .monitoring import pages as monitoring

app_name = "staff"

urlpatterns = [
    path("interviews/<int:interview_id>/", views.interview_page, name="interview"),
    path("interviews/<int:interview_id>/parts/", views.interview_parts, name="interview-parts"),
    path("exports/", exporting.new_export, name="exports"),
    path("exports/<int:export_id>/", exporting.export_page, name="export"),
    path("exports/<int:export_id>/parts/", exporting.export_parts, name="export-parts"),
    path("exports/<int:export_id>/file", exporting.export_file, name="export-file"),
    path("interviews/<int:interview_id>/scorecard/", scorecard_page.scorecard, name="scorecard"),
    path("interviews/<int:interview_id>/scorecard/draft/", scorecard_page.scorecard_draft, name="scorecard-draft"),
    path("interviews/<int:interview_id>/scorecards/", scorecards_page.scorecards_page, name="scorecards"),
    path("interviews/<int:interview_id>/scorecards/model/", findings_page.ask_model, name="ask-model"),
    path("interviews/<int:interview_id>/scorecards/parts/", findings_page.findings_parts, name="findings-parts"),
    path("interviews/<int:interview_id>/decision/", decision_page.decision_page, name="decision"),
    path("interviews/<int:interview_id>/outcome/", outcome_page.outcome_page, name="outcome"),
    path("interviews/<int:interview_id>/outcome/file", outcome_page.outcome_file, name="outcome-file"),
    path("positions/<int:position_id>/comparison/", comparison_page.comparison_page, name="comparison"),
    path("monitoring/", monitoring.monitoring_page, name="monitoring"),
    path("monitoring/groups/", monitoring.groups_page, name="monitoring-groups"),
    path("monitoring/groups/discard/", monitoring.discard_groups, name="discard-groups"),
    path("monitoring/auditor.<str:form>", monitoring.auditors_file, name="auditors-file"),
]
