"""What one aims at in a year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.foundation import clock
from kring.foundation.errors import InvalidError
from kring.learning import actions, queries
from kring.web.fields import refuse, sentences
from kring.web.learning.forms import AimForm
from kring.web.learning.views.ledger import local_today
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def aim(request: Request) -> HttpResponse:
    """My aim."""
    aims = queries.aims_of(request.reader, today=local_today())
    form = AimForm(request.POST) if request.method == "POST" else AimForm(initial={**aims.ways, "days": aims.own_days})
    if form.is_bound and form.is_valid():
        try:
            actions.set_aim(actor=request.reader, now=clock.now(), **form.cleaned_data)
        except InvalidError as error:
            refuse(form, error.fields)
        else:
            messages.success(request, _("Your aim is saved."))
            return redirect("/learning")
    facts = {"form": form, "wrong": sentences(form), "aims": aims}
    return page(request, "learning/aim.html", facts, section="learning", status=422 if form.errors else 200)
