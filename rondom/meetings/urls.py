from django.urls import path

from rondom.meetings import views

app_name = "meetings"
MEETINGS = "kinderen/<uuid:child_id>/overleg"
MEETING = f"{MEETINGS}/<uuid:meeting_id>"
AGREEMENTS = "kinderen/<uuid:child_id>/afspraken"
urlpatterns = [
    path(f"{MEETINGS}/", views.meetings, name="meetings"),
    path(f"{MEETINGS}/nieuw/", views.plan, name="plan"),
    path(f"{MEETING}/", views.meeting, name="meeting"),
    path(f"{MEETING}/antwoord/", views.answer, name="answer"),
    path(f"{MEETING}/voorbereiden/", views.prepare, name="prepare"),
    path(f"{MEETING}/meebrengen/<str:question>/", views.bring, name="bring"),
    path(f"{MEETING}/verzetten/", views.move, name="move"),
    path(f"{MEETING}/afzeggen/", views.call_off, name="call_off"),
    path(f"{MEETING}/erbij/", views.invite, name="invite"),
    path(f"{MEETING}/<uuid:invited_id>/eraf/", views.leave_out, name="leave_out"),
    path(f"{MEETING}/agenda.ics", views.calendar, name="calendar"),
    path("afspraken/", views.mine, name="mine"),
    path(f"{AGREEMENTS}/kaart/", views.card, name="card"),
    path(f"{AGREEMENTS}/nieuw/", views.agree, name="agree"),
    path(f"{AGREEMENTS}/<uuid:agreement_id>/", views.agreement, name="agreement"),
]
