"""Registrations and dossiers, whom they are opened to, and the desk of those who review."""

from django.urls import path

from kring.web.registers.views import (
    auditing,
    claiming,
    dossiers,
    opening,
    registering,
    reviewing,
    statements,
    submitting,
)

urlpatterns = [
    path("learning/registrations/new", registering.new),
    path("learning/registrations/<key:key>", registering.change),
    path("learning/registrations/<key:key>/removal", registering.removal),
    path("learning/registrations/<key:key>/statuses", registering.add_status),
    path("learning/registrations/<key:key>/statuses/<key:status>/removal", registering.remove_status),
    path("learning/dossiers", dossiers.index),
    path("learning/dossiers/<key:key>", dossiers.dossier),
    path("learning/dossiers/<key:key>/closure", dossiers.closure),
    path("learning/dossiers/<key:key>/claims/<key:line>", claiming.claim),
    path("learning/dossiers/<key:key>/submission", submitting.hand_in),
    path("learning/dossiers/<key:key>/openings", opening.openings),
    path("learning/dossiers/<key:key>/statements", statements.statements),
    path("learning/openings/<key:key>", opening.looks),
    path("learning/openings/<key:key>/withdrawal", opening.withdrawal),
    path("learning/statements/<key:key>.pdf", statements.as_pdf),
    path("learning/statements/<key:key>.zip", statements.as_archive),
    path("learning/submissions/<key:key>", submitting.submission),
    path("learning/submissions/<key:key>/withdrawal", submitting.withdrawal),
    path("dossiers/<str:secret>", auditing.dossier),
    path("dossiers/<str:secret>/evidence/<key:key>", auditing.evidence),
    path("review", reviewing.index),
    path("review/schemes/<slug:scheme>", reviewing.scheme),
    path("review/schemes/<slug:scheme>/samples", reviewing.samples),
    path("review/samples/<key:key>", reviewing.sample),
    path("review/submissions/<key:key>", reviewing.submission),
    path("review/submissions/<key:key>/evidence/<key:evidence>", reviewing.evidence),
]
