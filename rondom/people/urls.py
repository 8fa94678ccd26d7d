from django.urls import path

from rondom.people import views

app_name = "people"
urlpatterns = [
    path("binnenkomen/", views.sign_in, name="sign_in"),
    path("binnenkomen/thuis/", views.at_home, name="at_home"),
    path("binnenkomen/werk/", views.at_work, name="at_work"),
    path("binnenkomen/werk/terug/", views.from_work, name="from_work"),
    path("binnenkomen/werk/<uuid:provider_id>/", views.to_work, name="to_work"),
    path("binnenkomen/code/", views.by_code, name="by_code"),
    path("binnenkomen/code/typen/", views.code, name="code"),
    path("binnenkomen/wachtwoord/", views.by_password, name="by_password"),
    path("binnenkomen/sleutel/", views.by_passkey, name="by_passkey"),
    path("binnenkomen/sleutel/vraag/", views.passkey_question, name="passkey_question"),
    path("binnenkomen/nog-iets/", views.second, name="second"),
    path("uitnodiging/<str:token>/", views.invitation, name="invitation"),
    path("kaart/<str:token>/", views.card, name="card"),
    path("bevestigen/", views.confirm, name="confirm"),
    path("bezoek/", views.clock, name="clock"),
    path("bezoek/verder/", views.go_on, name="go_on"),
    path("vertrekken/", views.sign_out, name="sign_out"),
    path("taal/", views.language, name="language"),
    path("toegang/", views.access, name="access"),
    path("toegang/sleutel/", views.passkey, name="passkey"),
    path("toegang/sleutel/vraag/", views.passkey_to_make, name="passkey_to_make"),
    path("toegang/app/", views.app, name="app"),
    path("toegang/reservecodes/", views.spare_codes, name="spare_codes"),
    path("toegang/weg/<int:number>/", views.remove_factor, name="remove_factor"),
    path("toegang/wachtwoord/", views.password, name="password"),
    path("toegang/wachtwoord/weg/", views.drop_password, name="drop_password"),
    path("toegang/adres/", views.address, name="address"),
    path("toegang/adres/code/", views.address_code, name="address_code"),
    path("toegang/kaart/", views.paper_card, name="paper_card"),
    path("toegang/kaart/dicht/", views.revoke_card, name="revoke_card"),
    path("toegang/bezoek/<uuid:visit_id>/", views.end_visit, name="end_visit"),
    path("toegang/bezoeken/", views.end_others, name="end_others"),
]
DESK = "organisaties/<uuid:organisation_id>/herstel"
urlpatterns += [
    path(f"{DESK}/", views.recoveries, name="recoveries"),
    path(f"{DESK}/<uuid:person_id>/", views.ask_recovery, name="ask_recovery"),
    path(f"{DESK}/<uuid:recovery_id>/bevestigen/", views.confirm_recovery, name="confirm_recovery"),
    path(f"{DESK}/<uuid:recovery_id>/stoppen/", views.stop_recovery, name="stop_recovery"),
    path(f"{DESK}/<uuid:recovery_id>/uitnodigen/", views.finish_recovery, name="finish_recovery"),
]
