from django.urls import path

from rondom.people import views

app_name = "people"
urlpatterns = [
    path("binnenkomen/", views.sign_in, name="sign_in"),
    path("uitnodiging/<str:token>/", views.invitation, name="invitation"),
    path("vertrekken/", views.sign_out, name="sign_out"),
    path("taal/", views.language, name="language"),
]
