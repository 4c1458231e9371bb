"""Moments come out of the database as the driver itself would give them."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kring.foundation.moments import MomentLoader


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_the_database_writes_is_read_to_the_microsecond(moment: datetime) -> None:
    written = moment.strftime("%Y-%m-%d %H:%M:%S.%f").rjust(26, "0").rstrip("0").rstrip(".") + "+00"
    assert MomentLoader(0).load(written.encode()) == moment


@pytest.mark.django_db
def test_connections_read_that_way_and_leave_the_rest_to_the_driver() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT '2026-03-29 02:30:00.000001+02'::timestamptz, NULL::timestamptz")
        assert cursor.fetchone() == (datetime(2026, 3, 29, 0, 30, tzinfo=UTC) + timedelta(microseconds=1), None)
        with pytest.raises(psycopg.DataError, match="infinity"):
            cursor.execute("SELECT 'infinity'::timestamptz").fetchone()
