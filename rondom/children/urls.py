from django.urls import path

from rondom.children import views

app_name = "children"
urlpatterns = [
    path("kinderen/<uuid:child_id>/welkom/", views.welcome, name="welcome"),
    path("kinderen/<uuid:child_id>/kring/", views.circle, name="circle"),
    path("organisaties/<uuid:organisation_id>/kinderen/nieuw/", views.start, name="start"),
]
