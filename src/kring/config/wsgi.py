"""What the web server calls."""

import gc
import os

import django
from django.core.wsgi import get_wsgi_application

from kring.web.static import addresses

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kring.config.settings")
django.setup(set_prefix=False)
# The files that pages load are written before the static server looks for them.
addresses()
application = get_wsgi_application()
# What was loaded so far stays for good: the collector of garbage needn't walk it again and again, and a request makes
# thousands of short-lived objects, so that its usual threshold has it run several times for each page.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
