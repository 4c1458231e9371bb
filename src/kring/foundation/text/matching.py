"""Names that are the same but for accents and case, as the database compares them: it has the collation C, in which
Café and cafe are two, and nothing but its core."""

import unicodedata
from typing import Any, Final

from django.db.models import CharField, Func

_ACCENTS: Final = range(0x300, 0x370)


class Plain(Func):
    """A text without accents and case, the same as `plain_as` says it: for comparisons, and for indexes under them."""

    template = (
        f"lower(regexp_replace(normalize(%(expressions)s, NFKD), '[{chr(_ACCENTS[0])}-{chr(_ACCENTS[-1])}]', '', 'g')"
        ' COLLATE "C")'
    )
    arity = 1

    def __init__(self, expression: Any) -> None:
        super().__init__(expression, output_field=CharField())


def plain_as(text: str) -> str:
    """What `Plain` makes of a text. Letters that Unicode doesn't take apart, such as ø, stay as they are.

    >>> plain_as("CAFÉ"), plain_as("geïnteresseerd")
    ('cafe', 'geinteresseerd')
    """
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter.lower() if letter.isascii() else letter for letter in apart if ord(letter) not in _ACCENTS)
