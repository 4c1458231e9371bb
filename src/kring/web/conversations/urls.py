from django.urls import path

from kring.web.conversations.views import changing, helping, reading, starting, writing

urlpatterns = [
    path("conversations/<key:key>", reading.show),
    path("conversations/<key:key>/answers", writing.answer),
    path("conversations/<key:key>/following", writing.follow),
    path("conversations/<key:key>/title", changing.retitle),
    path("conversations/<key:key>/withdrawal", changing.withdraw_conversation),
    path("conversations/<key:key>/requests", helping.ask_people),
    path("conversations/<key:key>/request/decline", helping.decline),
    path("posts/<key:key>", reading.at_post),
    path("posts/<key:key>/comments", writing.comment),
    path("posts/<key:key>/acceptance", writing.accept),
    path("posts/<key:key>/acceptance/removal", writing.unaccept),
    path("posts/<key:key>/reactions", writing.react),
    path("posts/<key:key>/edit", changing.edit),
    path("posts/<key:key>/history", changing.history),
    path("posts/<key:key>/withdrawal", changing.withdraw),
    path("circles/<slug:slug>/tell", starting.tell),
    path("circles/<slug:slug>/discuss", starting.discuss),
]
