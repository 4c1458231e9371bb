"""Bring the database to this version: what `up` does, in a process that ends, before anybody is let in."""

from __future__ import annotations

import argparse
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models import Model, QuerySet

from kring.config import backups, engine, messages
from kring.config.cli import demo
from kring.config.cli.migrating import pending
from kring.config.cli.stages import say, stage
from kring.config.demo import command
from kring.foundation.accounts.queries import has_operator
from kring.foundation.installation import forget_setup_token, make_setup_token
from kring.web.static import addresses


def main(arguments: argparse.Namespace) -> int:
    """Back up where there is something to migrate, migrate, collect, and load the demo into an empty database.

    Leaves in `arguments.result` what `up` goes on with, as JSON: `demo`, whether people may sign in as the demo's,
    `hint`, whom to sign in as, and `setup`, the token of the first set-up where there is no owner yet.
    """
    folder = engine.prepare(arguments.data)
    with stage("migrations"):
        _migrate(folder)
    with stage("messages"):
        messages.compile_all(folder.root / "locale")
    with stage("files"):
        addresses()
    if not _has_people():
        # Of a load that was killed before anything of it was kept.
        folder.demo.unlink(missing_ok=True)
        if arguments.demo:
            with stage("demo"):
                _load_demo(arguments)
    on = arguments.demo and folder.demo.exists()
    _report(
        arguments.result,
        {"demo": on, "hint": command.sign_in_hint() if on else "", "setup": _setup_token(folder)},
    )
    return 0


def _setup_token(folder: engine.DataFolder) -> str:
    if has_operator():
        forget_setup_token(folder.root)
        return ""
    return make_setup_token(folder.root)


def _has_people() -> bool:
    accounts: type[Model] = get_user_model()
    return QuerySet(accounts).exists()


def _migrate(folder: engine.DataFolder) -> None:
    applied, waiting = pending()
    if not waiting:
        return
    if applied:
        say(f"{waiting} migrations to do; a backup first")
        to = folder.backups / backups.dated_name("before-upgrade", datetime.now(UTC))
        say(f"backup: {backups.write(folder, os.environ['DATABASE_URL'], to)}")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _load_demo(arguments: argparse.Namespace) -> None:
    code = demo.main(arguments)
    if code != 0:
        raise engine.EngineError(f"The demo could not be loaded ({code}). Start with --no-demo to go on without it.")


def _report(to: Path, result: dict[str, object]) -> None:
    part = to.with_suffix(".part")
    part.write_text(json.dumps(result), encoding="utf-8")
    part.replace(to)
