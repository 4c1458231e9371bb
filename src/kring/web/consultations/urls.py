from django.urls import path

from kring.web.consultations.views import groups, methods, rounds, writing

urlpatterns = [
    path("consultation/methods", methods.every),
    path("consultation/methods/<slug:name>", methods.one),
    path("circles/<slug:slug>/consultation", groups.show),
    path("circles/<slug:slug>/consultation/new", groups.new),
    path("circles/<slug:slug>/consultation/edit", groups.edit),
    path("circles/<slug:slug>/consultation/plan", groups.plan),
    path("circles/<slug:slug>/consultation/rota", groups.rota),
    path("meetings/<key:key>/round", rounds.show),
    path("meetings/<key:key>/round/state", rounds.state),
    path("meetings/<key:key>/round/agreement", rounds.agree),
    path("meetings/<key:key>/round/method", rounds.method),
    path("meetings/<key:key>/round/moves", rounds.move),
    path("meetings/<key:key>/round/notes", writing.notes),
    path("meetings/<key:key>/round/summary", writing.summary),
    path("meetings/<key:key>/round/point", writing.point),
]
