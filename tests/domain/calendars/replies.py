"""Answers in the form in which programs send them."""

from datetime import UTC, datetime
from email.message import EmailMessage

from tests.people import START


def stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def outlook(uid: str, to: str, answer: str, *, sequence: int = 0, at: datetime = START) -> bytes:
    """Outlook by Exchange: one part beside the text, in base64, with parameters in an order of its own."""
    calendar = (
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\n"
        "TZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\n"
        "TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        f'BEGIN:VEVENT\r\nATTENDEE;PARTSTAT={answer};CN="Member, Mees":mailto:mees@exampl\r\n e.org\r\n'
        "COMMENT;LANGUAGE=nl-NL:Ik ben er niet\\, sorry\\n\r\n"
        f"UID:{uid}\r\nSUMMARY;LANGUAGE=nl-NL:Geaccepteerd: Absence\r\n"
        "DTSTART;TZID=W. Europe Standard Time:20260316T150000\r\nDTEND;TZID=W. Europe Standard Time:20260316T170000\r\n"
        f"CLASS:PUBLIC\r\nPRIORITY:5\r\nDTSTAMP:{stamp(at)}\r\nTRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\n"
        f"SEQUENCE:{sequence}\r\nLOCATION;LANGUAGE=nl-NL:Utrecht\r\nX-MICROSOFT-CDO-APPT-SEQUENCE:{sequence}\r\n"
        "BEGIN:VALARM\r\nDESCRIPTION:REMINDER\r\nTRIGGER;RELATED=START:-PT15M\r\nACTION:DISPLAY\r\nEND:VALARM\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return mail(calendar, to, subject="Geaccepteerd: Absence", encoding="base64")


def gmail(uid: str, to: str, answer: str, *, sequence: int = 0, at: datetime = START) -> bytes:
    """Gmail: beside text and HTML, and once more as a file."""
    calendar = (
        "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\n"
        "METHOD:REPLY\r\nBEGIN:VEVENT\r\nDTSTART:20260316T140000Z\r\nDTEND:20260316T160000Z\r\n"
        f"DTSTAMP:{stamp(at)}\r\nORGANIZER;CN=Hanna Host:mailto:{to}\r\nUID:{uid}\r\n"
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN=Mees\r\n"
        "  Member;X-NUM-GUESTS=0:mailto:mees@example.org\r\nCREATED:20260302T090000Z\r\nDESCRIPTION:\r\n"
        f"LAST-MODIFIED:{stamp(at)}\r\nLOCATION:Utrecht\r\nSEQUENCE:{sequence}\r\nSTATUS:CONFIRMED\r\n"
        "SUMMARY:Absence\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return mail(calendar, to, subject="Accepted: Absence", html="<p>Mees accepted.</p>", file=True)


def apple(uid: str, to: str, answer: str, *, sequence: int = 0, at: datetime = START) -> bytes:
    """Apple's Calendar: the calendar alone beside a text, quoted-printable, without a name."""
    calendar = (
        "BEGIN:VCALENDAR\r\nCALSCALE:GREGORIAN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nPRODID:-//Apple Inc.//macOS 15.1//EN"
        f"\r\nBEGIN:VEVENT\r\nCREATED:20260302T090000Z\r\nUID:{uid}\r\nDTEND;TZID=Europe/Amsterdam:20260316T170000\r\n"
        f'ATTENDEE;CN="Mees Member";CUTYPE=INDIVIDUAL;EMAIL="mees@example.org";PARTSTAT={answer}:mailto:mees'
        "@example.org\r\nTRANSP:OPAQUE\r\nX-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC\r\nSUMMARY:Absence\r\n"
        "DTSTART;TZID=Europe/Amsterdam:20260316T150000\r\n"
        f'DTSTAMP:{stamp(at)}\r\nORGANIZER;CN="Hanna Host":mailto:{to}\r\nSEQUENCE:{sequence}\r\nEND:VEVENT\r\n'
        "END:VCALENDAR\r\n"
    )
    return mail(calendar, to, subject="Mees Member accepts", encoding="quoted-printable")


def thunderbird(uid: str, to: str, answer: str, *, sequence: int = 0, at: datetime = START) -> bytes:
    """Thunderbird: lines that end in one sign, and no number while that is none."""
    number = f"SEQUENCE:{sequence}\n" if sequence else ""
    calendar = (
        "BEGIN:VCALENDAR\nPRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\nVERSION:2.0\nMETHOD:REPLY\n"
        f"BEGIN:VEVENT\nCREATED:20260302T090000Z\nLAST-MODIFIED:{stamp(at)}\nDTSTAMP:{stamp(at)}\nUID:{uid}\n"
        f"SUMMARY:Absence\nORGANIZER;RSVP=TRUE;CN=Hanna Host:mailto:{to}\nATTENDEE;CN=Mees Member;PARTSTAT={answer};\n"
        f" ROLE=REQ-PARTICIPANT:MAILTO:Mees@Example.org\nDTSTART:20260316T140000Z\nDTEND:20260316T160000Z\n{number}"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    return mail(calendar, to, subject="Event Invitation Reply (Accepted): Absence")


PROGRAMS = (outlook, gmail, apple, thunderbird)


def mail(
    calendar: str, to: str, *, subject: str = "Re", html: str = "", encoding: str = "8bit", file: bool = False
) -> bytes:
    """A message with a calendar beside its text."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Mees <mees@example.org>", f"Hanna Host <{to}>", subject
    made.set_content("Mees Member answers.")
    if html:
        made.add_alternative(html, subtype="html")
    made.add_alternative(calendar, subtype="calendar", cte=encoding, params={"method": "REPLY"})
    if file:
        made.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return made.as_bytes()
