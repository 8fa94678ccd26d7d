from django.urls import path

from rondom.mydata.views import desk, family, privacy

app_name = "mydata"
MINE = "kinderen/<uuid:child_id>/mijn-gegevens"
DESK = "organisaties/<uuid:organisation_id>/gegevens"
urlpatterns = [
    path("privacy/", privacy.privacy, name="privacy"),
    path("mijn-gegevens/", family.mine, name="mine"),
    path(f"{MINE}/", family.overview, name="overview"),
    path(f"{MINE}/meenemen/", family.take, name="take"),
    path(f"{MINE}/vragen/<str:wish>/", family.ask, name="ask"),
    path(f"{MINE}/vraag/<uuid:request_id>/intrekken/", family.withdraw, name="withdraw"),
    path(f"{DESK}/", desk.requests, name="requests"),
    path(f"{DESK}/contact/", desk.contact, name="contact"),
    path(f"{DESK}/<uuid:request_id>/", desk.answer, name="answer"),
]
