from django.urls import path

from rondom.careteam import views

app_name = "careteam"
DESK = "organisaties/<uuid:organisation_id>/zorgteam"
TEAM = "zorgteam/<uuid:team_id>"
SITTING = f"{TEAM}/overleg/<uuid:sitting_id>"
ITEM = f"{SITTING}/punt/<uuid:item_id>"
urlpatterns = [
    path("zorgteam/", views.teams, name="teams"),
    path(f"{DESK}/nieuw/", views.start, name="start"),
    path(f"{DESK}/cijfers/", views.counts, name="counts"),
    path(f"{TEAM}/", views.team, name="team"),
    path(f"{TEAM}/erbij/", views.join, name="join"),
    path(f"{TEAM}/eraf/<uuid:member_id>/", views.leave, name="leave"),
    path(f"{TEAM}/leiden/", views.lead, name="lead"),
    path(f"{TEAM}/plannen/", views.plan, name="plan"),
    path(f"{SITTING}/", views.agenda, name="agenda"),
    path(f"{SITTING}/afzeggen/", views.call_off, name="call_off"),
    path(f"{SITTING}/beginnen/", views.begin, name="begin"),
    path(f"{SITTING}/afsluiten/", views.close, name="close"),
    path(f"{SITTING}/kind/", views.bring, name="bring"),
    path(f"{SITTING}/zonder-naam/", views.nameless, name="nameless"),
    path(f"{SITTING}/besluiten/", views.result, name="result"),
    path(f"{SITTING}/besluiten/papier/", views.paper, name="paper"),
    path(f"{SITTING}/besluiten/<uuid:decision_id>/gedaan/", views.done, name="done"),
    path(f"{ITEM}/", views.item, name="item"),
    path(f"{ITEM}/weg/", views.remove, name="remove"),
    path(f"{ITEM}/notitie/", views.note, name="note"),
    path(f"{ITEM}/besluit/", views.decide, name="decide"),
]
