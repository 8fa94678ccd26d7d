from django.urls import path

from rondom.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path(".well-known/security.txt", views.security_txt_file, name="security_txt"),
    path("veilig-melden/", views.report_weakness, name="report_weakness"),
    path("vragen/nieuw/", views.write, name="write"),
    path("vragen/<uuid:case_id>/antwoord/", views.answer, name="answer"),
    path("demo/<str:who>/", views.demo, name="demo"),
]
