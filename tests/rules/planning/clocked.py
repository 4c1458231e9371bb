"""How long a test lets a plan be solved."""

import time
from functools import partial

from kring.planning.plans.rules import solving

watch = partial(solving.watch, clock=time.monotonic)
