"""A small framework of the demo's insurer, in both languages, with a name that a colleague proposes."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Final

from kring.competences.frameworks.actions import bringing, proposing
from kring.competences.frameworks.models import Framework, Item, Sort
from kring.foundation.access.readers import reader_of
from kring.foundation.accounts.models import Account
from kring.people.models import Organisation

_INSURER, _HR, _EXPERT = "noorderlicht", "harm", "farida"
_ITEMS: Final = """id,kind,name nl,name en,other names nl,broader,essential,description nl
schade,group,Schade behandelen,Handling claims,,,,
beoordelen,competence,Een schade beoordelen,Assess a claim,schade-expertise,schade,polisvoorwaarden,Zien wat gedekt is.
gesprek,competence,Een lastig gesprek voeren,Hold a difficult conversation,slechtnieuwsgesprek,schade,,
polisvoorwaarden,knowledge,Polisvoorwaarden,Policy conditions,,,,
leiden,group,Leidinggeven,Leading,,,,
richting,competence,Richting geven,Set direction,,leiden,,Zeggen waar het heen gaat en waarom.
groei,competence,Mensen laten groeien,,,leiden,,
schadebehandelaar,occupation,Schadebehandelaar,Claims handler,,,beoordelen|gesprek|polisvoorwaarden,
"""


def bring_framework(accounts: Mapping[str, Account], *, now: datetime) -> None:
    """Where the insurer is in the demo that is loaded, and has none yet."""
    at = Organisation.objects.filter(slug=_INSURER).first()
    if at is None or _HR not in accounts or Framework.objects.filter(place=at.pk).exists():
        return
    actor = reader_of(accounts[_HR].pk)
    made = bringing.make_framework(
        actor=actor, place=at.pk, title="Noorderlicht: wat we kunnen", version="1", language="nl", source="", now=now
    )
    content = BytesIO(_ITEMS.encode())
    file = bringing.upload(
        actor=actor, framework=made.pk, sort=Sort.ITEMS, name="competenties.csv", content=content, now=now
    )
    bringing.confirm(actor=actor, brought=file.pk, now=now)
    if _EXPERT in accounts:
        item = Item.objects.get(framework=made, uri="groei")
        proposing.propose(
            actor=reader_of(accounts[_EXPERT].pk), item=item.pk, language="en", text="Help people grow", now=now
        )
