"""What Django needs to know of a database, out of one libpq URL."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings for a libpq URL such as `postgresql://kring@/kring?host=/run/kring`.

    Connections come from a pool in each process. Without a URL the settings name a database that isn't there, so that
    whatever only imports them works, and whatever would use it fails at once.
    """
    given = conninfo_to_dict(url) if url else {"dbname": "kring", "host": "/nonexistent"}
    options: dict[str, Any] = {str(key): value for key, value in given.items() if key not in _NAMES}
    settings: dict[str, Any] = {name: str(given.get(key) or "") for key, name in _NAMES.items()}
    return {
        **settings,
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            # Values bound by the server, and what is asked often prepared there: it halves PostgreSQL's work for a
            # page.
            "server_side_binding": True,
            "prepare_threshold": 5,
            **options,
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
        },
    }
