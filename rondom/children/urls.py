from django.urls import path

from rondom.children import views, views_consent

app_name = "children"
DESK = "organisaties/<uuid:organisation_id>"
urlpatterns = [
    path("kinderen/<uuid:child_id>/welkom/", views.welcome, name="welcome"),
    path("kinderen/<uuid:child_id>/kring/", views.circle, name="circle"),
    path("kinderen/<uuid:child_id>/kring/<uuid:place_id>/uitnodiging/", views.invite_again, name="invite_again"),
    path("kinderen/<uuid:child_id>/gegevens/", views.facts, name="facts"),
    path("kinderen/<uuid:child_id>/gekeken/", views.readings, name="readings"),
    path("kinderen/<uuid:child_id>/gekeken/melden/", views.ask, name="ask"),
    path("kinderen/<uuid:child_id>/toestemmingen/", views_consent.consents, name="consents"),
    path("kinderen/<uuid:child_id>/toestemmingen/vragen/", views_consent.ask_for_consent, name="ask_for_consent"),
    path("kinderen/<uuid:child_id>/toestemmingen/<uuid:asked_id>/", views_consent.question, name="question"),
    path("kinderen/<uuid:child_id>/toestemmingen/<uuid:asked_id>/gezegd/", views_consent.told, name="told"),
    path("kinderen/<uuid:child_id>/kring/<uuid:place_id>/gezag/", views_consent.authority, name="authority"),
    path(f"{DESK}/kinderen/nieuw/", views.start, name="start"),
    path(f"{DESK}/inzage/", views.oversight, name="oversight"),
    path(f"{DESK}/inzage/antwoord/", views.answer, name="answer"),
    path(f"{DESK}/inzage/gezien/", views.alert_seen, name="alert_seen"),
    path(f"{DESK}/inzage/steekproef/", views.sample, name="sample"),
    path(f"{DESK}/inzage/beheerder/", views.log_manager, name="log_manager"),
]
