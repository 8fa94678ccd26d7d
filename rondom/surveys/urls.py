from django.urls import path

from rondom.surveys import views

app_name = "surveys"
DESK = "organisaties/<uuid:organisation_id>/monitor"
LIST, WAVE = f"{DESK}/vragenlijsten/<uuid:questionnaire_id>", f"{DESK}/rondes/<uuid:wave_id>"
urlpatterns = [
    path(f"{DESK}/", views.monitor, name="monitor"),
    path(f"{DESK}/begin/", views.start, name="start"),
    path(f"{LIST}/", views.questionnaire, name="questionnaire"),
    path(f"{LIST}/naam/", views.title, name="title"),
    path(f"{LIST}/vraag/<str:item>/", views.item, name="item"),
    path(f"{LIST}/volgorde/", views.arrange, name="arrange"),
    path(f"{LIST}/vrijgeven/", views.release, name="release"),
    path(f"{LIST}/nieuwe-versie/", views.renew, name="renew"),
    path(f"{DESK}/ronde/", views.plan, name="plan"),
    path(f"{WAVE}/", views.wave, name="wave"),
    path(f"{WAVE}/school/", views.school, name="school"),
    path(f"{WAVE}/open/", views.open_now, name="open"),
    path(f"{WAVE}/sluiten/", views.close, name="close"),
    path(f"{WAVE}/briefjes/", views.slips, name="slips"),
    path(f"{DESK}/rondes/<uuid:closed_id>/respons/", views.response, name="response"),
    path(f"{DESK}/rondes/<uuid:closed_id>/meenemen/", views.take_out, name="take_out"),
    path(f"{DESK}/rondes/<uuid:closed_id>/eigen-woorden/", views.own_words, name="own_words"),
    path("vragen/<str:link>/", views.answer, name="answer"),
]
