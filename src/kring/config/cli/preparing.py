"""Bring the database to this version: what `up` does, in a process that ends, before anybody is let in."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from kring.config import engine
from kring.config.cli.stages import say, stage


def main(arguments: argparse.Namespace) -> int:
    """Back up where there is something to migrate, migrate, collect, and load the demo into an empty database.

    Leaves in `arguments.result` what `up` goes on with, as JSON: `demo`, whether people may sign in as the demo's, and
    `hint`, whom to sign in as.
    """
    from django.core.management import call_command

    folder = engine.prepare(arguments.data)
    with stage("migrations"):
        _migrate(folder)
    with stage("messages"):
        from kring.config import messages

        messages.compile_all()
    with stage("files"):
        call_command("collectstatic", interactive=False, verbosity=0)
    if arguments.demo and not folder.demo.exists() and _is_empty():
        with stage("demo"):
            _load_demo(folder, arguments)
    _report(folder, arguments)
    return 0


def pending() -> tuple[int, int]:
    """How many migrations have been applied, and how many are still to be."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return len(executor.loader.applied_migrations), len(plan)


def _migrate(folder: engine.DataFolder) -> None:
    from django.core.management import call_command

    applied, waiting = pending()
    if not waiting:
        return
    if applied:
        from kring.config import backup

        say(f"{waiting} migrations to do; a backup first")
        say(f"backup: {backup.write(folder, os.environ['DATABASE_URL'], folder.backups / backup.name('before-upgrade'))}")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _is_empty() -> bool:
    from django.contrib.auth import get_user_model

    return not get_user_model()._default_manager.exists()  # noqa: SLF001 - Django's documented name


def _load_demo(folder: engine.DataFolder, arguments: argparse.Namespace) -> None:
    from kring.config.cli import demo

    code = demo.main(arguments)
    if code != 0:
        raise engine.EngineError(f"The demo could not be loaded ({code}). Start with --no-demo to go on without it.")


def _report(folder: engine.DataFolder, arguments: argparse.Namespace) -> None:
    on = arguments.demo and folder.demo.exists()
    hint = ""
    if on:
        from kring.config.demo import command

        hint = command.sign_in_hint()
    part = Path(f"{arguments.result}.part")
    part.write_text(json.dumps({"demo": on, "hint": hint}), encoding="utf-8")
    part.replace(arguments.result)
