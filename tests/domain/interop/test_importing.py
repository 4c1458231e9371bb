"""A dump comes in whole, once, and says what it left out."""

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection

from kring.communities.models import Community, Membership
from kring.competences.models import Competence
from kring.conversations.models import Conversation, Post, PostKind
from kring.finding.index import indexer
from kring.finding.models import Activity, IndexChange
from kring.foundation.access.models import Standing
from kring.foundation.accounts.models import Account
from kring.foundation.events.models import Event
from kring.interop.importers import command, stages, writing
from kring.interop.importers import community as communities
from kring.interop.models import ImportRun
from tests.domain.interop import dumps
from tests.domain.interop.dumps import answer, comment, question, user

pytestmark = pytest.mark.django_db
SOURCE = "stackexchange:founders"


def bring_in(folder: Path, into: str = "Founders", language: str | None = "en", **others: Any) -> int:
    return command.run(argparse.Namespace(folder=folder, into=into, language=language, **others))


def report() -> dict[str, Any]:
    kept: dict[str, Any] = ImportRun.objects.order_by("-pk").values_list("report", flat=True)[0]
    return kept


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return dumps.write(
        tmp_path / "whole",
        Users=[
            user(-1, DisplayName="Community"),
            user(1, DisplayName="Zoë Ünal", AboutMe="<p>I <b>sell</b></p>"),
            user(2),
        ],
        Tags=[{"Id": 1, "TagName": "legal", "Count": 1}, {"Id": 2, "TagName": "unused", "Count": 0}],
        Posts=[
            answer(30, 10, Body="<p>first in the file</p>"),
            question(10, AcceptedAnswerId=31, Tags="<legal><co-founder>"),
            answer(32, 10, OwnerUserId=9),
            answer(31, 10, Score=-2, LastEditDate="2012-02-02T00:00:00"),
            answer(33, 99),
            question(11, OwnerUserId="", AcceptedAnswerId=99, Tags=""),
            {"Id": 12, "PostTypeId": 5, "CreationDate": "2012-01-01", "Body": "about a tag"},
        ],
        Comments=[comment(10, 10), comment(11, 31, CreationDate="2012-03-04T10:00:00"), comment(12, 77)],
        Votes=[
            {"Id": 1, "PostId": 31, "VoteTypeId": 1, "CreationDate": "2012-01-09T00:00:00.000"},
            {"Id": 2, "PostId": 31, "VoteTypeId": 2, "CreationDate": "2012-01-09T00:00:00.000"},
        ],
        Badges=[{"Id": 1, "UserId": 1, "Name": "Teacher", "Date": "2012-01-01"}],
        PostLinks=[{"Id": 1, "PostId": 10, "RelatedPostId": 11, "LinkTypeId": 1, "CreationDate": "2012-01-01"}],
    )


class TestWhatComesIn:
    def test_the_community_is_made_open_to_the_network(self, whole: Path) -> None:
        assert bring_in(whole, into="Founders & Co") == 0
        community = Community.objects.get()
        assert (community.slug, community.name, community.joining) == ("founders-co", "Founders & Co", "open")
        assert community.place.scope == community.place.listing_scope == -1
        assert community.members == Membership.objects.count() == 3
        assert Standing.objects.filter(place=community.pk).count() == 3

    def test_people_keep_their_name_and_id_and_cannot_sign_in(self, whole: Path) -> None:
        bring_in(whole)
        zoe = Account.objects.get(source=SOURCE, source_id="1")
        assert (zoe.name, zoe.handle, zoe.email, zoe.is_active) == ("Zoë Ünal", "zoe-unal-1", None, True)
        assert not zoe.has_usable_password()
        assert zoe.profile.headline == "I sell"
        assert zoe.joined_at == datetime(2011, 5, 5, tzinfo=UTC)
        assert Membership.objects.get(account=zoe).joined_at == zoe.joined_at
        assert Account.objects.get(source_id="9").name == "Member 9"
        assert not Account.objects.filter(source_id="-1").exists()

    def test_whoever_is_not_named_is_a_former_member(self, whole: Path) -> None:
        bring_in(whole)
        former = Conversation.objects.get(source_id="11").author
        assert (former.handle, former.is_active, former.source_id) == ("former-member", False, "former")
        assert not Membership.objects.filter(account=former).exists()

    def test_questions_answers_and_comments(self, whole: Path) -> None:
        bring_in(whole)
        asked = Conversation.objects.get(source=SOURCE, source_id="10")
        assert (asked.title, asked.replies, asked.accepted, asked.language) == ("Question 10", 3, 1, "en")
        assert asked.last_at == datetime(2012, 3, 4, 10, tzinfo=UTC)
        assert asked.author.source_id == "1"
        posts = list(asked.posts.order_by("created_at", "pk").values_list("kind", "source_id", "score"))
        assert posts == [
            (1, "10", 3),
            (2, "30", 1),
            (2, "31", -2),
            (2, "32", 1),
            (4, "comment-10", 0),
            (4, "comment-11", 0),
        ]
        assert asked.posts.get(source_id="10").html == "<p>Text 10</p>"
        assert Post.objects.get(source_id="comment-11").under == Post.objects.get(source_id="31")
        assert Post.objects.get(source_id="31").edited_at == datetime(2012, 2, 2, tzinfo=UTC)

    def test_tags_become_competences(self, whole: Path) -> None:
        Competence.objects.create(slug="legal", en="Law", nl="Recht")
        bring_in(whole)
        carried = Conversation.objects.get(source_id="10").competences
        assert [Competence.objects.get(pk=key).slug for key in carried] == ["legal", "co-founder"]
        assert Competence.objects.get(slug="legal").nl == "Recht"
        assert Competence.objects.get(slug="co-founder").en == "co founder"
        assert not Competence.objects.filter(slug="unused").exists()

    def test_a_mark_is_dated_by_its_vote(self, whole: Path) -> None:
        bring_in(whole)
        assert Post.objects.get(source_id="31").accepted_at == datetime(2012, 1, 9, tzinfo=UTC)

    def test_without_votes_a_mark_is_dated_as_its_answer(self, whole: Path) -> None:
        (whole / "Votes.xml").unlink()
        bring_in(whole)
        assert Post.objects.get(source_id="31").accepted_at == datetime(2012, 1, 2, tzinfo=UTC)

    def test_what_is_left_out_is_told_with_examples(self, whole: Path) -> None:
        bring_in(whole)
        left_out = report()["left_out"]
        assert left_out == {
            "people: the source's own process, no person": 1,
            "tags: no question carries them": 1,
            "posts: a tag description": 1,
            "answers: their question is not in the dump, or was left out": 1,
            "accepted marks: the answer is not in the dump, or was left out": 1,
            "comments: their post is not in the dump, or was left out": 1,
            "votes: the dump doesn't say whose they are (posts keep their score)": 1,
            "badges: Kring has no place for badges of another site": 1,
            "links between questions: Kring has no place for them": 1,
        }
        assert report()["examples"]["answers: their question is not in the dump, or was left out"] == ["33"]

    def test_search_is_told_without_events(self, whole: Path) -> None:
        bring_in(whole)
        told = set(IndexChange.objects.values_list("subject", "key"))
        assert {("conversation", key) for key in Conversation.objects.values_list("pk", flat=True)} <= told
        assert {("person", key) for key in Account.objects.values_list("pk", flat=True)} <= told
        assert ("place", Community.objects.get().pk) in told
        assert Activity.objects.count() == 2
        assert not Event.objects.exists()

    def test_posts_alone_are_enough(self, tmp_path: Path) -> None:
        assert bring_in(dumps.write(tmp_path, Posts=[question(1), answer(2, 1)])) == 0
        assert Post.objects.count() == 2
        assert report()["came_in"]["people made up for ids that only posts have"] == 2

    def test_the_report_as_json(self, whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
        bring_in(whole, json=True)
        assert json.loads(capsys.readouterr().out)["came_in"]["questions"] == 2

    def test_language_is_found_out_when_not_given(self, tmp_path: Path) -> None:
        dump = dumps.write(
            tmp_path, Posts=[question(1, Title="Hoe kan ik het beste van baan wisselen?", OwnerUserId="")]
        )
        assert bring_in(dump, language=None) == 0
        assert Conversation.objects.get().language == "nl"
        assert Account.objects.get().name == "Voormalig lid"

    def test_handles_that_are_taken(self, whole: Path) -> None:
        now = datetime(2020, 1, 1, tzinfo=UTC)
        for handle in ("member-2", "member-2-founders", "member-2-founders-2"):
            Account.objects.create(handle=handle, name="x", joined_at=now)
        bring_in(whole)
        assert Account.objects.get(source_id="2").handle == "member-2-founders-3"


class TestOddRows:
    def test_titles_and_texts_without_end_are_cut(self, tmp_path: Path) -> None:
        dumps.write(
            tmp_path, Posts=[question(1, Title="word " * 200_000), question(2, Body="<p>" + "y" * 1_000_000 + "</p>")]
        )
        assert bring_in(tmp_path) == 0
        assert len(Conversation.objects.get(source_id="1").title) <= 200
        assert len(Post.objects.get(source_id="2").body) <= 60_000
        assert report()["changed"] == {
            "questions: title cut to 200 characters": 1,
            "questions: text cut, as it was too long": 1,
        }

    def test_scripts_vanish(self, tmp_path: Path) -> None:
        body = "<p onclick=x()>Hi<script>alert(1)</script><img src=x onerror=alert(1)></p>"
        bring_in(dumps.write(tmp_path, Posts=[question(1, Title="<script>alert(1)</script>", Body=body)]))
        html = Post.objects.get().html
        assert "script" not in html
        assert "onerror" not in html
        assert "onclick" not in html

    def test_a_question_without_title_takes_its_first_words(self, tmp_path: Path) -> None:
        bring_in(
            dumps.write(
                tmp_path, Posts=[question(1, Title="", Body="<p>How to sell?</p>"), question(2, Title="", Body="")]
            )
        )
        assert Conversation.objects.get().title == "How to sell?"
        assert report()["left_out"] == {"questions: neither title nor text": 1}

    def test_dates_that_cannot_be(self, tmp_path: Path) -> None:
        posts = [
            question(1, CreationDate="2012-01-01T00:00:00"),
            question(2, CreationDate="soon"),
            question(3, CreationDate="2999-01-01T00:00:00"),
            answer(4, 1, CreationDate="2011-01-01T00:00:00"),
        ]
        bring_in(dumps.write(tmp_path, Posts=posts))
        assert set(Conversation.objects.values_list("created_at", flat=True)) == {datetime(2012, 1, 1, tzinfo=UTC)}
        assert Post.objects.get(source_id="4").created_at == datetime(2012, 1, 1, tzinfo=UTC)
        assert report()["changed"]["questions: no usable date, so that of the row before"] == 2

    def test_rows_that_are_broken_cost_only_themselves(self, tmp_path: Path) -> None:
        rows = [
            '<!DOCTYPE posts [<!ENTITY bomb "boom"><!ENTITY file SYSTEM "file:///etc/passwd">]>\n<posts>\n',
            dumps.row(question(1)),
            '<row Id="2" PostTypeId="1" Title="&bomb;" Body="&file;" />\n',
            '<row Id="3" PostTypeId="1" Title="no end />\n',
            '<row Id="4" Id="5" />\n',
            '<row Id="6" PostTypeId="1" Title="a &#x0; b &#x1F; c" CreationDate="2012-01-01" Body="x"></row>\n',
            '<row Id="7" PostTypeId="1" Title="' + "x" * 9_000_000 + '" />\n',
            dumps.row(question(8)),
            "</posts>",
        ]
        (tmp_path / "Posts.xml").write_text("".join(rows), encoding="utf-8")
        assert bring_in(tmp_path) == 0
        assert sorted(Conversation.objects.values_list("source_id", flat=True)) == ["1", "6", "8"]
        assert Conversation.objects.get(source_id="6").title == "a b c"
        left_out = report()["left_out"]
        assert left_out["Posts.xml: uses an entity, and those are not followed"] == 1
        assert left_out["Posts.xml: not well-formed XML"] == 2
        assert left_out["Posts.xml: a row of more than 8 MB"] == 1

    def test_a_file_that_stops_in_the_middle(self, whole: Path) -> None:
        posts = whole / "Posts.xml"
        text = posts.read_text(encoding="utf-8")
        posts.write_text(text[: text.index('PostTypeId="5"') + 20], encoding="utf-8")
        assert bring_in(whole) == 0
        assert Conversation.objects.count() == 2
        assert "Posts.xml: whatever came after its end, which is in the middle of something" in report()["left_out"]

    @pytest.mark.parametrize(
        ("encoding", "said"),
        [("utf-16", "utf-16"), ("latin-1", "iso-8859-1"), ("utf-8", "UTF-8"), ("cp1252", "windows-1252")],
    )
    def test_encodings(self, tmp_path: Path, encoding: str, said: str) -> None:
        rows = dumps.row(question(1, Title="Café"))
        text = f'<?xml version="1.0" encoding="{said}"?><posts>{rows}</posts>'
        (tmp_path / "Posts.xml").write_bytes(text.encode(encoding))
        assert bring_in(tmp_path) == 0
        assert Conversation.objects.get().title == "Café"

    def test_a_side_file_that_is_no_dump_is_passed_over(self, whole: Path) -> None:
        (whole / "Comments.xml").write_text("nothing")
        (whole / "Votes.xml").write_bytes(b"")
        assert bring_in(whole) == 0
        left_out = report()["left_out"]
        assert any(reason.startswith("Comments.xml: ") for reason in left_out)
        assert "Votes.xml: Votes.xml is empty." in left_out

    def test_people_with_odd_attributes(self, tmp_path: Path) -> None:
        people = [
            {"Id": "x"},
            {"Id": 5, "DisplayName": "  "},
            {"Id": 6, "DisplayName": "名前" * 60, "CreationDate": "?"},
        ]
        bring_in(dumps.write(tmp_path, Users=people, Posts=[question(1)]))
        assert Account.objects.get(source_id="5").handle == "member-5"
        assert len(Account.objects.get(source_id="6").name) == 80
        assert report()["left_out"] == {"people: no id": 1}

    def test_rows_without_what_they_need(self, tmp_path: Path) -> None:
        dumps.write(
            tmp_path,
            Tags=[{"TagName": "…"}],
            Posts=[
                question("?"),
                question(1, AcceptedAnswerId="?"),
                answer("?", 1),
                answer(2, "?"),
                answer(3, 1, Body=""),
                {"Id": 9, "PostTypeId": 99},
            ],
            Comments=[comment("?", 1), comment(1, 1, Text=" ")],
            Votes=[{"Id": 1, "PostId": 3, "VoteTypeId": 1}],
        )
        assert bring_in(tmp_path) == 0
        assert report()["left_out"] == {
            "tags: no letter or digit in them": 1,
            "questions: no id": 1,
            "posts: a kind that is not known": 1,
            "answers: no id, or no question that they are to": 2,
            "answers: no text": 1,
            "accepted marks: no id that can be read": 1,
            "comments: no id, or no post that they are on": 1,
            "comments: no text": 1,
            "votes: accepting, without a post or a date": 1,
        }

    def test_a_vote_for_an_answer_that_is_not_accepted_here(self, tmp_path: Path) -> None:
        vote = {"Id": 1, "PostId": 2, "VoteTypeId": 1, "CreationDate": "2012-02-02"}
        bring_in(dumps.write(tmp_path, Posts=[question(1), answer(2, 1)], Votes=[vote]))
        assert Post.objects.get(source_id="2").accepted_at is None
        assert report()["left_out"] == {"votes: accepting an answer that isn't accepted here, or is dated already": 1}


class TestAgain:
    def test_a_batch_that_met_another_writer_is_tried_again(self, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real, met = stages.Run.advance, []

        def meeting(self: Any, *arguments: Any) -> Any:
            if not met:
                met.append(1)
                raise IntegrityError("a handle was taken") from psycopg.errors.UniqueViolation("a handle was taken")
            return real(self, *arguments)

        monkeypatch.setattr(stages.Run, "advance", meeting)
        assert bring_in(whole) == 0
        assert Account.objects.filter(source=SOURCE, is_active=True).count() == 3

    def test_a_community_that_another_process_just_made(self, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bring_in(whole)
        real, looks = communities.found, []

        def late(name: str) -> Community | None:
            looks.append(name)
            return real(name) if len(looks) > 1 else None

        monkeypatch.setattr(communities, "found", late)
        assert bring_in(whole) == 0
        assert Community.objects.count() == 1

    def test_a_running_kring_indexes(self, whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with indexer.writing():
            assert bring_in(whole) == 0
        assert "The Kring that is running indexes it" in capsys.readouterr().err

    def test_nothing_comes_in_twice(self, whole: Path) -> None:
        bring_in(whole)
        before = counts()
        assert bring_in(whole) == 0
        assert counts() == before
        assert ImportRun.objects.count() == 1

    def test_a_newer_dump_adds_what_is_new(self, whole: Path) -> None:
        bring_in(whole)
        before = Post.objects.count()
        posts = [question(10), question(11), question(40), answer(41, 40), answer(42, 10)]
        dumps.write(whole, Posts=posts, Comments=[comment(10, 10), comment(50, 41)], Votes=[])
        assert bring_in(whole, into="founders") == 0
        assert Post.objects.count() == before + 4
        assert Conversation.objects.get(source_id="10").replies == 4
        assert report()["already_there"]["questions"] == 2
        assert Community.objects.get().members == 3

    @pytest.mark.parametrize("batches", range(12))
    def test_stopped_anywhere_it_goes_on_there(
        self, whole: Path, monkeypatch: pytest.MonkeyPatch, batches: int
    ) -> None:
        bring_in(whole, into="Whole")
        expected = counts("stackexchange:whole")
        monkeypatch.setattr(stages, "ITEMS_AT_ONCE", 1)
        real, seen = stages.Run.advance, [0]

        def stopping(self: Any, *arguments: Any) -> Any:
            seen[0] += 1
            if seen[0] > batches:
                raise KeyboardInterrupt
            return real(self, *arguments)

        with monkeypatch.context() as patched:
            patched.setattr(stages.Run, "advance", stopping)
            assert bring_in(whole) == 130
        assert bring_in(whole) == 0
        assert counts(SOURCE) == expected
        first, second = (run.report for run in ImportRun.objects.order_by("pk"))
        # The first dump has made the competences.
        del first["came_in"]["competences, out of tags"]
        assert second["came_in"] == first["came_in"]
        assert second["left_out"] == first["left_out"]

    def test_a_second_process_is_told_to_wait(self, whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
        bring_in(whole)
        community = Community.objects.get()
        given = connection.settings_dict
        with psycopg.connect(dbname=given["NAME"], host=given["HOST"], user=given["USER"], password=given["PASSWORD"],
                             port=given["PORT"] or None) as other:  # fmt: skip
            other.execute("SELECT pg_advisory_lock(%s)", [command._LOCK + community.pk])
            assert bring_in(whole) == 1
        assert "Another import into Founders is running" in capsys.readouterr().err

    def test_a_second_process_on_the_same_run_stops(self, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = writing.answers

        def meanwhile(*arguments: Any) -> None:
            real(*arguments)
            ImportRun.objects.update(version=1_000)

        disturbed = [replace(each, write=meanwhile) if each.name == "answers" else each for each in stages.STAGES]
        monkeypatch.setattr(stages, "STAGES", disturbed)
        assert bring_in(whole) == 1
        assert not Post.objects.filter(kind=PostKind.ANSWER).exists()

    def test_the_dump_of_another_site_is_refused(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        bring_in(dumps.write(tmp_path / "one", Posts=[question(key) for key in range(1, 9)]))
        other = dumps.write(tmp_path / "two", Posts=[question(key, Title=f"Else {key}") for key in range(1, 9)])
        assert bring_in(other) == 1
        assert "another site" in capsys.readouterr().err


class TestWhatIsInTheWay:
    @pytest.mark.parametrize(
        ("files", "words"),
        [
            (None, "isn't there"),
            ({}, "no Posts.xml"),
            ({"dump.7z": b"7z"}, "Unpack dump.7z first"),
            ({"Posts.xml": b""}, "Posts.xml is empty"),
            ({"Posts.xml": b'<?xml version="1.0"?><posts></posts>'}, "holds no posts"),
            ({"Posts.xml": b"<posts/>"}, "holds no posts"),
            ({"Posts.xml": b"%PDF-1.4 something else"}, "isn't XML of that kind"),
            ({"Posts.xml": bytes(range(256)) * 50_000}, "isn't XML of that kind"),
            ({"Posts.xml": b'<?xml version="1.0" encoding="klingon"?><posts><row Id="1"/></posts>'}, "klingon"),
        ],
    )
    def test_is_said(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, bytes] | None, words: str
    ) -> None:
        folder = tmp_path / "dump"
        if files is not None:
            folder.mkdir()
            for name, content in files.items():
                (folder / name).write_bytes(content)
        assert bring_in(folder) == 1
        assert words in capsys.readouterr().err
        assert not Community.objects.exists()

    def test_an_encoding_that_is_none(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "Posts.xml").write_text('<?xml version="1.0" encoding="zip"?><posts><row Id="1"/></posts>')
        assert bring_in(tmp_path) == 1
        assert "'zip'" in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["", "…", "x" * 100])
    def test_a_name_that_can_be_no_address(self, whole: Path, name: str) -> None:
        assert bring_in(whole, into=name) == 1
        assert not Community.objects.exists()

    def test_a_language_that_is_not_searched(self, whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert bring_in(whole, language="fr") == 1
        assert "nl or en" in capsys.readouterr().err

    def test_an_archived_community(self, whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
        bring_in(whole)
        Community.objects.update(archived_at=datetime(2020, 1, 1, tzinfo=UTC))
        assert bring_in(whole) == 1
        assert "archived" in capsys.readouterr().err

    def test_a_name_that_several_have(self, whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
        bring_in(whole, into="One")
        bring_in(whole, into="Two")
        Community.objects.update(name="Same")
        assert bring_in(whole, into="Same") == 1
        assert "one, two" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("problem", "words"),
        [
            (OSError(28, "No space left on device"), "the disk is full"),
            (PermissionError(13, "Permission denied", "Posts.xml"), "Posts.xml: Permission denied"),
            (DatabaseError("server closed the connection"), "server closed the connection"),
        ],
    )
    def test_a_fault_below_is_told_and_loses_nothing(
        self,
        whole: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        problem: Exception,
        words: str,
    ) -> None:
        def failing(*arguments: object) -> None:
            raise problem

        with monkeypatch.context() as patched:
            patched.setattr(stages, "carry_out", failing)
            assert bring_in(whole) == 1
        told = capsys.readouterr().err
        assert words in told
        assert "the same command goes on" in told
        assert bring_in(whole) == 0

    def test_a_full_disk_of_the_database_is_told(
        self, whole: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def failing(*arguments: object) -> None:
            raise DatabaseError("could not extend file") from psycopg.errors.DiskFull("could not extend file")

        monkeypatch.setattr(stages, "carry_out", failing)
        assert bring_in(whole) == 1
        assert "its disk is full" in capsys.readouterr().err


def counts(source: str = SOURCE) -> dict[str, int]:
    """How many rows of each kind came from a source, and what their conversations say of them."""
    conversations = Conversation.objects.filter(source=source)
    told = conversations.values_list("replies", "accepted")
    return {
        "people": Account.objects.filter(source=source).count(),
        "conversations": conversations.count(),
        "posts": Post.objects.filter(source=source).count(),
        "accepted": Post.objects.filter(source=source).exclude(accepted_at=None).count(),
        "replies told": sum(replies for replies, _ in told),
        "accepted told": sum(accepted for _, accepted in told),
        "members": Membership.objects.filter(account__source=source).count(),
    }
