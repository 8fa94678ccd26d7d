from django.urls import path

from rondom.schools import views

app_name = "schools"
SCHOOL = "organisaties/<uuid:organisation_id>/school"
urlpatterns = [
    path(f"{SCHOOL}/", views.school, name="school"),
    path(f"{SCHOOL}/cijfers/", views.figures, name="figures"),
    path(f"{SCHOOL}/cijfers/nieuw/", views.figure, name="figure"),
    path(f"{SCHOOL}/cijfers/definitie/", views.definition, name="definition"),
    path(f"{SCHOOL}/cijfers/bestand/", views.file, name="file"),
    path(f"{SCHOOL}/cijfers/voorbeeld/", views.example, name="example"),
    path(f"{SCHOOL}/cijfers/delen/", views.show, name="show"),
    path(f"{SCHOOL}/cijfers/delen/<uuid:shown_id>/", views.stop_showing, name="stop_showing"),
    path(f"{SCHOOL}/cijfers/van/<uuid:school_id>/", views.others, name="others"),
    path(f"{SCHOOL}/scans/", views.scans, name="scans"),
    path(f"{SCHOOL}/scans/<uuid:scan_id>/", views.scan, name="scan"),
    path(f"{SCHOOL}/scans/<uuid:scan_id>/sluiten/", views.close_scan, name="close_scan"),
    path(f"{SCHOOL}/plan/", views.plan, name="plan"),
    path(f"{SCHOOL}/plan/papier/", views.plan_paper, name="plan_paper"),
    path(f"{SCHOOL}/plan/doel/", views.goal, name="goal"),
    path(f"{SCHOOL}/plan/doel/<uuid:goal_id>/activiteit/", views.activity, name="activity"),
    path(f"{SCHOOL}/plan/doel/<uuid:goal_id>/terugkijken/", views.when, name="when"),
    path(f"{SCHOOL}/plan/activiteit/<uuid:activity_id>/", views.turn, name="turn"),
    path(f"{SCHOOL}/plan/terugkijken/<uuid:evaluation_id>/", views.look_back, name="look_back"),
    path(f"{SCHOOL}/budget/", views.budget, name="budget"),
    path(f"{SCHOOL}/budget/post/", views.post, name="post"),
    path(f"{SCHOOL}/budget/<uuid:post_id>/", views.use, name="use"),
]
