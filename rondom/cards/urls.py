from django.urls import path

from rondom.cards import views

app_name = "cards"
CHILD = "kinderen/<uuid:child_id>"
CARD = f"{CHILD}/kaartjes/<uuid:card_id>"
urlpatterns = [
    path(f"{CHILD}/kaartjes/", views.drafts, name="drafts"),
    path(f"{CHILD}/kaartjes/nieuw/", views.new, name="new"),
    path(f"{CHILD}/kaartjes/delen/", views.share_all, name="share_all"),
    path(f"{CHILD}/kaartjes/verbinden/", views.tie, name="tie"),
    path(f"{CHILD}/toestemmingen/<uuid:asked_id>/zo-ziet-de-ander-het/", views.shown_to, name="shown_to"),
    path(f"{CHILD}/datum/", views.date_in_words, name="date"),
    path(f"{CARD}/", views.card, name="card"),
    path(f"{CARD}/schrijven/", views.write, name="write"),
    path(f"{CARD}/schrijven/<str:step>/", views.write_step, name="write_step"),
    path(f"{CARD}/bewaren/", views.keep, name="keep"),
    path(f"{CARD}/delen/", views.share, name="share"),
    path(f"{CARD}/terughalen/", views.take_back, name="take_back"),
    path(f"{CARD}/weggooien/", views.throw_away, name="throw_away"),
    path(f"{CARD}/opmerkingen/", views.remark, name="remark"),
    path(f"{CARD}/opmerkingen/<uuid:remark_id>/weghalen/", views.remove_remark, name="remove_remark"),
    path(f"{CARD}/losmaken/", views.untie, name="untie"),
    path(f"{CARD}/sleutelmoment/", views.key_moment, name="key_moment"),
    path(f"{CARD}/volgorde/", views.move, name="move"),
    path(f"{CARD}/lezers/", views.audience, name="audience"),
]
