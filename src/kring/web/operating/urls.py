"""The operator's desk, the first set-up, and whether Kring is well."""

from django.conf import settings
from django.urls import URLPattern, path

from kring.web.operating import circles, installation, organisations, schemes, setting_up, views

urlpatterns: list[URLPattern] = [
    path("operator", views.desk),
    path("operator/jobs", views.jobs),
    path("operator/jobs/<key:job>/retry", views.retry_job),
    path("operator/deliveries", views.deliveries),
    path("operator/deliveries/retry", views.retry_deliveries),
    path("operator/deliveries/<key:delivery>/retry", views.retry_delivery),
    path("operator/mail", views.mail),
    path("operator/mail/<key:mail>/retry", views.retry_mail),
    path("operator/index", views.index),
    path("operator/index/rebuild", views.rebuild),
    path("operator/circles", circles.circles),
    path("operator/circles/<key:circle>/host", circles.host),
    path("operator/organisations", organisations.organisations),
    path("operator/organisations/<slug:slug>", organisations.organisation),
    path("operator/organisations/<slug:slug>/owner", organisations.owner),
    path("operator/organisations/<slug:slug>/domains/<key:key>/proof", organisations.verify),
    path("operator/schemes", schemes.schemes),
    path("operator/schemes/<slug:scheme>", schemes.scheme),
    path("operator/reviewers/<key:reviewer>/dismissal", schemes.dismissal),
    path("operator/backups", views.backups),
    path("operator/installation", installation.general),
    path("operator/installation/mail", installation.mail),
    path("setup/<str:token>", setting_up.set_up),
    path("health", views.health),
]

if settings.DEVELOPMENT:
    urlpatterns.append(path("styleguide", views.styleguide))
