"""A mail server on this machine that takes what it is told to take, and can be told to refuse it or to break off."""

import email
import email.policy
import socket

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class MailServer:
    """Keeps the messages it took in `taken`. `rcpt` and `data` are what it answers; `drop` breaks off after the words."""

    def __init__(self):
        self.taken, self.rcpt, self.data, self.drop, self.seen = [], "250 OK", "250 OK", False, 0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *why):
        self.stop()

    def stop(self):
        """Stop, if it has not been stopped already."""
        if self.controller.loop.is_running():
            self.controller.stop()

    async def handle_RCPT(self, server: SMTP, session, envelope, address, options):  # noqa: N802
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session, envelope):  # noqa: N802
        self.seen += 1
        if self.data.startswith("250"):
            message = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.taken.append((envelope.rcpt_tos, message))
        if self.drop:
            server.transport.close()
        return self.data
