from django.urls import path

from rondom.timeline import views

app_name = "timeline"
CHILD = "kinderen/<uuid:child_id>"
urlpatterns = [
    path(f"{CHILD}/", views.board, name="board"),
    path(f"{CHILD}/stroom/", views.stream, name="stream"),
    path(f"{CHILD}/overleg/<uuid:meeting_id>/stroom/", views.table_stream, name="table_stream"),
    path("scherm/", views.wall, name="wall"),
    path("scherm/stroom/", views.wall_stream, name="wall_stream"),
    path("gast/stroom/", views.guest_stream, name="guest_stream"),
    path(f"{CHILD}/lijst/", views.story, name="list"),
    path(f"{CHILD}/bespreken/", views.talk, name="talk"),
    path(f"{CHILD}/afdrukken/", views.papers, name="papers"),
    path(f"{CHILD}/zonder-namen/", views.without_names, name="without_names"),
    path(f"{CHILD}/meenemen/", views.export, name="export"),
    path("organisaties/<uuid:organisation_id>/tijdlijn-inlezen/", views.import_file, name="import"),
]
