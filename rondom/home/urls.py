from django.urls import path

from rondom.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("demo/<str:who>/", views.demo, name="demo"),
]
