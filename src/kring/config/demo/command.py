"""`kring demo`, and what `up` says of it."""

import argparse
import sys
from contextlib import suppress

from django.utils.translation import override

from kring.config.demo.loading import Loader
from kring.config.demo.worlds import worlds
from kring.finding.index.indexer import IndexBusyError, index_pending
from kring.foundation import clock
from kring.foundation.accounts.models import Account


def run(arguments: argparse.Namespace) -> int:
    """Load the demo into an empty Kring; 1 with a reason when there are people in it already."""
    del arguments
    if Account.objects.exists():
        print("There are people in this Kring already; the demo is loaded into an empty one only.", file=sys.stderr)
        return 1
    with override("nl"):
        Loader(worlds(), clock.now()).load()
    with suppress(IndexBusyError):
        index_pending()
    return 0


def sign_in_hint() -> str:
    """Whom to sign in as, one a line."""
    personas = {person["handle"]: person for world in worlds() for person in world.people if "persona" in person}
    lines = [f"  {handle:<9}{person['persona']}" for handle, person in personas.items()]
    return "\n".join(["Choose 'Be someone' on the first page to sign in with one click as:", *lines])
