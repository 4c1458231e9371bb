"""Every operation as everyone, against one table; and every answer against the document."""

from typing import Any

import pytest
from django.db import transaction

from kring.api.service import document
from kring.conversations import actions as conversations
from tests.doors.agreements import agreements
from tests.doors.api.access_table import TABLE, Row
from tests.doors.api.calling import Answer, call, misfits, token
from tests.doors.meetings import meetings
from tests.doors.organisations import organisations
from tests.people import START, World

METHODS = ("get", "post", "put", "patch", "delete")


def operations() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Operation -> (method, path, what the document says of it)."""
    return {
        said["operationId"]: (method.upper(), path, said)
        for path, methods in document()["paths"].items()
        for method, said in methods.items()
        if method in METHODS
    }


@pytest.fixture
def places(world: World) -> dict[str, object]:
    """The keys that the table's paths speak of."""
    assert world.question is not None
    assert world.answer is not None
    assert world.secret is not None
    public = world.ask("mees", "voorbeeld", "What is this for?", "Just to see.")
    remark = conversations.comment(actor=world.reader("mees"), post=world.answer.pk, body="Why the jury?", now=START)
    meetings(world)
    return (
        world.extra
        | organisations(world)
        | agreements(world)
        | {
            "public": public.pk,
            "question": world.question.pk,
            "secret": world.secret.pk,
            "answer": world.answer.pk,
            "comment": remark.pk,
            "asking": world.question.posts.get(kind=1).pk,
        }
    )


def test_every_operation_is_in_the_table() -> None:
    assert {row.operation for row in TABLE} == set(operations())


def test_everyone_gets_the_answer_of_the_table(world: World, places: dict[str, object]) -> None:
    known = operations()
    secrets = {"anyone": "", **{name: token(world, name) for name in ("stan", "mees", "hanna")}}
    wrong = []
    for row in TABLE:
        for name, secret in secrets.items():
            answer = as_if(secret, row, places)
            who = f"{row.operation} {row.method} {row.path} as {name}"
            if answer.status != getattr(row, name):
                wrong.append(f"{who}: {answer.status}, not {getattr(row, name)} {answer.body}")
            wrong += [f"{who}: {misfit}" for misfit in outside_the_document(known[row.operation][2], answer)]
    assert not wrong, "\n".join(wrong)


def as_if(secret: str, row: Row, places: dict[str, object]) -> Answer:
    """The answer to a call of which nothing stays."""
    with transaction.atomic():
        answer = call(secret, row.method, row.path.format(**places), row.body)
        transaction.set_rollback(True)
    return answer


def outside_the_document(said: dict[str, Any], answer: Answer) -> list[str]:
    """What the document doesn't say of this answer."""
    if str(answer.status) not in said["responses"]:
        return [f"{answer.status} isn't in the document"]
    if answer.status >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        return misfits(document(), {"$ref": "#/components/schemas/Problem"}, answer.body)
    if "content" not in said["responses"][str(answer.status)]:
        return [] if not answer.raw else ["there is a body"]
    schema = said["responses"][str(answer.status)]["content"]["application/json"]["schema"]
    return misfits(document(), schema, answer.body)
