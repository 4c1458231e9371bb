"""Addresses of circles."""

from django.urls import path

from kring.web.circles.views import hosting, inviting, joining, keeping, pages

urlpatterns = [
    path("circles", pages.directory, name="circles"),
    path("circles/new", keeping.start_topmost, name="circle-start-topmost"),
    path("circles/join/<str:token>", inviting.landing, name="circle-invitation"),
    path("circles/<slug:slug>", pages.circle, name="circle"),
    path("circles/<slug:slug>/people", pages.people, name="circle-people"),
    path("circles/<slug:slug>/join", joining.join, name="circle-join"),
    path("circles/<slug:slug>/requests", joining.ask, name="circle-request"),
    path("circles/<slug:slug>/leaving", joining.leave, name="circle-leaving"),
    path("circles/<slug:slug>/desk", hosting.desk, name="circle-desk"),
    path("circles/<slug:slug>/hosts", hosting.hosts, name="circle-hosts"),
    path("circles/<slug:slug>/hosts/<slug:handle>/dismissal", hosting.dismiss, name="circle-host-dismissal"),
    path("circles/<slug:slug>/people/<slug:handle>/removal", hosting.remove, name="circle-member-removal"),
    path("circles/<slug:slug>/invitations", inviting.invitations, name="circle-invitations"),
    path("circles/<slug:slug>/invitations/mail", inviting.by_mail, name="circle-invitations-mail"),
    path(
        "circles/<slug:slug>/invitations/<key:invitation>/withdrawal",
        inviting.withdraw,
        name="circle-invitation-withdrawal",
    ),
    path("circles/<slug:slug>/settings", keeping.settings, name="circle-settings"),
    path("circles/<slug:slug>/new", keeping.start, name="circle-start"),
    path("circles/<slug:slug>/move", keeping.move, name="circle-move"),
    path("circles/<slug:slug>/archive", keeping.archive, name="circle-archive"),
    path("circles/<slug:slug>/reopen", keeping.reopen, name="circle-reopen"),
    path("circles/<slug:slug>/announcement", keeping.announcement, name="circle-announcement"),
    path("requests/<key:request_key>", hosting.decide, name="join-request"),
]
