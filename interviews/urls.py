"""The pages people open. The API has its own routes."""

from django.urls import path

from interviews.pages import views

app_name = "interviews"

urlpatterns = [
    path("", views.home, name="home"),
    path("i/<str:token>/", views.invitation, name="invitation"),
    path("positions/<int:position_id>/practise", views.practise, name="practise"),
    path("interviews/<int:interview_id>/", views.room, name="room"),
    path("interviews/<int:interview_id>/leave/", views.leave, name="leave"),
    path("interviews/<int:interview_id>/voice-sample", views.voice_sample, name="voice-sample"),
]
