"""The product's own settings, with one more address: the empty view that is the yardstick."""

from kring.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.pages.urls"
