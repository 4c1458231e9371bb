from django.urls import path

from kring.web.meetings.views import agenda, counting, listing, planning, presence, reading, signing_up

urlpatterns = [
    path("meetings", listing.mine),
    path("circles/<slug:slug>/meetings", listing.of_circle),
    path("circles/<slug:slug>/meetings/new", planning.new),
    path("meetings/<key:key>", reading.show),
    path("meetings/<key:key>/edit", planning.edit),
    path("meetings/<key:key>/cancellation", planning.cancel),
    path("meetings/<key:key>/parts", planning.parts),
    path("meetings/<key:key>/parts/<key:part>/removal", planning.remove_part),
    path("meetings/<key:key>/notes", planning.notes),
    path("meetings/<key:key>/people", reading.people),
    path("meetings/<key:key>/places", signing_up.places),
    path("meetings/<key:key>/registers", counting.registers),
    path("meetings/<key:key>/registers/<slug:scheme>", counting.register),
    path("meetings/<key:key>/registration", signing_up.register),
    path("meetings/<key:key>/registration/removal", signing_up.sign_off),
    path("meetings/<key:key>/guests", signing_up.guests),
    path("meetings/<key:key>/online", presence.online),
    path("meetings/<key:key>/code", presence.code),
    path("meetings/<key:key>/check-in", presence.check_in),
    path("meetings/<key:key>/check-out", presence.check_out),
    path("meetings/<key:key>/presence", presence.correct),
    path("meetings/<key:key>/closure", presence.close),
    path("meetings/<key:key>/list", presence.closed_list),
    path("meetings/<key:key>/list.json", presence.closed_json),
    path("meetings/<key:key>/list.csv", presence.closed_csv),
    path("meetings/<key:key>/agenda", agenda.draw_up),
    path("meetings/<key:key>/votes", agenda.vote),
]
