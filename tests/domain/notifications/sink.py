"""A mail server that keeps what it receives, and says no where a test wants that."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from django.test import override_settings

from kring.foundation import clock
from kring.foundation.installation import Installation
from kring.notifications.mail import send
from kring.notifications.models import Mail, MailState


@dataclass
class Sink:
    """What was received: the address each letter returns to, and the letter. `refused` maps an address to the words
    with which it is refused."""

    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Whether a receiver is taken."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a letter."""
        letter = cast("EmailMessage", email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.letters.append((envelope.mail_from, letter))
        return "250 OK"

    def last(self) -> EmailMessage:
        """The letter that came last."""
        return self.letters[-1][1]


class _Server(Controller):
    """On a port of the machine's choice."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def sink(data: Path, *, return_path: str = "") -> Iterator[Sink]:
    """A mail server of this installation, with `data` as its folder."""
    kept = Sink()
    server = _Server(kept, hostname="127.0.0.1", port=0)
    server.start()
    try:
        Installation(mail_from="Kring <kring@example.org>", smtp_host="127.0.0.1", smtp_port=server.port,
                     smtp_security="").write(data)  # fmt: skip
        with override_settings(DATA=data, RETURN_PATH=return_path):
            yield kept
    finally:
        server.stop()


def send_all() -> None:
    """Send what waits in the queue, as the worker does."""
    for key in Mail.objects.filter(state=MailState.WAITING).values_list("pk", flat=True):
        send(mail=key, now=clock.now())
