from django.urls import path

from kring.web.finding import views

urlpatterns = [path("find", views.find)]
