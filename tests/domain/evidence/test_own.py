"""What she says of herself, hides and corrects; what she sees of it all, and what others see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.communities import actions as communities
from kring.finding.evidence.actions.bringing import bring_posts
from kring.finding.evidence.actions.correcting import hide, put_back, strike
from kring.finding.evidence.actions.endorsing import decide, endorse
from kring.finding.evidence.actions.stating import hide_competence, state_level
from kring.finding.evidence.models import Evidence, Hidden, Statement
from kring.finding.evidence.queries import levels_of
from kring.finding.evidence.queries.own import Whole, own_competence, own_competences, own_line
from kring.finding.evidence.queries.showing import Shown, shown_by
from kring.finding.evidence.rules.mastery import Sureness
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.people.actions import choose_sight
from kring.people.queries import person
from kring.people.rules import Nearness, Part
from tests.domain.evidence.furniture import LATER, answered, competence, deliver, met, rows, told
from tests.organisations import appointed, employed, founded
from tests.people import START, World
from tests.together import together

ON = LATER.date()


def level(world: World, name: str, about: int) -> tuple[int, int] | None:
    found = levels_of([world.accounts[name].pk], [about], on=ON).get((world.accounts[name].pk, about))
    return (found.level, found.confidence) if found else None


def own(world: World, name: str, slug: str = "claims-handling") -> Whole:
    return own_competence(world.reader(name), slug, language="en", on=ON)


def shown(world: World, reader: str, name: str = "hanna") -> list[Shown]:
    who = world.reader(reader)
    return shown_by(who, person(who, name, language="en", today=ON), language="en", on=ON)


def shows(world: World, name: str, near: Nearness) -> None:
    choose_sight(actor=world.reader(name), sight={Part.COMPETENCES: near}, now=START)


def test_what_she_says_is_replaced_by_what_she_says_later_and_never_changed(world: World) -> None:
    about = competence()
    mees = world.reader("mees")
    for said in (2, 4):
        state_level(actor=mees, competence=about.pk, level=said, now=LATER)
    assert level(world, "mees", about.pk) == (4, 25)
    whole = own(world, "mees")
    assert [one.level for one in whole.said] == [4, 2]
    assert whole.mastery is not None
    assert whole.mastery.sureness is Sureness.LOW
    state_level(actor=mees, competence=about.pk, level=None, now=LATER)
    assert level(world, "mees", about.pk) is None
    assert list(Statement.objects.order_by("pk").values_list("level", flat=True)) == [2, 4, None]
    with pytest.raises(InvalidError):
        state_level(actor=mees, competence=about.pk, level=6, now=LATER)
    with pytest.raises(NotThereError):
        state_level(actor=mees, competence=0, level=2, now=LATER)


@pytest.mark.django_db(transaction=True)
def test_what_is_said_in_two_windows_is_said_one_after_the_other(world: World) -> None:
    about, mees = competence(), world.reader("mees")
    assert together(
        *(lambda to=to: state_level(actor=mees, competence=about.pk, level=to, now=LATER) for to in (2, 4))  # type: ignore[misc]
    ) == []  # fmt: skip
    last = Statement.objects.get(replaced_by=None)
    assert Statement.objects.count() == 2
    assert Evidence.objects.get(source="statement").level == last.level


def test_a_hidden_piece_counts_for_nothing_at_once(world: World) -> None:
    about = competence()
    answered(world, "hanna", about, accepted=True)
    row = Evidence.objects.get()
    hanna = world.reader("hanna")
    hide(actor=hanna, evidence=row.pk, hidden=True, now=LATER)
    assert level(world, "hanna", about.pk) is None
    assert [line.hidden for line in own(world, "hanna").lines] == [True]
    hide(actor=hanna, evidence=row.pk, hidden=False, now=LATER)
    assert level(world, "hanna", about.pk) == (3, 29)
    with pytest.raises(NotThereError):
        hide(actor=world.reader("mees"), evidence=row.pk, hidden=True, now=LATER)


def test_a_hidden_competence_counts_for_nothing_at_once(world: World) -> None:
    about = competence()
    answered(world, "hanna", about, accepted=True)
    shows(world, "hanna", Nearness.NETWORK)
    hanna = world.reader("hanna")
    for _twice in range(2):
        hide_competence(actor=hanna, competence=about.pk, hidden=True, now=LATER)
    assert (level(world, "hanna", about.pk), shown(world, "mees"), Hidden.objects.count()) == (None, [], 1)
    (known,) = own_competences(hanna, language="en", on=ON).rows
    assert (known.hidden, known.mastery, own(world, "hanna").hidden) == (True, None, True)
    hide_competence(actor=hanna, competence=about.pk, hidden=False, now=LATER)
    assert level(world, "hanna", about.pk) == (3, 29)
    with pytest.raises(NotThereError):
        hide_competence(actor=world.reader("mees"), competence=about.pk, hidden=True, now=LATER)


def test_what_is_about_something_else_is_her_own_word_there(world: World) -> None:
    about, other = competence(), competence("Mediation", "Bemiddeling")
    post = answered(world, "hanna", about, accepted=True)
    hanna, row = world.reader("hanna"), Evidence.objects.get()
    strike(actor=hanna, evidence=row.pk, because="It was about talking", competence=other.pk, now=LATER)
    assert (level(world, "hanna", about.pk), level(world, "hanna", other.pk)) == (None, (3, 29))
    moved = Evidence.objects.get(competence=other)
    assert (moved.voice, moved.moved_from) == ("", row)
    assert [line.struck_because for line in own(world, "hanna").lines] == ["It was about talking"]
    assert [line.moved for line in own(world, "hanna", "mediation").lines] == [True]
    bring_posts([post.pk])
    assert len(rows(world, "hanna")) == 2
    with pytest.raises(ConflictError):
        strike(actor=hanna, evidence=row.pk, because="", now=LATER)
    put_back(actor=hanna, evidence=row.pk)
    assert (level(world, "hanna", about.pk), level(world, "hanna", other.pk)) == ((3, 29), None)


def test_what_was_moved_goes_with_its_source(world: World) -> None:
    about, other = competence(), competence("Mediation", "Bemiddeling")
    post = answered(world, "hanna", about)
    strike(actor=world.reader("hanna"), evidence=Evidence.objects.get().pk, because="", competence=other.pk, now=LATER)
    post.withdrawn_at = LATER
    post.save()
    bring_posts([post.pk])
    assert rows(world, "hanna") == []


def test_what_cannot_be_moved(world: World) -> None:
    about, other = competence(), competence("Mediation", "Bemiddeling")
    answered(world, "hanna", about)
    hanna, row = world.reader("hanna"), Evidence.objects.get()
    state_level(actor=hanna, competence=about.pk, level=3, now=LATER)
    with pytest.raises(ConflictError) as told_:
        strike(actor=hanna, evidence=Evidence.objects.get(source="statement").pk, because="", now=LATER)
    assert told_.value.code == "says-what-about"
    for given, error in (({"because": "x" * 201}, InvalidError), ({"because": "", "competence": 0}, InvalidError),
                         ({"because": "", "competence": about.pk}, ConflictError)):  # fmt: skip
        with pytest.raises(error):
            strike(actor=hanna, evidence=row.pk, now=LATER, **given)  # type: ignore[arg-type]
    row.refresh_from_db()
    assert row.struck_at is None
    with pytest.raises(NotThereError):
        strike(actor=world.reader("mees"), evidence=row.pk, because="", competence=other.pk, now=LATER)
    with pytest.raises(NotThereError):
        own_line(world.reader("mees"), row.pk)
    assert own_line(hanna, row.pk) == row


def test_she_sees_all_of_it_in_order_a_page_at_a_time(world: World) -> None:
    hanna = world.reader("hanna")
    for name in ("Zorg", "arbeid", "Émile"):
        state_level(actor=hanna, competence=competence(name, name).pk, level=2, now=LATER)
    first = own_competences(hanna, language="nl", on=ON, size=2)
    rest = own_competences(hanna, language="nl", on=ON, size=2, after=first.older or "")
    assert [one.word.label for one in (*first.rows, *rest.rows)] == ["arbeid", "Émile", "Zorg"]
    assert rest.older is None
    assert own_competences(world.reader("stan"), language="en", on=ON).rows == []


def test_a_word_that_is_listed_for_nobody_is_not_there(world: World) -> None:
    about = competence()
    about.shared = False
    about.save()
    for slug in (about.slug, "nothing"):
        with pytest.raises(NotThereError):
            own(world, "mees", slug)
    state_level(actor=world.reader("mees"), competence=about.pk, level=2, now=LATER)
    assert own(world, "mees", about.slug).word.id == about.pk


def test_nobody_sees_anything_unless_she_shows_it(world: World) -> None:
    about = competence()
    answered(world, "hanna", about, accepted=True)
    for reader in ("mees", "stan", "olga"):
        assert shown(world, reader) == []
    shows(world, "hanna", Nearness.CIRCLES)
    assert [one.word.slug for one in shown(world, "mees")] == ["claims-handling"]
    assert shown(world, "stan") == []


def test_others_see_what_rests_on_what_they_may_see_and_levels_of_that_alone(world: World) -> None:
    about = competence()
    answered(world, "hanna", about, accepted=True)
    answered(world, "hanna", about, accepted=True, slug="verborgen")
    met(world, "mees", about=about, slug="besloten")
    shows(world, "hanna", Nearness.NETWORK)
    ((inside,), (outside,)) = shown(world, "mees"), shown(world, "stan")
    assert (len(inside.lines), len(outside.lines)) == (3, 1)
    assert [line.seen.title for line in outside.lines if line.seen] == ["What covers a storm?"]
    assert outside.mastery.confidence < inside.mastery.confidence
    assert [one.pieces for one in outside.mastery.because] == [1]


def test_what_she_hides_is_invisible_in_counts_and_levels_too(world: World) -> None:
    about = competence()
    for _twice in range(2):
        answered(world, "hanna", about, accepted=True)
    shows(world, "hanna", Nearness.NETWORK)
    (before,) = shown(world, "mees")
    hide(actor=world.reader("hanna"), evidence=before.lines[0].id, hidden=True, now=LATER)
    (after,) = shown(world, "mees")
    assert ([one.pieces for one in after.mastery.because], after.mastery.confidence) == ([1], 29)


def test_what_only_she_may_see_is_hers_alone(world: World) -> None:
    """Her ledger, and what rooms elsewhere brought of which nobody knows who may see it."""
    about = competence()
    hanna = world.accounts["hanna"]
    for source in ("entry:1", "badge:1"):
        Evidence.objects.create(account=hanna, competence=about, kind="training", day=ON, source=source)
    shows(world, "hanna", Nearness.PUBLIC)
    assert shown(world, "mees") == []
    assert len(own(world, "hanna").lines) == 2


def test_endorsements_are_shown_to_whoever_is_signed_in_and_to_no_one_else(world: World) -> None:
    about = competence()
    answered(world, "hanna", competence("Other"), accepted=True)
    state_level(actor=world.reader("hanna"), competence=about.pk, level=3, now=LATER)
    said = endorse(
        actor=world.reader("mees"), handle="hanna", competence=about.pk, level=4, sentence="I saw it.", now=LATER
    )
    shows(world, "hanna", Nearness.PUBLIC)
    assert [len(one.lines) for one in shown(world, "stan")] == [1]
    decide(actor=world.reader("hanna"), endorsement=said.pk, show=True, now=LATER)
    (seen,) = (one for one in shown(world, "stan") if one.word.id == about.pk)
    assert [(line.kind, line.seen.by) for line in seen.lines if line.seen] == [("endorsement", "Mees Member")]
    (public,) = (one for one in shown(world, "") if one.word.id == about.pk)
    assert [line.kind for line in public.lines] == ["statement"]


def test_who_left_a_circle_keeps_her_evidence_but_not_its_titles(world: World) -> None:
    about = competence()
    answered(world, "mees", about, asker="hanna", slug="verborgen")
    communities.leave(actor=world.reader("mees"), community=world.key("verborgen"), now=LATER)
    deliver()
    (line,) = own(world, "mees").lines
    assert line.seen is None


def test_an_employer_sees_nothing_of_it(world: World) -> None:
    about = competence()
    insurer = founded(world, "Insurer", by="olga")
    for name in ("hanna", "stan", "noor"):
        employed(world, name, insurer)
    appointed(world, "stan", insurer, Role.HR, by="olga")
    appointed(world, "noor", insurer, Role.MANAGER, by="olga")
    told(world, "hanna", about)
    shows(world, "hanna", Nearness.CIRCLES)
    for name in ("olga", "stan", "noor"):
        assert shown(world, name) == []


def test_it_takes_so_many_queries_however_much_there_is(world: World) -> None:
    about = competence()
    shows(world, "hanna", Nearness.NETWORK)
    counts = []
    for _more in range(2):
        answered(world, "hanna", about, accepted=True)
        met(world, "mees", about=about)
        answered(world, "hanna", competence(f"Other {_more}"), accepted=True)
        reader = world.reader("mees")
        seen = person(reader, "hanna", language="en", today=ON)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            shown_by(reader, seen, language="en", on=ON)
            own_competences(world.reader("hanna"), language="en", on=ON)
            levels_of([world.accounts[name].pk for name in ("hanna", "mees")], None, on=ON)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 9
    assert timedelta(0) < LATER - START
