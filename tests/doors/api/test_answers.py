"""Pages, entity tags, versions and repeated writes."""

from kring.communities.models import FormerAddress
from kring.conversations.models import Conversation, Message, Post
from tests.doors.api.calling import call, token
from tests.people import World


def test_pages_follow_each_other_without_gaps(world: World) -> None:
    made = [world.ask("mees", "vakgroep", f"Question {number}?", days=number).pk for number in range(1, 8)]
    secret, path, found = token(world, "mees"), "/conversations?circle=vakgroep&limit=3", []
    while path:
        answer = call(secret, "GET", path)
        found += [row["id"] for row in answer.body["items"]]
        address = answer.body["next"]
        assert answer.headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
        path = address.removeprefix("http://localhost:8000/api/v1") if address else ""
    assert world.question is not None
    assert found == [*reversed(made[1:]), *sorted((made[0], world.question.pk), reverse=True)]


def test_every_list_can_be_paged(world: World) -> None:
    secret = token(world, "mees")
    assert world.question is not None
    for path in (
        "/communities", "/communities/vakgroep/members", "/competences", "/conversations", "/notifications",
        "/messages", "/messages/hanna", f"/conversations/{world.question.pk}/posts",
    ):  # fmt: skip
        answer = call(secret, "GET", f"{path}?limit=1")
        assert answer.status == 200, path
        assert set(answer.body) == {"items", "next"}, path
        damaged = call(secret, "GET", f"{path}?cursor=bm9uc2Vuc2U")
        assert (damaged.status, damaged.body["errors"][0]["field"]) == (422, "cursor"), path


def test_correspondents_come_latest_first_a_page_at_a_time(world: World) -> None:
    secret = token(world, "hanna")
    for name in ("mees", "stan"):
        world.enter(name, "voorbeeld")
        assert call(secret, "POST", f"/messages/{name}", {"body": "Hello."}).status == 201
    first = call(secret, "GET", "/messages?limit=1")
    cursor = first.body["next"].partition("cursor=")[2]
    second = call(secret, "GET", f"/messages?limit=1&cursor={cursor}")
    found = [answer.body["items"][0]["person"]["handle"] for answer in (first, second)]
    assert (found, second.body["next"]) == (["stan", "mees"], None)


def test_what_did_not_change_is_not_sent_again(world: World) -> None:
    secret = token(world, "mees")
    first = call(secret, "GET", "/communities")
    again = call(secret, "GET", "/communities", if_none_match=first.headers["ETag"])
    assert (again.status, again.raw) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "RateLimit-Remaining" in again.headers
    world.found("Nieuw")
    assert call(secret, "GET", "/communities", if_none_match=first.headers["ETag"]).status == 200
    assert call(secret, "GET", "/communities", if_match='"other"').status == 412


def test_head_says_what_get_would(world: World) -> None:
    got, head = (call(token(world, "mees"), method, "/communities") for method in ("GET", "HEAD"))
    assert (head.status, head.raw, head.headers["ETag"]) == (200, b"", got.headers["ETag"])
    assert head.headers["Content-Length"] == str(len(got.raw))


def test_an_edit_names_its_version_by_the_tag(world: World) -> None:
    assert world.answer is not None
    secret, path = token(world, "hanna"), f"/posts/{world.answer.pk}"
    tag = call(secret, "GET", path).headers["ETag"]
    assert call(token(world, "mees"), "PUT", f"{path}/reactions/thanks").status == 204
    changed = call(secret, "PATCH", path, {"body": "I ran **four**."}, if_match=tag)
    assert (changed.status, changed.body["version"]) == (200, 2)
    assert "<strong>four</strong>" in changed.body["html"]
    late = call(secret, "PATCH", path, {"body": "I ran five."}, if_match=tag)
    assert (late.status, late.body["code"]) == (412, "changed-meanwhile")
    assert call(secret, "PATCH", path, {"body": "I ran five."}, if_match='"something"').status == 412
    assert call(secret, "PATCH", path, {"body": "I ran five.", "version": 1}).status == 409
    assert (
        call(secret, "PATCH", path, {"body": "I ran six.", "version": 1}, if_match=changed.headers["ETag"]).status
        == 422
    )
    assert call(secret, "PATCH", path, {"body": "I ran five."}, if_match="*").body["version"] == 3


def test_an_experience_and_a_question_are_changed_by_their_parts(world: World) -> None:
    secret = token(world, "mees")
    told = call(secret, "GET", f"/conversations/{world.tell('mees', 'vakgroep', 'We did').pk}").body
    change = {"did": "I led it.", "competences": ["Facilitation"], "version": told["opening"]["version"]}
    assert call(secret, "PATCH", f"/posts/{told['opening']['id']}", change).body["version"] == 2
    read = call(secret, "GET", f"/conversations/{told['id']}").body
    assert (read["experience"]["did"], read["experience"]["situation"]) == ("I led it.", "It was so.")
    assert [word["slug"] for word in read["competences"]] == ["facilitation"]
    late = call(secret, "PATCH", f"/posts/{told['opening']['id']}", change)
    assert (late.status, late.body["code"]) == (409, "changed-meanwhile")
    assert world.question is not None
    asked = call(secret, "GET", f"/conversations/{world.question.pk}").body["opening"]["id"]
    assert call(secret, "PATCH", f"/posts/{asked}", {"goal": "A party.", "version": 1}).status == 200
    assert call(secret, "GET", f"/conversations/{world.question.pk}").body["goal"] == "A party."
    wrong = call(secret, "PATCH", f"/posts/{asked}", {"outcome": "None.", "version": 2})
    assert (wrong.status, wrong.body["errors"][0]["field"]) == (422, "outcome")


def test_the_same_key_writes_once(world: World) -> None:
    assert world.question is not None
    secret, path = token(world, "mees"), f"/conversations/{world.question.pk}/posts"
    first = call(secret, "POST", path, {"body": "Once."}, idempotency_key="a-1")
    again = call(secret, "POST", path, {"body": "Once."}, idempotency_key="a-1")
    assert (first.status, again.status, again.body) == (201, 201, first.body)
    assert again.headers["Location"] == first.headers["Location"]
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (None, "true")
    assert Post.objects.filter(body="Once.").count() == 1


def test_a_key_is_for_one_request_of_one_person(world: World) -> None:
    assert world.question is not None
    secret, path = token(world, "mees"), f"/conversations/{world.question.pk}/posts"
    assert call(secret, "POST", path, {"body": "Once."}, idempotency_key="a-1").status == 201
    other = call(secret, "POST", path, {"body": "Twice."}, idempotency_key="a-1")
    assert (other.status, other.body["code"]) == (422, "key-reused")
    assert call(token(world, "hanna"), "POST", path, {"body": "Twice."}, idempotency_key="a-1").status == 201
    for bad in ("", "two words", "x" * 201, "é"):
        assert call(secret, "POST", path, {"body": "Thrice."}, idempotency_key=bad).body["code"] == "bad-key", bad


def test_a_write_that_was_refused_may_be_tried_again_under_its_key(world: World) -> None:
    secret = token(world, "stan")
    refused = call(secret, "POST", "/messages/hanna", {"body": "Hello."}, idempotency_key="b-1")
    world.enter("stan", "voorbeeld")
    allowed = call(secret, "POST", "/messages/hanna", {"body": "Hello."}, idempotency_key="b-1")
    assert (refused.status, allowed.status, Message.objects.count()) == (403, 201, 1)


def test_a_former_address_leads_to_the_present_one(world: World) -> None:
    FormerAddress.objects.create(slug="vroeger", community=world.circles["vakgroep"])
    moved = call(token(world, "mees"), "GET", "/communities/vroeger")
    assert (moved.status, moved.headers["Location"]) == (308, "http://localhost:8000/api/v1/communities/vakgroep")
    assert call("", "GET", "/communities/vroeger").status == 404


def test_what_someone_can_t_write_leaves_no_word_in_the_vocabulary(world: World) -> None:
    secret = token(world, "stan")
    given = {"title": "What is this?", "competences": ["Basket weaving"]}
    assert call(secret, "POST", "/communities/vakgroep/questions", given).status == 403
    assert call(secret, "GET", "/competences").body["items"] == []


def test_what_was_asked_can_be_read_back(world: World) -> None:
    secret = token(world, "mees")
    given = {"title": "How?", "body": "**So**", "goal": "A party.", "competences": ["Facilitation"], "language": "en"}
    made = call(secret, "POST", "/communities/besloten/questions", given)
    path = made.headers["Location"].removeprefix("http://localhost:8000/api/v1")
    read = call(secret, "GET", path)
    assert read.body == made.body
    assert (read.body["goal"], read.body["opening"]["html"]) == ("A party.", "<p><strong>So</strong></p>\n")
    assert [word["slug"] for word in read.body["competences"]] == ["facilitation"]
    found = call(secret, "GET", f"/conversations?competence={read.body['competences'][0]['id']}")
    assert [row["id"] for row in found.body["items"]] == [read.body["id"]]
    assert Conversation.objects.count() == 3


def test_what_an_experience_came_of_is_only_told_to_who_may_read_that(world: World) -> None:
    assert world.secret is not None
    told = {"title": "We told it", "situation": "So.", "did": "This.", "outcome": "That.", "came_of": world.secret.pk}
    made = call(token(world, "mees"), "POST", "/communities/vakgroep/experiences", told)
    assert (made.status, made.body["came_of"]) == (201, world.secret.pk)
    assert call(token(world, "stan"), "GET", f"/conversations/{made.body['id']}").body["came_of"] is None
