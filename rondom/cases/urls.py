from django.urls import path

from rondom.cases import views

app_name = "cases"
urlpatterns = [
    path("vragen/", views.cases, name="cases"),
    path("vragen/<uuid:case_id>/", views.case, name="case"),
    path("vragen/<uuid:case_id>/herkend/", views.recognise, name="recognise"),
    path("vragen/<uuid:case_id>/weg/", views.take_back, name="take_back"),
]
