"""Addresses of organisations, and of one's own work."""

from django.urls import path

from kring.web.organisations.views import departments, domains, founding, inviting, lists, pages, roles, staff, work

_ONE = "organisations/<slug:slug>"

urlpatterns = [
    path("work", work.work),
    path("work/<key:key>", work.employment),
    path("organisations", pages.organisations),
    path("organisations/new", founding.start),
    path("organisations/join/<str:token>", inviting.landing),
    path(_ONE, pages.home),
    path(f"{_ONE}/joining", pages.join),
    path(f"{_ONE}/community", founding.community),
    path(f"{_ONE}/find", pages.find),
    path(f"{_ONE}/settings", founding.settings),
    path(f"{_ONE}/hosts/<key:circle>", founding.host),
    path(f"{_ONE}/people", staff.people),
    path(f"{_ONE}/people/<key:key>", staff.employment),
    path(f"{_ONE}/departments", departments.departments),
    path(f"{_ONE}/departments/<key:key>", departments.department),
    path(f"{_ONE}/departments/<key:key>/closing", departments.close),
    path(f"{_ONE}/roles", roles.roles),
    path(f"{_ONE}/roles/dismissal", roles.dismiss),
    path(f"{_ONE}/domains", domains.domains),
    path(f"{_ONE}/domains/<key:key>/letter", domains.letter),
    path(f"{_ONE}/domains/<key:key>/proof", domains.proof),
    path(f"{_ONE}/domains/<key:key>/removal", domains.drop),
    path(f"{_ONE}/invitations", inviting.invitations),
    path(f"{_ONE}/invitations/mail", inviting.by_mail),
    path(f"{_ONE}/invitations/<key:key>/withdrawal", inviting.withdraw),
    path(f"{_ONE}/lists", lists.bring),
    path(f"{_ONE}/lists/example.csv", lists.example),
    path(f"{_ONE}/lists/<key:key>", lists.look),
    path(f"{_ONE}/lists/<key:key>/confirmation", lists.confirm),
    path(f"{_ONE}/lists/<key:key>/removal", lists.drop),
    path(f"{_ONE}/lists/<key:key>/missing", lists.missing),
]
