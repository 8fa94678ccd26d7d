from django.urls import path

from rondom.children import views

app_name = "children"
urlpatterns = [
    path("kinderen/<uuid:child_id>/welkom/", views.welcome, name="welcome"),
    path("kinderen/<uuid:child_id>/kring/", views.circle, name="circle"),
    path("kinderen/<uuid:child_id>/kring/papier/", views.invitation_card, name="invitation_card"),
    path("kinderen/<uuid:child_id>/kring/<uuid:place_id>/opnieuw/", views.invite_again, name="invite_again"),
    path("kinderen/<uuid:child_id>/kring/<uuid:place_id>/sleutel-kwijt/", views.lost_key, name="lost_key"),
    path("kinderen/<uuid:child_id>/kring/<uuid:place_id>/kaart-dicht/", views.shut_card, name="shut_card"),
    path("organisaties/<uuid:organisation_id>/kinderen/nieuw/", views.start, name="start"),
]
