"""What the web server calls."""

import os

import django
from django.core.wsgi import get_wsgi_application

from kring.web.static import addresses

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kring.config.settings")
django.setup(set_prefix=False)
# The files that pages load are written before the static server looks for them.
addresses()
application = get_wsgi_application()
