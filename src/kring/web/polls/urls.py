from django.urls import path

from kring.web.polls import views

urlpatterns = [
    path("circles/<slug:slug>/polls/new", views.new),
    path("polls/<key:key>", views.show),
    path("polls/<key:key>/marks", views.mark),
    path("polls/<key:key>/edit", views.edit),
    path("polls/<key:key>/withdrawal", views.withdraw),
]
