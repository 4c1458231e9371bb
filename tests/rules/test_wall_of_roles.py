"""The wall: what someone does for an organisation opens nothing that people say."""

from hypothesis import given
from hypothesis import strategies as some

from kring.foundation.access.models import OFFICES, SIGHTED, Role
from kring.foundation.access.readers import Reader

STANDINGS = some.dictionaries(some.integers(1, 9), some.frozensets(some.sampled_from(Role), min_size=1))
GIVEN = some.lists(some.tuples(some.integers(1, 12), some.sampled_from(sorted(OFFICES))))


@given(STANDINGS, GIVEN)
def test_no_role_in_an_organisation_widens_what_its_holder_sees(
    held: dict[int, frozenset[Role]], given_roles: list[tuple[int, Role]]
) -> None:
    before = Reader(7, held)
    more = dict(held)
    for place, role in given_roles:
        more[place] = more.get(place, frozenset()) | {role}
    after = Reader(7, more)
    assert set(after.scopes) == set(before.scopes)
    assert all(after.may_look(scope) == before.may_look(scope) for scope in range(-1, 13))


def test_every_role_is_of_one_sort() -> None:
    assert frozenset(Role) == SIGHTED | OFFICES
    assert not SIGHTED & OFFICES
