from django.urls import path

from rondom.meetings.views import by_link, evaluating, joining, questions, reviewing, table
from rondom.meetings.views import planning as views

app_name = "meetings"
MEETINGS = "kinderen/<uuid:child_id>/overleg"
MEETING = f"{MEETINGS}/<uuid:meeting_id>"
REVIEW = f"{MEETINGS}/<uuid:review_id>/tafel"
AGREEMENTS = "kinderen/<uuid:child_id>/afspraken"
urlpatterns = [
    path(f"{MEETINGS}/", views.meetings, name="meetings"),
    path(f"{MEETINGS}/nieuw/", views.plan, name="plan"),
    path(f"{MEETING}/", views.meeting, name="meeting"),
    path(f"{MEETING}/antwoord/", views.answer, name="answer"),
    path(f"{MEETING}/voorbereiden/", views.prepare, name="prepare"),
    path(f"{MEETING}/meebrengen/<str:question>/", views.bring, name="bring"),
    path(f"{MEETING}/meebrengen/<str:brought>/terug/", views.take_back, name="take_back"),
    path(f"{MEETING}/verzetten/", views.move, name="move"),
    path(f"{MEETING}/afzeggen/", views.call_off, name="call_off"),
    path(f"{MEETING}/erbij/", views.invite, name="invite"),
    path(f"{MEETING}/<uuid:invited_id>/eraf/", views.leave_out, name="leave_out"),
    path(f"{MEETING}/agenda.ics", views.calendar, name="calendar"),
    path(f"{MEETING}/tafel/", table.table, name="table"),
    path(f"{MEETING}/tafel/stap/", table.step, name="step"),
    path(f"{MEETING}/tafel/leiden/", table.chair, name="chair"),
    path(f"{MEETING}/tafel/beurt/<uuid:invited_id>/", table.turn, name="turn"),
    path(f"{MEETING}/tafel/concept/", table.draft, name="draft"),
    path(f"{MEETING}/tafel/kaartje/<uuid:card_id>/", table.mark, name="mark"),
    path(f"{MEETING}/tafel/gezegd/<uuid:said_id>/", table.lay, name="lay"),
    path(f"{REVIEW}/moment/", reviewing.moment, name="moment"),
    path(f"{REVIEW}/moment/<uuid:moment_id>/weg/", reviewing.drop_moment, name="drop_moment"),
    path(f"{REVIEW}/factoren/<str:principle>/", reviewing.factors, name="factors"),
    path(f"{MEETING}/tafel/afsluiten/", table.close, name="close"),
    path(f"{MEETING}/tafel/deur/", joining.doorway, name="doorway"),
    path(f"{MEETING}/tafel/deur/code/", joining.new_code, name="new_code"),
    path(f"{MEETING}/tafel/scherm/", joining.show_on_wall, name="show_on_wall"),
    path(f"{MEETING}/tafel/scherm/weg/", joining.end_walls, name="end_walls"),
    path(f"{MEETING}/tafel/gast/<uuid:guest_id>/", joining.answer_guest, name="answer_guest"),
    path("mee/", joining.join_code, name="join_code"),
    path("mee/<str:code>/", joining.join, name="join"),
    path("gast/", joining.guest, name="guest"),
    path(f"{MEETINGS}/<uuid:held_id>/verslag/", table.result, name="result"),
    path(f"{MEETINGS}/<uuid:held_id>/verslag/papier/", table.paper, name="paper"),
    path(f"{MEETINGS}/<uuid:held_id>/terugkijken/", evaluating.evaluate, name="evaluate"),
    path(f"{MEETINGS}/verloop/", evaluating.course, name="course"),
    path("organisaties/<uuid:organisation_id>/overlegvragen/", questions.questions, name="questions"),
    path("afspraken/", views.mine, name="mine"),
    path(f"{AGREEMENTS}/kaart/", views.card, name="card"),
    path(f"{AGREEMENTS}/nieuw/", views.agree, name="agree"),
    path(f"{AGREEMENTS}/<uuid:agreement_id>/", views.agreement, name="agreement"),
    path(f"{AGREEMENTS}/<uuid:outside_id>/link/", by_link.link, name="link"),
    path(f"{AGREEMENTS}/<uuid:outside_id>/link/intrekken/", by_link.take_link_back, name="take_link_back"),
    path("afspraak/<str:link_token>/", by_link.by_link, name="by_link"),
]
