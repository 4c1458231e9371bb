"""What a person was told, how she wants her letters, and how the mail is doing."""

from kring.notifications.queries.inbox import Told, texts_of, told, told_of, unread, waiting_count
from kring.notifications.queries.mail import MailCondition, mail_condition, mails

__all__ = ["MailCondition", "Told", "mail_condition", "mails", "texts_of", "told", "told_of", "unread", "waiting_count"]
