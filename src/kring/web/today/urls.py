from django.urls import path

from kring.web.today import views

urlpatterns = [path("", views.today)]
