"""`python -m kring.config.cli`, which is what the launcher hands over to."""

import sys

from kring.config.cli import main

sys.exit(main())
