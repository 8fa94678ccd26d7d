from django.urls import path

from rondom.reports import views

app_name = "reports"
DESK = "organisaties/<uuid:organisation_id>/rapporten"
urlpatterns = [
    path(f"{DESK}/", views.reports, name="reports"),
    path(f"{DESK}/nieuw/<uuid:closed_id>/", views.make, name="make"),
    path(f"{DESK}/<uuid:report_id>/", views.report, name="report"),
    path(f"{DESK}/<uuid:report_id>/zinnen/", views.reword, name="reword"),
    path(f"{DESK}/<uuid:report_id>/vrijgeven/", views.release, name="release"),
    path(f"{DESK}/<uuid:report_id>/intrekken/", views.withdraw, name="withdraw"),
    path(f"{DESK}/<uuid:report_id>/papier/", views.paper, name="paper"),
    path(f"{DESK}/<uuid:report_id>/bestand/<str:file_as>/", views.file, name="file"),
]
