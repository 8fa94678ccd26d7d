from django.urls import path

from rondom.children import views

app_name = "children"
DESK = "organisaties/<uuid:organisation_id>"
urlpatterns = [
    path("kinderen/<uuid:child_id>/welkom/", views.welcome, name="welcome"),
    path("kinderen/<uuid:child_id>/kring/", views.circle, name="circle"),
    path("kinderen/<uuid:child_id>/kring/<uuid:place_id>/uitnodiging/", views.invite_again, name="invite_again"),
    path("kinderen/<uuid:child_id>/gegevens/", views.facts, name="facts"),
    path("kinderen/<uuid:child_id>/gekeken/", views.readings, name="readings"),
    path("kinderen/<uuid:child_id>/gekeken/melden/", views.ask, name="ask"),
    path(f"{DESK}/kinderen/nieuw/", views.start, name="start"),
    path(f"{DESK}/inzage/", views.oversight, name="oversight"),
    path(f"{DESK}/inzage/antwoord/", views.answer, name="answer"),
    path(f"{DESK}/inzage/gezien/", views.alert_seen, name="alert_seen"),
    path(f"{DESK}/inzage/steekproef/", views.sample, name="sample"),
    path(f"{DESK}/inzage/beheerder/", views.log_manager, name="log_manager"),
]
