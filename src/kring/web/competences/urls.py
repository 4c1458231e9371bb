"""Addresses of frameworks, their items, and levels."""

from django.urls import path

from kring.web.competences.views import choosing, files, keeping, naming, reading

_ONE = "competences/frameworks/<slug:slug>"

urlpatterns = [
    path("competences", reading.overview),
    path("competences/found", reading.found),
    path("competences/levels", reading.levels),
    path("competences/words", choosing.words),
    path("competences/items/<key:key>", reading.item),
    path("competences/items/<key:key>/around/<str:side>", reading.around),
    path("competences/items/<key:key>/names", naming.propose),
    path("competences/items/<key:key>/choice", choosing.choose),
    path("competences/names/<key:key>/acceptance", naming.accept),
    path("competences/names/<key:key>/refusal", naming.refuse),
    path("competences/frameworks", keeping.new),
    path(_ONE, reading.framework),
    path(f"{_ONE}/settings", keeping.settings),
    path(f"{_ONE}/names", naming.waiting),
    path(f"{_ONE}/files", files.bring),
    path(f"{_ONE}/files/<key:key>", files.look),
    path(f"{_ONE}/files/<key:key>/confirmation", files.confirm),
    path(f"{_ONE}/files/<key:key>/removal", files.drop),
    path(f"{_ONE}/items.csv", files.items_csv),
    path(f"{_ONE}/case.json", files.case_json),
    path(f"{_ONE}/mappings.csv", files.mappings_csv),
]
