"""Frameworks in the world that the table of access walks.

framework, skill       the small one of everyone, and a skill of it; olga keeps it
own_framework, …       that of noorderlicht, with a skill, and a file that waits; hanna keeps it and mees reads it
name, own_name         what mees proposes for a skill of each
"""

from io import BytesIO

from kring.competences.frameworks.actions import bringing, proposing
from kring.foundation import clock
from kring.people.models import Organisation
from tests.frameworks import added, framework, small
from tests.people import World


def frameworks(world: World) -> dict[str, object]:
    """Put them into the world, after its organisations."""
    at, now = Organisation.objects.get(slug="noorderlicht"), clock.now()
    everyone, own = small(), framework("own", place=at.pk, title="Heron framework")
    added(own, "secret", en="heron keeping")
    hanna, mees = world.reader("hanna"), world.reader("mees")
    content = BytesIO(b"id,name en\nhttp://example.org/own/secret,heron keeping\n")
    file = bringing.upload(
        actor=hanna, framework=own.framework.pk, sort="csv", name="herons.csv", content=content, now=now
    )
    name, own_name = (
        proposing.propose(actor=mees, item=item, language="nl", text="reigers houden", now=now).pk
        for item in (everyone.key("feedback"), own.key("secret"))
    )
    return {
        "framework": "small", "skill": everyone.key("feedback"), "own_framework": "own",
        "own_skill": own.key("secret"), "framework_file": file.pk, "name": name, "own_name": own_name,
    }  # fmt: skip
