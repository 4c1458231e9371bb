"""One's own learning: the ledger, what the community proposes for it, evidence, files that are brought in, aims."""

from django.urls import path

from kring.web.learning.views import aims, drafts, importing, ledger, proving, writing

urlpatterns = [
    path("learning", ledger.mine),
    path("learning/new", writing.new),
    path("learning/entries/<key:key>", ledger.entry),
    path("learning/entries/<key:key>/correction", writing.correction),
    path("learning/entries/<key:key>/striking", writing.striking),
    path("learning/entries/<key:key>/files", proving.add_file),
    path("learning/entries/<key:key>/links", proving.add_link),
    path("learning/evidence/<key:key>", proving.download),
    path("learning/evidence/<key:key>/withdrawal", proving.withdraw),
    path("learning/drafts", drafts.waiting),
    path("learning/drafts/<key:key>", drafts.draft),
    path("learning/drafts/<key:key>/confirmation", drafts.confirm),
    path("learning/drafts/<key:key>/dismissal", drafts.dismiss),
    path("learning/drafts/<key:key>/return", drafts.put_back),
    path("learning/import", importing.bring),
    path("learning/import/example.csv", importing.example),
    path("learning/import/<key:key>", importing.look),
    path("learning/import/<key:key>/confirmation", importing.take_in),
    path("learning/import/<key:key>/removal", importing.drop),
    path("learning/aim", aims.aim),
]
