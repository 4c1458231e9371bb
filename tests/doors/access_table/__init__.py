"""Who gets which answer to which address: every page as everyone, read and sent to.

A line is a method, an address and what each persona gets: a status, or `in` where she is asked to sign in first.
`{...}` are keys of the world of `tests/people.py` and of what `furniture.py` puts into it. A POST sends what `SENT`
says for its route, else an empty form: 422 then says that she might, had she filled it in.

A line stands in the file of the folder of `kring.web` whose `urls.py` has its route, and so does what its POST sends:
`polls.py` has what `kring/web/polls/urls.py` has. (`calendar.py` has the feed, which stands in `kring/config/urls.py`.)
A new folder gets a file of its own, with a `TABLE` and, where something is sent, a `SENT`; it is read because it is
there. A test says of a line that stands elsewhere where it belongs.

nobody   isn't signed in                       mees     is a member of `vakgroep`, `besloten`, `verborgen`, `voorbeeld`,
stan     is in no circle                                asked the questions and told the experience
noor     is in none, and asks into `besloten`  hanna    hosts every circle, and answered mees
olga     operates Kring and is in no circle: that gives no sight of any

hanna owns the organisation `noorderlicht` and mees manages a department of it; noor owns its competitor `zuiderkruis`.

What one can't see is 404, as if it weren't there; what one sees and may not do is 403. So `verborgen`, of which only
its members know, is 404 for stan, noor and olga wherever it stands. Strangers know of `voorbeeld` alone. 405 says that
a route is not for reading, or not for sending to: the same for everybody, whatever there is at the address.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

PERSONAS: Final = ("nobody", "stan", "noor", "mees", "hanna", "olga")
# Routes that have a table of their own: `tests/doors/api/access_table.py`.
ELSEWHERE: Final = ("api/",)

_rooms = {found.name: import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)}
# Room -> its lines.
TABLES: Final[Mapping[str, str]] = {name: room.TABLE for name, room in _rooms.items()}
# Route -> what a POST sends.
SENT: Final[Mapping[str, Mapping[str, str]]] = {
    route: sent for room in _rooms.values() for route, sent in getattr(room, "SENT", {}).items()
}
