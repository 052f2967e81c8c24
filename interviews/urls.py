"""The pages people open. The API has its own routes."""

from django.urls import path

from interviews.pages import endings, help, invitations, logo, views

app_name = "interviews"

urlpatterns = [
    path("", views.home, name="home"),
    path("company/logo", logo.logo, name="logo"),
    path("i/<str:token>/", invitations.invitation, name="invitation"),
    path("i/<str:token>/help/", help.help_by_link, name="help-by-link"),
    path("i/<str:token>/opened/", invitations.opened, name="opened"),
    path("i/<path:token>", invitations.glued_invitation),
    path("positions/<int:position_id>/practise", views.practise, name="practise"),
    path("interviews/<int:interview_id>/", views.room, name="room"),
    path("interviews/<int:interview_id>/help/", help.help_in_room, name="help"),
    path("interviews/<int:interview_id>/withdraw/", endings.withdraw, name="withdraw"),
    path("interviews/<int:interview_id>/transcript/", endings.transcript, name="transcript"),
    path("interviews/<int:interview_id>/transcript.txt", endings.transcript_file, name="transcript-file"),
    path("interviews/<int:interview_id>/leave/", views.leave, name="leave"),
    path("interviews/<int:interview_id>/voice-sample", views.voice_sample, name="voice-sample"),
]
