"""The map of the site: one include per app, Dutch paths."""

from django.urls import include, path

urlpatterns = [
    path("", include("rondom.home.urls")),
    path("", include("rondom.people.urls")),
    path("", include("rondom.cases.urls")),
    path("", include("rondom.surveys.urls")),
    path("", include("rondom.schools.urls")),
    path("", include("rondom.reports.urls")),
    path("", include("rondom.children.urls")),
    path("", include("rondom.safety.urls")),
    path("", include("rondom.cards.urls")),
    path("", include("rondom.meetings.urls")),
    path("", include("rondom.timeline.urls")),
    path("", include("rondom.careteam.urls")),
    path("", include("rondom.retention.urls")),
    path("", include("rondom.mydata.urls")),
]
handler400 = "rondom.base.views.not_understood"
handler500 = "rondom.base.views.broken"
