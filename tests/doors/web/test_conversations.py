"""Pages of conversations: reading, writing, accepting, changing, withdrawing, and who may."""

from collections.abc import Callable

import pytest
from django.test import Client

from kring.conversations import actions, queries
from kring.finding.actions import ask_for_help
from kring.foundation import clock
from kring.web.conversations.differences import changes
from tests.people import World

SignIn = Callable[[str], Client]


@pytest.fixture
def as_person(world: World) -> SignIn:
    """A browser in which someone is signed in, or nobody."""

    def signed_in(name: str) -> Client:
        client = Client()
        if name:
            client.force_login(world.accounts[name])
        return client

    return signed_in


def test_a_question_with_its_answer_and_what_the_asker_can_do(world: World, as_person: SignIn) -> None:
    page = as_person("mees").get(f"/conversations/{world.question.pk}").text
    assert "How do I run a hackathon?" in page
    assert "I ran three. Start with the jury." in page
    assert f"/posts/{world.answer.pk}/acceptance" in page
    assert f"/conversations/{world.question.pk}/requests" in page
    assert "This helped" not in as_person("hanna").get(f"/conversations/{world.question.pk}").text


def test_what_one_cannot_see_is_not_there(world: World, as_person: SignIn) -> None:
    for name, status in (("mees", 200), ("hanna", 200), ("stan", 404), ("", 404), ("olga", 404)):
        assert (as_person(name).get(f"/conversations/{world.secret.pk}").status_code, name) == (status, name)


def test_a_page_takes_a_fixed_number_of_queries(
    world: World, as_person: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    host, key = as_person("hanna"), world.question.pk
    hanna = world.accounts["hanna"].pk
    ask_for_help(actor=world.reader("mees"), conversation=key, people={hanna: [world.answer.pk]}, now=clock.now())
    for number in range(24):
        world.answers("mees", world.question, f"Answer {number}", days=2 + number)
    host.get(f"/conversations/{key}")
    with django_assert_max_num_queries(13):
        page = host.get(f"/conversations/{key}").text
    assert "Answer 18" in page
    assert "Answer 20" not in page


def test_answers_are_paged_and_a_post_is_found_on_its_page(world: World, as_person: SignIn) -> None:
    written = [world.answers("mees", world.question, f"Answer {number}", days=2 + number) for number in range(30)]
    actions.accept(actor=world.reader("mees"), post=written[25].pk, now=clock.now())
    browser = as_person("noor")
    first = browser.get(f"/conversations/{world.question.pk}").text
    assert first.index("Answer 25") < first.index("I ran three")
    assert "Answer 22" not in first
    moved = browser.get(f"/posts/{written[22].pk}")
    assert moved["Location"].endswith(f"#post-{written[22].pk}")
    later = browser.get(moved["Location"]).text
    assert f'id="post-{written[22].pk}"' in later
    assert "Answer 25" not in later
    first_page = f"/conversations/{world.question.pk}#post-{written[25].pk}"
    assert browser.get(f"/posts/{written[25].pk}")["Location"] == first_page
    assert "damaged" in browser.get(f"/conversations/{world.question.pk}?after=nonsense").text


def test_a_comment_is_found_with_the_post_it_stands_under(world: World, as_person: SignIn) -> None:
    member = as_person("mees")
    moved = member.post(f"/posts/{world.answer.pk}/comments", {"text": "Which jury?"})
    assert moved.status_code == 302
    landed = member.get(moved["Location"])
    assert landed["Location"].startswith(f"/conversations/{world.question.pk}#post-")
    assert "Which jury?" in member.get(f"/conversations/{world.question.pk}").text


def test_a_comment_that_is_too_long_comes_back(world: World, as_person: SignIn) -> None:
    answer = as_person("mees").post(f"/posts/{world.answer.pk}/comments", {"text": "long " * 500})
    assert answer.status_code == 422
    assert "long long" in answer.text
    assert "Nothing is lost" in answer.text
    assert as_person("mees").post(f"/posts/{world.answer.pk}/comments", {"text": " \0 "}).status_code == 422


def test_answering(world: World, as_person: SignIn) -> None:
    member, address = as_person("hanna"), f"/conversations/{world.question.pk}/answers"
    placed = member.post(address, {"body": "Mind the *coffee*, @mees.", "_draft": "answer-1"}, follow=True)
    assert "<em>coffee</em>" in placed.text
    assert 'href="/people/mees"' in placed.text
    empty = member.post(address, {"body": " \0\n "})
    assert empty.status_code == 422
    assert "Write something here." in empty.text
    long = member.post(address, {"body": "x" * 60_001})
    assert long.status_code == 422
    assert "x" * 60_001 in long.text


def test_who_is_not_in_the_circle_reads_and_is_told_how_to_write(world: World, as_person: SignIn) -> None:
    stranger, address = as_person("stan"), f"/conversations/{world.question.pk}"
    page = stranger.get(address).text
    assert "Only members of this circle write in it" in page
    assert 'name="body"' not in page
    refused = stranger.post(f"{address}/answers", {"body": "Me too"})
    assert refused.status_code == 403
    assert "Join it first" in refused.text


def test_who_is_not_signed_in_comes_back_to_the_page_of_the_form(world: World) -> None:
    told = world.tell("mees", "voorbeeld", "Ran a fair")
    address = f"/conversations/{told.pk}"
    browser = Client()
    assert "Sign in to answer" in browser.get(address).text
    sent = {"body": "Hello", "_draft": "answer-1"}
    moved = browser.post(f"{address}/answers", sent, HTTP_REFERER=f"http://testserver{address}")
    assert moved["Location"] == f"/account/login/?next=%2Fconversations%2F{told.pk}"
    assert "kring_saved" not in moved.cookies
    elsewhere = browser.post(f"{address}/answers", {"body": "Hello"}, HTTP_REFERER="https://elsewhere.example/x")
    assert elsewhere["Location"] == "/account/login/?next=%2F"


def test_accepting_two_and_taking_one_back(world: World, as_person: SignIn) -> None:
    second = world.answers("hanna", world.question, "Order enough coffee.")
    asker, address = as_person("mees"), f"/conversations/{world.question.pk}"
    for post in (world.answer, second):
        assert asker.post(f"/posts/{post.pk}/acceptance").status_code == 302
    assert asker.get(address).text.count("post--accepted") == 2
    asker.post(f"/posts/{second.pk}/acceptance/removal")
    assert asker.get(address).text.count("post--accepted") == 1
    assert as_person("hanna").post(f"/posts/{second.pk}/acceptance").status_code == 403
    assert as_person("stan").post(f"/posts/{second.pk}/acceptance").status_code == 403


def test_reacting_with_and_without_scripts(world: World, as_person: SignIn) -> None:
    member, address = as_person("mees"), f"/posts/{world.answer.pk}/reactions"
    bar = member.post(address, {"reaction": "thanks"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in bar.text
    assert "<html" not in bar.text
    assert member.post(address, {"reaction": "thanks"}).status_code == 302
    assert queries.own_reactions(world.reader("mees"), [world.answer.pk]) == set()
    assert member.post(address, {"reaction": "nonsense"}).status_code == 422
    assert as_person("stan").post(address, {"reaction": "thanks"}).status_code == 403


def test_following(world: World, as_person: SignIn) -> None:
    reader, address = as_person("noor"), f"/conversations/{world.question.pk}/following"
    reader.post(address, {"follow": "1"})
    assert queries.follows(world.reader("noor"), world.question.pk)
    reader.post(address, {"follow": "0"})
    assert not queries.follows(world.reader("noor"), world.question.pk)


def test_changing_and_the_history_of_it(world: World, as_person: SignIn) -> None:
    writer, address = as_person("hanna"), f"/posts/{world.answer.pk}/edit"
    assert "I ran three" in writer.get(address).text
    saved = writer.post(address, {"body": "I ran four.\n\nStart with the jury.", "version": "1"})
    assert saved.status_code == 302
    history = as_person("noor").get(f"/posts/{world.answer.pk}/history").text
    assert '<del class="diff__line">I ran three.</del>' in history
    assert '<ins class="diff__line">I ran four.</ins>' in history
    assert as_person("mees").get(address).status_code == 403
    assert as_person("mees").post(address, {"body": "Mine now", "version": "2"}).status_code == 403
    assert writer.post(address, {"body": "x", "version": "none"}).status_code == 422
    assert writer.post(address, {"body": " ", "version": "2"}).status_code == 422


def test_two_editors_and_nothing_is_overwritten(world: World, as_person: SignIn) -> None:
    writer, address = as_person("hanna"), f"/posts/{world.answer.pk}/edit"
    writer.post(address, {"body": "The first was quicker.", "version": "1"})
    late = writer.post(address, {"body": "The second wrote more.", "version": "1"})
    assert late.status_code == 409
    assert "The first was quicker." in late.text
    assert "The second wrote more.</textarea>" in late.text
    assert 'name="version" value="2"' in late.text
    assert queries.post(world.reader("hanna"), world.answer.pk).body == "The first was quicker."
    assert writer.post(address, {"body": "The second wrote more.", "version": "2"}).status_code == 302


def test_a_question_is_changed_with_its_parts(world: World, as_person: SignIn) -> None:
    opening = queries.conversation(world.reader("mees"), world.question.pk).opening
    asker, address = as_person("mees"), f"/posts/{opening.id}/edit"
    assert "What do you want to reach?" in asker.get(address).text
    sent = {"body": "For fifty.", "goal": "Forty new ideas.", "tried": "A box.", "version": "1"}
    assert asker.post(address, sent).status_code == 302
    page = asker.get(f"/conversations/{world.question.pk}").text
    for words in ("For fifty.", "Forty new ideas.", "A box."):
        assert words in page
    late = asker.post(address, sent | {"goal": "Rest.", "tried": "A box."})
    assert late.status_code == 409
    assert "Forty new ideas.</pre>" in late.text
    assert "Rest.</textarea>" in late.text
    assert "A box.</pre>" not in late.text
    history = asker.get(f"/posts/{opening.id}/history").text
    assert "What do you want to reach?" in history
    assert '<ins class="diff__line">Forty new ideas.</ins>' in history


def test_an_experience_is_changed_with_its_parts_and_subjects(world: World, as_person: SignIn) -> None:
    told = world.tell("mees", "vakgroep", "We took turns")
    opening = queries.conversation(world.reader("mees"), told.pk).opening
    teller, address = as_person("mees"), f"/posts/{opening.id}/edit"
    assert address in teller.get(f"/conversations/{told.pk}").text
    assert "I did this.</textarea>" in teller.get(address).text
    sent = {"situation": "It was so.", "did": "I led.", "outcome": "Rest.", "where": "A ward", "version": "1"}
    assert teller.post(address, sent | {"did": " "}).status_code == 422
    assert teller.post(address, sent | {"subjects": "rosters"}).status_code == 302
    page = teller.get(f"/conversations/{told.pk}").text
    for words in ("I led.", "A ward", "rosters"):
        assert words in page
    assert teller.post(address, sent | {"subjects": "", "version": "2"}).status_code == 302
    late = teller.post(address, sent | {"did": "I hid.", "subjects": "", "version": "1"})
    assert late.status_code == 409
    assert "I hid.</textarea>" in late.text
    assert "I led.</pre>" in late.text
    history = teller.get(f"/posts/{opening.id}/history").text
    for words in (
        "The subjects were: rosters",
        "It had no subjects",
        "What I did",
        "I did this.</del>",
        "A ward</ins>",
    ):
        assert words in history
    assert as_person("hanna").get(address).status_code == 403


def test_another_title_and_subjects(world: World, as_person: SignIn) -> None:
    asker, address = as_person("mees"), f"/conversations/{world.question.pk}/title"
    assert "How do I run a hackathon?" in asker.get(address).text
    asker.post(address, {"title": "How do I run a hackathon in a day?", "subjects": "events, hackathons"})
    page = asker.get(f"/conversations/{world.question.pk}").text
    assert "How do I run a hackathon in a day?" in page
    assert "hackathons" in page
    opening = queries.conversation(world.reader("mees"), world.question.pk).opening
    assert "The title was: How do I run a hackathon?" in asker.get(f"/posts/{opening.id}/history").text
    assert asker.post(address, {"title": "  "}).status_code == 422
    assert asker.post(address, {"title": "t" * 1_000_000}).status_code == 422
    assert as_person("stan").get(address).status_code == 403


def test_withdrawing_is_asked_in_words_first(world: World, as_person: SignIn) -> None:
    writer, address = as_person("hanna"), f"/posts/{world.answer.pk}/withdrawal"
    assert "Withdraw this answer?" in writer.get(address).text
    writer.post(address)
    page = writer.get(f"/conversations/{world.question.pk}").text
    assert "I ran three" not in page
    assert "What stood here was withdrawn." in page
    assert as_person("mees").get(f"/posts/{world.answer.pk}").status_code == 404


def test_withdrawing_a_question_that_others_answered_is_for_a_host(world: World, as_person: SignIn) -> None:
    address = f"/conversations/{world.question.pk}/withdrawal"
    assert "Withdraw this question?" in as_person("mees").get(address).text
    assert as_person("mees").post(address).status_code == 409
    assert as_person("hanna").post(address)["Location"] == "/circles/vakgroep"
    assert as_person("mees").get(f"/conversations/{world.question.pk}").status_code == 404


def test_telling_what_came_of_a_question(world: World, as_person: SignIn) -> None:
    member = as_person("mees")
    form = member.get(f"/circles/vakgroep/tell?came_of={world.question.pk}").text
    assert "How do I run a hackathon?" in form
    parts = {"title": "Ran it in one day", "situation": "Forty of us", "did": "A jury first", "outcome": "Two are live"}
    refused = member.post("/circles/vakgroep/tell", parts | {"outcome": "", "came_of": world.question.pk})
    assert refused.status_code == 422
    assert "A jury first" in refused.text
    assert "How do I run a hackathon?" in refused.text
    told = member.post(
        "/circles/vakgroep/tell", parts | {"came_of": world.question.pk, "subjects": "events", "where": "An insurer"}
    )
    page = member.get(told["Location"]).text
    for words in ("What I did", "A jury first", "An insurer", "This came of the question"):
        assert words in page
    assert "Ran it in one day" in member.get(f"/conversations/{world.question.pk}").text


def test_an_origin_that_is_none_is_left_out(world: World, as_person: SignIn) -> None:
    for came_of in ("", "x", "²", "99999999999999999999", "9223372036854775808", "0"):
        page = as_person("mees").get("/circles/vakgroep/tell", {"came_of": came_of})
        assert page.status_code == 200
        assert "It came of the question" not in page.text


def test_the_origin_is_not_told_to_who_cannot_read_it(world: World, as_person: SignIn) -> None:
    told = world.tell("mees", "voorbeeld", "Told it")
    told.came_of = world.secret
    told.save()
    assert "reorganisation" in as_person("mees").get(f"/conversations/{told.pk}").text
    assert "reorganisation" not in as_person("stan").get(f"/conversations/{told.pk}").text


def test_a_discussion(world: World, as_person: SignIn) -> None:
    member = as_person("mees")
    assert member.get("/circles/vakgroep/discuss").status_code == 200
    opened = member.post("/circles/vakgroep/discuss", {"title": "Is it worth it?", "body": "What do you think?"})
    assert "What do you think?" in member.get(opened["Location"]).text
    assert member.post("/circles/vakgroep/discuss", {"title": "Only a title"}).status_code == 422
    assert as_person("stan").get("/circles/vakgroep/discuss").status_code == 403
    assert as_person("stan").get("/circles/verborgen/tell").status_code == 404


def test_nothing_is_added_in_an_archived_circle(world: World, as_person: SignIn) -> None:
    circle = world.circles["vakgroep"]
    circle.archived_at = clock.now()
    circle.save()
    member = as_person("mees")
    page = member.get(f"/conversations/{world.question.pk}").text
    assert "This circle is archived" in page
    assert 'name="body"' not in page
    kept = member.post(f"/conversations/{world.question.pk}/answers", {"body": "Still writing this"})
    assert kept.status_code == 409
    assert "nothing can be added" in kept.text
    assert "Still writing this" in kept.text
    late = member.post("/circles/vakgroep/discuss", {"title": "Late", "body": "But kept"})
    assert late.status_code == 409
    assert "But kept" in late.text


def test_asking_people_and_declining(world: World, as_person: SignIn) -> None:
    ask_for_help(
        actor=world.reader("mees"),
        conversation=world.question.pk,
        people={world.accounts["hanna"].pk: [world.answer.pk]},
        now=clock.now(),
    )
    asked, address = as_person("hanna"), f"/conversations/{world.question.pk}"
    page = asked.get(address).text
    assert "You were asked to look at this" in page
    assert f"/posts/{world.answer.pk}" in page
    assert "Hanna Host" in as_person("noor").get(address).text
    assert asked.post(f"{address}/request/decline").status_code == 302
    assert "You were asked to look at this" not in asked.get(address).text
    assert asked.post(f"{address}/request/decline").status_code == 409
    assert as_person("stan").post(f"{address}/request/decline").status_code == 404


def test_every_act_on_what_is_not_there_is_404(world: World, as_person: SignIn) -> None:
    stranger, sent = as_person("stan"), {"body": "x", "follow": "1"}
    for key in (world.secret.pk, 2**63 - 1):
        for way in ("answers", "following", "withdrawal", "requests", "title"):
            assert (stranger.post(f"/conversations/{key}/{way}", sent).status_code, way) == (404, way)
    assert stranger.get("/conversations/9223372036854775808").status_code == 404


def test_every_act_on_a_hidden_post_is_404(world: World, as_person: SignIn) -> None:
    opening = queries.conversation(world.reader("mees"), world.secret.pk).opening
    stranger, sent = as_person("stan"), {"text": "x", "reaction": "thanks", "body": "x", "version": "1"}
    for way in ("comments", "acceptance", "acceptance/removal", "reactions", "edit", "withdrawal"):
        assert (stranger.post(f"/posts/{opening.id}/{way}", sent).status_code, way) == (404, way)


def test_an_answer_in_dutch_says_so(world: World, as_person: SignIn) -> None:
    member = as_person("mees")
    member.cookies["kring_language"] = "nl"
    assert 'lang="en"' in member.get(f"/conversations/{world.question.pk}").text


def test_differences_are_told_by_the_sentence() -> None:
    told = changes("It rained. We left.\nNobody stayed.", "It rained. We stayed.\nNobody stayed.")
    assert [(one.op, one.text) for one in told] == [
        ("same", "It rained."),
        ("removed", "We left."),
        ("added", "We stayed."),
        ("same", "Nobody stayed."),
    ]
    assert changes("", "") == []
    long = changes("a. " * 5_000, "b. " * 5_000)
    assert [one.op for one in long[:1] + long[-1:]] == ["removed", "added"]
    assert [one.text for one in changes("a.\nb.\nc.\nd.\ne.", "a.\nb.\nc.\nd.\ne.")] == ["a.", "…", "e."]
