"""Who gets which answer: every operation as everyone. An operation that isn't here fails the test that reads this.

anyone: nobody signed in. stan: a member of Kring who is in no circle. mees: a member of `vakgroep` and of `besloten`
under it, who asked the questions. hanna: hosts `vakgroep` and so `besloten`, which she founded, and answered mees.

`{public}` is a question in `voorbeeld`, which everyone may read; `{question}` one in `vakgroep`, for whoever is signed
in; `{secret}` one in `besloten`, for its members. `{answer}` is hanna's to `{question}`, `{comment}` mees' comment
on it,
`{asking}` what mees wrote first in `{question}`. Meetings and polls are those of `tests/doors/meetings.py`,
organisations and agreements those of the files of those names: hanna owns `{employer}` and mees manages a department of
it, noor owns `{rival}`.
"""

from datetime import timedelta
from typing import Any, NamedTuple

from kring.foundation import clock


class Row(NamedTuple):
    operation: str
    method: str
    path: str
    body: Any
    anyone: int
    stan: int
    mees: int
    hanna: int


TEXT = {"body": "So it went."}
QUESTION = {"title": "How long does it take?"}
DISCUSSION = {"title": "On taking turns", "body": "Who begins?"}
EXPERIENCE = {"title": "We took turns", "situation": "It was so.", "did": "I did this.", "outcome": "This came of it."}
MEETING = {
    "title": "Taking turns",
    "starts_at": (clock.now() + timedelta(days=30)).isoformat(),
    "minutes": 120,
    "location": "Utrecht",
}

COLLEAGUES = {"addresses": ["new@example.org"], "ends_at": (clock.now() + timedelta(days=9)).isoformat()}

TABLE = [
    # operation, method, path, body                                                           anyone stan mees hanna
    Row("me", "GET", "/me", None, 401, 200, 200, 200),
    Row("get_person", "GET", "/people/mees", None, 404, 200, 200, 200),
    Row("get_person", "GET", "/people/nobody-of-that-name", None, 404, 404, 404, 404),
    Row("list_own_competences", "GET", "/me/competences", None, 401, 200, 200, 200),
    Row("list_competences", "GET", "/competences", None, 200, 200, 200, 200),
    Row("list_communities", "GET", "/communities", None, 200, 200, 200, 200),
    Row("get_community", "GET", "/communities/voorbeeld", None, 200, 200, 200, 200),
    Row("get_community", "GET", "/communities/vakgroep", None, 404, 200, 200, 200),
    Row("get_community", "GET", "/communities/besloten", None, 404, 200, 200, 200),
    Row("get_community", "GET", "/communities/verborgen", None, 404, 404, 200, 200),
    Row("list_members", "GET", "/communities/voorbeeld/members", None, 200, 200, 200, 200),
    Row("list_members", "GET", "/communities/vakgroep/members", None, 404, 200, 200, 200),
    Row("list_members", "GET", "/communities/verborgen/members", None, 404, 404, 200, 200),
    Row("join", "PUT", "/communities/vakgroep/membership", None, 401, 204, 204, 204),
    Row("join", "PUT", "/communities/besloten/membership", None, 401, 403, 204, 204),
    Row("join", "PUT", "/communities/genodigden/membership", None, 401, 403, 403, 204),
    Row("join", "PUT", "/communities/verborgen/membership", None, 401, 404, 204, 204),
    Row("leave", "DELETE", "/communities/vakgroep/membership", None, 401, 204, 204, 409),
    Row("leave", "DELETE", "/communities/verborgen/membership", None, 401, 404, 204, 409),
    Row("ask_to_join", "POST", "/communities/besloten/requests", {"motivation": "I run one too."}, 401, 201, 409, 409),
    Row("ask_to_join", "POST", "/communities/genodigden/requests", {}, 401, 403, 403, 409),
    Row("ask_to_join", "POST", "/communities/verborgen/requests", {}, 401, 404, 409, 409),
    Row("list_conversations", "GET", "/conversations", None, 200, 200, 200, 200),
    Row("list_conversations", "GET", "/conversations?circle=vakgroep&below=true", None, 404, 200, 200, 200),
    Row("list_conversations", "GET", "/conversations?circle=verborgen", None, 404, 404, 200, 200),
    Row("get_conversation", "GET", "/conversations/{public}", None, 200, 200, 200, 200),
    Row("get_conversation", "GET", "/conversations/{question}", None, 404, 200, 200, 200),
    Row("get_conversation", "GET", "/conversations/{secret}", None, 404, 404, 200, 200),
    Row("ask", "POST", "/communities/vakgroep/questions", QUESTION, 401, 403, 201, 201),
    Row("ask", "POST", "/communities/besloten/questions", QUESTION, 401, 404, 201, 201),
    Row("ask", "POST", "/communities/verborgen/questions", QUESTION, 401, 404, 201, 201),
    Row("discuss", "POST", "/communities/vakgroep/discussions", DISCUSSION, 401, 403, 201, 201),
    Row("discuss", "POST", "/communities/verborgen/discussions", DISCUSSION, 401, 404, 201, 201),
    Row("tell", "POST", "/communities/vakgroep/experiences", EXPERIENCE, 401, 403, 201, 201),
    Row("tell", "POST", "/communities/verborgen/experiences", EXPERIENCE, 401, 404, 201, 201),
    Row("retitle", "PATCH", "/conversations/{question}", {"title": "How does one?"}, 401, 403, 200, 200),
    Row("retitle", "PATCH", "/conversations/{secret}", {"title": "How does one?"}, 401, 404, 200, 200),
    Row("withdraw_conversation", "DELETE", "/conversations/{question}", None, 401, 403, 409, 204),
    Row("withdraw_conversation", "DELETE", "/conversations/{secret}", None, 401, 404, 204, 204),
    Row("follow", "PUT", "/conversations/{question}/following", None, 401, 204, 204, 204),
    Row("follow", "PUT", "/conversations/{secret}/following", None, 401, 404, 204, 204),
    Row("unfollow", "DELETE", "/conversations/{question}/following", None, 401, 204, 204, 204),
    Row("list_posts", "GET", "/conversations/{public}/posts", None, 200, 200, 200, 200),
    Row("list_posts", "GET", "/conversations/{question}/posts", None, 404, 200, 200, 200),
    Row("list_posts", "GET", "/conversations/{secret}/posts", None, 404, 404, 200, 200),
    Row("answer_conversation", "POST", "/conversations/{public}/posts", TEXT, 401, 403, 201, 201),
    Row("answer_conversation", "POST", "/conversations/{question}/posts", TEXT, 401, 403, 201, 201),
    Row("answer_conversation", "POST", "/conversations/{secret}/posts", TEXT, 401, 404, 201, 201),
    Row("get_post", "GET", "/posts/{answer}", None, 404, 200, 200, 200),
    Row("get_post", "GET", "/posts/{comment}", None, 404, 200, 200, 200),
    Row("edit", "PATCH", "/posts/{answer}", {"body": "I ran four.", "version": 1}, 401, 403, 403, 200),
    Row("edit", "PATCH", "/posts/{answer}", {"body": "I ran four.", "version": 7}, 401, 403, 403, 409),
    Row("edit", "PATCH", "/posts/{answer}", {"body": "I ran four."}, 401, 428, 428, 428),
    Row("edit", "PATCH", "/posts/{asking}", {"goal": "A party.", "version": 1}, 401, 403, 200, 403),
    Row("withdraw", "DELETE", "/posts/{answer}", None, 401, 403, 403, 204),
    Row("withdraw", "DELETE", "/posts/{comment}", None, 401, 403, 204, 204),
    Row("withdraw", "DELETE", "/posts/{asking}", None, 401, 403, 409, 409),
    Row("comment", "POST", "/posts/{answer}/comments", TEXT, 401, 403, 201, 201),
    Row("comment", "POST", "/posts/{comment}/comments", TEXT, 401, 403, 409, 409),
    Row("accept", "PUT", "/posts/{answer}/acceptance", None, 401, 403, 204, 403),
    Row("unaccept", "DELETE", "/posts/{answer}/acceptance", None, 401, 403, 204, 403),
    Row("react", "PUT", "/posts/{answer}/reactions/thanks", None, 401, 403, 204, 204),
    Row("unreact", "DELETE", "/posts/{answer}/reactions/thanks", None, 401, 403, 204, 204),
    Row("find_people", "GET", "/find/people?q=hackathon", None, 200, 200, 200, 200),
    Row("find_people", "GET", "/find/people?q=hackathon&circle=verborgen", None, 404, 404, 200, 200),
    Row("find_conversations", "GET", "/find/conversations?q=hackathon", None, 200, 200, 200, 200),
    Row("find_meetings", "GET", "/find/meetings?q=vakgroep", None, 200, 200, 200, 200),
    Row("find_meetings", "GET", "/find/meetings?q=meets&circle=verborgen", None, 404, 404, 200, 200),
    Row("find_pieces", "GET", "/find/library?q=keeps", None, 200, 200, 200, 200),
    Row("find_pieces", "GET", "/find/library?q=keeps&circle=verborgen", None, 404, 404, 200, 200),
    Row("find_names", "GET", "/find/names?q=han", None, 200, 200, 200, 200),
    Row("list_circle_meetings", "GET", "/communities/vakgroep/meetings", None, 404, 200, 200, 200),
    Row("list_circle_meetings", "GET", "/communities/vakgroep/meetings?past=true", None, 404, 200, 200, 200),
    Row("list_circle_meetings", "GET", "/communities/voorbeeld/meetings", None, 200, 200, 200, 200),
    Row("list_circle_meetings", "GET", "/communities/verborgen/meetings", None, 404, 404, 200, 200),
    Row("list_my_meetings", "GET", "/meetings", None, 401, 200, 200, 200),
    Row("list_my_meetings", "GET", "/meetings?past=true", None, 401, 200, 200, 200),
    Row("get_meeting", "GET", "/meetings/{meeting}", None, 404, 200, 200, 200),
    Row("get_meeting", "GET", "/meetings/{over}", None, 404, 200, 200, 200),
    Row("get_meeting", "GET", "/meetings/{hidden_meeting}", None, 404, 404, 200, 200),
    Row("plan_meeting", "POST", "/communities/vakgroep/meetings", MEETING, 401, 403, 403, 201),
    Row("plan_meeting", "POST", "/communities/verborgen/meetings", MEETING, 401, 404, 403, 201),
    Row("plan_meeting", "POST", "/communities/vakgroep/meetings", MEETING | {"poll": 2**60}, 401, 404, 404, 404),
    Row("cancel_meeting", "POST", "/meetings/{meeting}/cancellation", {"because": "Snow."}, 401, 403, 403, 204),
    Row("cancel_meeting", "POST", "/meetings/{over}/cancellation", {}, 401, 403, 403, 409),
    Row("cancel_meeting", "POST", "/meetings/{hidden_meeting}/cancellation", {}, 401, 404, 403, 204),
    Row("register", "POST", "/meetings/{meeting}/registration", {}, 401, 403, 201, 201),
    Row("register", "POST", "/meetings/{over}/registration", {}, 401, 403, 409, 409),
    Row("register", "POST", "/meetings/{hidden_meeting}/registration", {}, 401, 404, 201, 201),
    Row("sign_off", "DELETE", "/meetings/{meeting}/registration", None, 401, 404, 204, 404),
    Row("sign_off", "DELETE", "/meetings/{hidden_meeting}/registration", None, 401, 404, 204, 404),
    Row("list_polls", "GET", "/communities/vakgroep/polls", None, 404, 200, 200, 200),
    Row("list_polls", "GET", "/communities/voorbeeld/polls", None, 200, 200, 200, 200),
    Row("list_polls", "GET", "/communities/verborgen/polls", None, 404, 404, 200, 200),
    Row("get_poll", "GET", "/polls/{poll}", None, 404, 200, 200, 200),
    Row("get_poll", "GET", "/polls/{hidden_poll}", None, 404, 404, 200, 200),
    Row("mark_dates", "PATCH", "/polls/{poll}/marks", {"marks": []}, 401, 403, 200, 200),
    Row("mark_dates", "PATCH", "/polls/{old_poll}/marks", {"marks": []}, 401, 403, 409, 409),
    Row("mark_dates", "PATCH", "/polls/{hidden_poll}/marks", {"marks": []}, 401, 404, 200, 200),
    Row("list_employments", "GET", "/me/employments", None, 401, 200, 200, 200),
    Row("list_memberships", "GET", "/me/memberships", None, 401, 200, 200, 200),
    Row("list_offers", "GET", "/me/offers", None, 401, 200, 200, 200),
    Row("get_development", "GET", "/me/development?year=2026", None, 401, 200, 200, 200),
    Row("list_organisations", "GET", "/organisations", None, 401, 200, 200, 200),
    Row("get_organisation", "GET", "/organisations/{employer}", None, 404, 404, 200, 200),
    Row("get_organisation", "GET", "/organisations/{rival}", None, 404, 200, 200, 200),
    Row("list_departments", "GET", "/organisations/{employer}/departments", None, 401, 404, 200, 200),
    Row("list_departments", "GET", "/organisations/{rival}/departments", None, 401, 404, 404, 404),
    Row("list_staff", "GET", "/organisations/{employer}/people", None, 401, 404, 200, 200),
    Row("list_staff", "GET", "/organisations/{employer}/people?q=hanna&department=1", None, 401, 404, 200, 200),
    Row("list_staff", "GET", "/organisations/{rival}/people", None, 401, 404, 404, 404),
    Row("invite_colleagues", "POST", "/organisations/{employer}/invitations", COLLEAGUES, 401, 404, 403, 201),
    Row("invite_colleagues", "POST", "/organisations/{rival}/invitations", COLLEAGUES, 401, 404, 404, 404),
    Row("list_organisation_agreements", "GET", "/organisations/{employer}/agreements", None, 401, 404, 403, 200),
    Row("list_organisation_agreements", "GET", "/organisations/{rival}/agreements", None, 401, 404, 404, 404),
    Row("list_community_agreements", "GET", "/communities/vakgroep/agreements", None, 401, 403, 403, 200),
    Row("list_community_agreements", "GET", "/communities/verborgen/agreements", None, 401, 404, 403, 200),
    # Of zuiderkruis, where none of them works, and vakgroep; its hosts don't see names.
    Row("get_agreement", "GET", "/agreements/{agreement}", None, 401, 404, 404, 200),
    Row("get_agreement", "GET", "/agreements/{agreement_draft}", None, 401, 404, 404, 200),
    Row("list_seats", "GET", "/agreements/{agreement}/seats", None, 401, 404, 404, 404),
    Row("keep_seat", "POST", "/agreements/{agreement}/seats", {"handle": "noor"}, 401, 404, 404, 403),
    Row("keep_seat", "POST", "/agreements/{agreement_draft}/seats", {"handle": "mees"}, 401, 404, 404, 422),
    Row("take_seat_away", "DELETE", "/agreements/{agreement}/seats/{seat}", None, 401, 404, 404, 403),
    Row("take_seat_away", "DELETE", "/agreements/{agreement_draft}/seats/{seat}", None, 401, 404, 404, 404),
    Row("take_seat", "PUT", "/agreements/{agreement}/seat", None, 401, 404, 404, 404),
    Row("take_seat", "PUT", "/agreements/{agreement_draft}/seat", None, 401, 404, 404, 404),
    Row("give_seat_back", "DELETE", "/agreements/{agreement}/seat", None, 401, 404, 404, 404),
    Row("list_quarters", "GET", "/organisations/{employer}/reports", None, 401, 404, 200, 200),
    Row("list_quarters", "GET", "/organisations/{rival}/reports", None, 401, 404, 404, 404),
    # Nobody counted yet.
    Row("get_report", "GET", "/organisations/{employer}/report", None, 401, 404, 404, 404),
    Row("get_report", "GET", "/organisations/{rival}/report?quarter=2026-04-01", None, 401, 404, 404, 404),
    Row("list_notifications", "GET", "/notifications", None, 401, 200, 200, 200),
    Row("read_notifications", "POST", "/notifications/read", {}, 401, 204, 204, 204),
    Row("list_correspondents", "GET", "/messages", None, 401, 200, 200, 200),
    Row("list_messages", "GET", "/messages/hanna", None, 401, 200, 200, 200),
    # Who is in no circle with her can't write to her; nobody can write to herself.
    Row("send_message", "POST", "/messages/hanna", TEXT, 401, 403, 201, 409),
    Row("read_messages", "POST", "/messages/hanna/read", None, 401, 204, 204, 204),
]
