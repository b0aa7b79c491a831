"""Email through a mail server, with TLS unless the settings say that there is none. It carries nothing else."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from putright.messages.carriers import CARRIED, Answer, CannotArrive, Outgoing, TryLater, Whereabouts

SECONDS_TO_WAIT = 20
# From here on a mail server means never; below it, not now.
NEVER = 500


class Smtp:
    """A mail server. It cannot be asked whether it has a message, so one that we were cut off in may go twice.

    Both then carry the same Message-ID, by which many mail servers and readers keep only one.
    """

    name = "smtp"
    carries = CARRIED["smtp"]
    hears_more = False

    def __init__(self, *, host: str, port: int, user: str, password: str, tls: str, sender: str) -> None:
        self.sender = sender
        self.server: dict[str, Any] = {
            "backend": "django.core.mail.backends.smtp.EmailBackend",
            "host": host,
            "port": port,
            "username": user,
            "password": password,
            "use_tls": tls == "starttls",
            "use_ssl": tls == "tls",
            "timeout": SECONDS_TO_WAIT,
        }

    def send(self, outgoing: Outgoing) -> None:
        """Hand it to the mail server."""
        email = EmailMessage(
            outgoing.subject,
            outgoing.body,
            self.sender,
            [outgoing.to],
            headers={"Message-ID": self._message_id(outgoing.reference), "Auto-Submitted": "auto-generated"},
        )
        try:
            validate_email(outgoing.to)
            email.message()
        except (ValidationError, ValueError):
            # Django refuses a header with a line end in it as well, and half a letter.
            raise CannotArrive("Its address, or a letter in it, is not one that a mail server can use.") from None
        connection, is_in = get_connection(**self.server), False
        try:
            connection.open()
            is_in = True
            connection.send_messages([email])
        except (smtplib.SMTPException, OSError) as why:
            if not is_in:
                raise TryLater(f"The mail server does not let us in ({_kind(why)}).", everyone=True) from None
            raise _refusal(why) from None
        finally:
            # What it took, it took; how we part changes nothing.
            with suppress(smtplib.SMTPException, OSError):
                connection.close()

    def ask(self, reference: str) -> Answer:
        """A mail server does not say."""
        return Answer(Whereabouts.CANNOT_SAY)

    def close(self) -> None:
        """Nothing is held open: each message has its own connection."""

    def _message_id(self, reference: str) -> str:
        return f"<{reference}@{self.sender.rpartition('@')[2].rstrip('>')}>"


def _refusal(why: Exception) -> TryLater | CannotArrive:
    """What a mail server's refusal means for us. Its own words may hold the address, and are left out."""
    if isinstance(why, smtplib.SMTPSenderRefused):
        return TryLater(f"The mail server will not send for us ({why.smtp_code}).", everyone=True)
    if isinstance(why, smtplib.SMTPRecipientsRefused):
        code = max((code for code, _ in why.recipients.values()), default=NEVER)
    elif isinstance(why, smtplib.SMTPResponseException):
        code = why.smtp_code
    elif isinstance(why, smtplib.SMTPNotSupportedError):
        code = NEVER
    else:
        # Cut off in the middle of it: whether it was taken, nobody knows.
        return TryLater(f"The mail server broke off ({_kind(why)}).", may_have_gone=True)
    if code >= NEVER:
        return CannotArrive(f"The mail server will not take it ({code}).")
    return TryLater(f"The mail server cannot take it now ({code}).")


def _kind(why: Exception) -> str:
    return type(why).__name__
