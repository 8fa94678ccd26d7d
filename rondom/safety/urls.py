from django.urls import path

from rondom.safety import views

app_name = "safety"
SHELF = "kinderen/<uuid:child_id>/veiligheid"
FILE = f"{SHELF}/<uuid:file_id>"
urlpatterns = [
    path("veiligheid/", views.mine, name="mine"),
    path(f"{SHELF}/", views.shelf, name="shelf"),
    path(f"{SHELF}/nieuw/", views.begin, name="begin"),
    path(f"{FILE}/", views.file, name="file"),
    path(f"{FILE}/stap/<int:nth>/", views.step, name="step"),
    path(f"{FILE}/vertellen/", views.openness, name="openness"),
    path(f"{FILE}/meldtekst/", views.summary, name="summary"),
    path(f"{FILE}/gemeld/", views.reported, name="reported"),
    path(f"{FILE}/lijst/", views.join, name="join"),
    path(f"{FILE}/lijst/<uuid:place_id>/weg/", views.leave, name="leave"),
    path(f"{FILE}/nakijken/", views.review, name="review"),
    path("organisaties/<uuid:organisation_id>/aandachtsfunctionaris/", views.officer, name="officer"),
]
