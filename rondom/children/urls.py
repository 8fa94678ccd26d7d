from django.urls import path

from rondom.children import views

app_name = "children"
urlpatterns = [
    path("kinderen/<uuid:child_id>/welkom/", views.welcome, name="welcome"),
    path("kinderen/<uuid:child_id>/kring/", views.circle, name="circle"),
    path("kinderen/<uuid:child_id>/kring/<uuid:place_id>/uitnodiging/", views.invite_again, name="invite_again"),
    path("kinderen/<uuid:child_id>/gegevens/", views.facts, name="facts"),
    path("organisaties/<uuid:organisation_id>/kinderen/nieuw/", views.start, name="start"),
]
