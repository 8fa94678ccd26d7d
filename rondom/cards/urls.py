from django.urls import path

from rondom.cards.views import cards as views
from rondom.cards.views import discretionary, others, own, stating, typing

app_name = "cards"
CHILD = "kinderen/<uuid:child_id>"
CARD = f"{CHILD}/kaartjes/<uuid:card_id>"
SHARINGS = f"{CHILD}/zonder-toestemming"
SHARE = f"{SHARINGS}/<uuid:share_id>"
urlpatterns = [
    path(f"{CHILD}/kaartjes/", views.drafts, name="drafts"),
    path(f"{CHILD}/kaartjes/nieuw/", views.new, name="new"),
    path(f"{CHILD}/kaartjes/delen/", views.share_all, name="share_all"),
    path(f"{CHILD}/kaartjes/verbinden/", views.tie, name="tie"),
    path(f"{CHILD}/kaartjes/niet-verbinden/", views.refuse_pair, name="refuse_pair"),
    path(f"{CHILD}/toestemmingen/<uuid:asked_id>/zo-ziet-de-ander-het/", views.shown_to, name="shown_to"),
    path(f"{CHILD}/datum/", views.date_in_words, name="date"),
    path(f"{CHILD}/overtypen/", typing.typing, name="typing"),
    path(f"{CHILD}/overtypen/regel/", typing.keep_line, name="keep_line"),
    path(f"{CARD}/", views.card, name="card"),
    path(f"{CARD}/zelf/", own.own, name="own"),
    path(f"{CARD}/erbij/<str:kind>/", own.attachment, name="attachment"),
    path(f"{CARD}/klopt/", typing.confirm, name="confirm"),
    path(f"{CARD}/schrijven/", views.write, name="write"),
    path(f"{CARD}/schrijven/<str:step>/", views.write_step, name="write_step"),
    path(f"{CARD}/bewaren/", views.keep, name="keep"),
    path(f"{CARD}/delen/", views.share, name="share"),
    path(f"{CARD}/terughalen/", views.take_back, name="take_back"),
    path(f"{CARD}/weggooien/", views.throw_away, name="throw_away"),
    path(f"{CARD}/opmerkingen/", views.remark, name="remark"),
    path(f"{CARD}/opmerkingen/<uuid:remark_id>/weghalen/", views.remove_remark, name="remove_remark"),
    path(f"{CARD}/verklaring/", stating.state, name="state"),
    path(f"{CARD}/verklaring/<uuid:statement_id>/weghalen/", stating.withdraw, name="withdraw"),
    path(f"{CARD}/over-anderen/", others.others, name="others"),
    path(f"{CARD}/losmaken/", views.untie, name="untie"),
    path(f"{CARD}/sleutelmoment/", views.key_moment, name="key_moment"),
    path(f"{CARD}/volgorde/", views.move, name="move"),
    path(f"{CARD}/lezers/", views.audience, name="audience"),
    path(f"{SHARINGS}/", discretionary.sharings, name="sharings"),
    path(f"{SHARINGS}/nieuw/", discretionary.sharing_new, name="sharing_new"),
    path(f"{SHARE}/", discretionary.sharing, name="sharing"),
    path(f"{SHARE}/kaartjes/", discretionary.sharing_told, name="sharing_told"),
    path(f"{SHARE}/schrijven/", discretionary.sharing_write, name="sharing_write"),
    path(f"{SHARE}/weggooien/", discretionary.sharing_throw_away, name="sharing_throw_away"),
    path(f"{SHARE}/voorleggen/", discretionary.sharing_submit, name="sharing_submit"),
    path(f"{SHARE}/akkoord/", discretionary.sharing_agree, name="sharing_agree"),
    path(f"{SHARE}/niet-akkoord/", discretionary.sharing_decline, name="sharing_decline"),
    path(f"{SHARE}/stoppen/", discretionary.sharing_end, name="sharing_end"),
    path(f"{SHARE}/vertellen/", discretionary.sharing_tell, name="sharing_tell"),
    path(f"{SHARE}/nakijken/", discretionary.sharing_review, name="sharing_review"),
]
