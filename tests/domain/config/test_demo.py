"""The demo as it is loaded: whom one meets there."""

from datetime import timedelta

import pytest
from django.test import Client

from kring.config.demo.loading import Loader
from kring.config.demo.worlds import worlds
from kring.conversations.models import Follow, Post, Reaction
from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.foundation.accounts.queries import verified_emails

pytestmark = pytest.mark.django_db


def test_the_newcomer_sees_the_first_steps_and_did_nothing_before_coming() -> None:
    first = [world for world in worlds() if any(person["handle"] == "sem" for person in world.people)]
    Loader(first, clock.now()).load()
    sem = Account.objects.get(handle="sem")
    assert clock.now() - sem.joined_at < timedelta(days=28)
    assert not Post.objects.filter(author=sem, created_at__lt=sem.joined_at).exists()
    assert not Reaction.objects.filter(account=sem, at__lt=sem.joined_at).exists()
    assert not Follow.objects.filter(account=sem, since__lt=sem.joined_at).exists()
    client = Client()
    client.force_login(sem)
    assert "Your first steps" in client.get("/").text
    anneke = Account.objects.get(handle="anneke")
    assert verified_emails(anneke.pk) == ["anneke@kring.example"]
    client.force_login(anneke)
    assert "Your first steps" not in client.get("/").text
