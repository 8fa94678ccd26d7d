from django.urls import path

from rondom.children.views import authority, circle, consent, handover, involvement, record, start

app_name = "children"
CHILD = "kinderen/<uuid:child_id>"
PLACE = f"{CHILD}/kring/<uuid:place_id>"
CONSENTS = f"{CHILD}/toestemmingen"
DESK = "organisaties/<uuid:organisation_id>"
urlpatterns = [
    path(f"{CHILD}/welkom/", circle.welcome, name="welcome"),
    path(f"{CHILD}/gegevens/", circle.facts, name="facts"),
    path(f"{CHILD}/kring/", circle.circle, name="circle"),
    path(f"{CHILD}/kring/collega/", circle.ask_colleague, name="ask_colleague"),
    path(f"{CHILD}/kring/papier/", circle.invitation_card, name="invitation_card"),
    path(f"{CHILD}/kring/erbij/", involvement.add_contact, name="add_contact"),
    path(f"{CHILD}/kring/erbij/<uuid:contact_id>/weg/", involvement.end_contact, name="end_contact"),
    path(f"{PLACE}/opnieuw/", circle.invite_again, name="invite_again"),
    path(f"{PLACE}/sleutel-kwijt/", circle.lost_key, name="lost_key"),
    path(f"{PLACE}/kaart-dicht/", circle.shut_card, name="shut_card"),
    path(f"{PLACE}/gezag/", authority.authority, name="authority"),
    path(f"{CHILD}/gezag/<uuid:change_id>/", authority.settle_authority, name="settle_authority"),
    path(f"{PLACE}/geheim-adres/", authority.secret_address, name="secret_address"),
    path(f"{PLACE}/geheim-adres/weg/", authority.lift_secret_address, name="lift_secret_address"),
    path(f"{PLACE}/aanspreekpunt/", involvement.coordinator, name="coordinator"),
    path(f"{PLACE}/stoppen/", involvement.end_place, name="end_place"),
    path(f"{CHILD}/kring/<uuid:leaver_id>/overdracht/", handover.handover, name="handover"),
    path(f"{CHILD}/nood/", involvement.emergency, name="emergency"),
    path(f"{CHILD}/nood/<uuid:emergency_id>/nakijken/", involvement.review_emergency, name="review_emergency"),
    path(f"{CONSENTS}/", consent.consents, name="consents"),
    path(f"{CONSENTS}/meenemen/", consent.consents_file, name="consents_file"),
    path(f"{CONSENTS}/vragen/", consent.ask_for_consent, name="ask_for_consent"),
    path(f"{CONSENTS}/<uuid:asked_id>/", consent.question, name="question"),
    path(f"{CONSENTS}/<uuid:asked_id>/gezegd/", consent.told, name="told"),
    path(f"{CHILD}/gekeken/", record.readings, name="readings"),
    path(f"{CHILD}/gekeken/melden/", record.ask, name="ask"),
    path(f"{DESK}/kinderen/nieuw/", start.start, name="start"),
    path(f"{DESK}/inzage/", record.oversight, name="oversight"),
    path(f"{DESK}/inzage/antwoord/", record.answer, name="answer"),
    path(f"{DESK}/inzage/gezien/", record.alert_seen, name="alert_seen"),
    path(f"{DESK}/inzage/steekproef/", record.sample, name="sample"),
    path(f"{DESK}/inzage/beheerder/", record.log_manager, name="log_manager"),
]
