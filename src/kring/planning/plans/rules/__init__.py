"""The plan as a problem of whole numbers: what it is, solving it, counting again, explaining. Pure."""

from typing import Final

# Goes up whenever the same problem may come out another way, so that an old result says by what it was made.
VERSION: Final = 1
