"""One's own competences and what shows them, endorsements, and what others see of it."""

from django.urls import path

from kring.web.evidence.views import correcting, endorsing, own, showing

urlpatterns = [
    path("learning/competences", own.mine),
    path("learning/competences/<slug:slug>", own.one),
    path("learning/competences/<slug:slug>/level", own.level),
    path("learning/competences/<slug:slug>/hiding", own.hiding),
    path("learning/shows/<key:key>/hiding", correcting.hiding),
    path("learning/shows/<key:key>/correction", correcting.correction),
    path("learning/shows/<key:key>/return", correcting.put_back),
    path("learning/endorsements", endorsing.waiting),
    path("learning/endorsements/ask", endorsing.ask),
    path("learning/endorsements/<key:key>/decision", endorsing.decision),
    path("learning/endorsements/<key:key>/withdrawal", endorsing.withdrawal),
    path("learning/endorsements/asks/<key:key>/refusal", endorsing.refusal),
    path("learning/endorsements/asks/<key:key>/withdrawal", endorsing.ask_withdrawal),
    path("people/<slug:handle>/endorsement", endorsing.endorse),
    path("people/<slug:handle>/competences", showing.shown),
]
