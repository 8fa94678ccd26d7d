from django.urls import path

from rondom.retention import views

app_name = "retention"
KEEPING = "kinderen/<uuid:child_id>/bewaren"
urlpatterns = [
    path(f"{KEEPING}/", views.keeping, name="keeping"),
    path(f"{KEEPING}/afsluiten/", views.close, name="close"),
    path(f"{KEEPING}/heropenen/", views.reopen, name="reopen"),
    path(f"{KEEPING}/kopie/", views.copy, name="copy"),
    path(f"{KEEPING}/van-school/", views.leaving, name="leaving"),
    path(f"{KEEPING}/uitstellen/", views.pause, name="pause"),
    path(f"{KEEPING}/uitstellen/<uuid:hold_id>/stoppen/", views.lift, name="lift"),
    path("organisaties/<uuid:organisation_id>/vernietigd/", views.destroyed, name="destroyed"),
]
