"""A throwaway database with Kring's tables, for measurements."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def with_django(*, quiet: bool = True) -> Iterator[str]:
    """Django set up on a throwaway PostgreSQL (or on DATABASE_URL); yields the database's URL."""
    from kring.config.engine import temporary

    with tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        os.environ.setdefault("KRING_DATA", folder)
        if "DATABASE_URL" in os.environ:
            yield _migrated(os.environ["DATABASE_URL"], quiet=quiet)
        else:
            with temporary() as url:
                os.environ["DATABASE_URL"] = url
                yield _migrated(url, quiet=quiet)


def _migrated(url: str, *, quiet: bool) -> str:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kring.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0 if quiet else 1)
    return url
