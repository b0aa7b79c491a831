"""As much of GOV.UK Notify's API as we use, on this machine: it checks the key, and keeps what it was sent.

Its addresses, fields, answers and errors are as in Notify's own documentation of its REST API. `answers` are statuses
to give instead, one for each call; `delay` is how long it waits before it answers; `drop` takes a message and then
breaks off without an answer.
"""

import json
import re
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"larkfield-{SERVICE}-{SECRET}"
TEMPLATES = {
    "text": "0f0a7a4e-0000-4000-8000-000000000001",
    "email": "0f0a7a4e-0000-4000-8000-000000000002",
    "letter": "0f0a7a4e-0000-4000-8000-000000000003",
}
NEEDS = {
    "sms": ("text", "phone_number", ("body",)),
    "email": ("email", "email_address", ("subject", "body")),
    "letter": ("letter", None, ("subject", "body", "address_line_1", "address_line_2", "address_line_3")),
}
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")
ERRORS = {
    403: ("AuthError", "Invalid token: service not found"),
    429: ("RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
    500: ("Exception", "Internal server error"),
}


class NotifyServer:
    """Keeps the notifications it took, by their id, in `taken`; each begins as `created`."""

    def __init__(self):
        self.taken, self.answers, self.delay, self.drop, self.calls = {}, [], 0.0, False, []
        self.lock = threading.Lock()
        ours = self

        class Handler(_Handler):
            notify = ours

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *why):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def become(self, status):
        """Everything it took has this status from now on."""
        for one in self.taken.values():
            one["status"] = status


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Whoever asked did not wait for the answer, which is what some of the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    notify: NotifyServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *said):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._is_stopped():
            return
        kind = self.path.removeprefix("/v2/notifications/")
        if kind not in NEEDS:
            self._refuse(404, "NotFound", "Not found")
        elif wrong := _wrong(kind, body):
            self._refuse(400, *wrong)
        else:
            made = {"id": str(uuid.uuid4()), "reference": body.get("reference"), "type": kind, "status": "created"}
            with self.notify.lock:
                self.notify.taken[made["id"]] = {**made, "sent": body}
            if self.notify.drop:
                self.close_connection = True
                self.connection.close()
            else:
                self._answer(
                    201, {"id": made["id"], "reference": made["reference"], "content": body["personalisation"]}
                )

    def do_GET(self):
        if self._is_stopped():
            return
        where = urlsplit(self.path)
        with self.notify.lock:
            taken = list(self.notify.taken.values())
        if where.path == "/v2/notifications":
            wanted = parse_qs(where.query).get("reference", [None])[0]
            found = [one for one in reversed(taken) if wanted in (None, one["reference"])]
            self._answer(200, {"notifications": found, "links": {"current": self.path}})
        elif one := self.notify.taken.get(where.path.removeprefix("/v2/notifications/")):
            self._answer(200, one)
        else:
            self._refuse(404, "NoResultFound", "No result found")

    def _is_stopped(self):
        """Whether it answers with an error: a wrong key, or what the test told it to."""
        self.notify.calls.append((self.command, self.path))
        time.sleep(self.notify.delay)
        try:
            token = self.headers["Authorization"].removeprefix("Bearer ")
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["iss", "iat"]})
            good = claims["iss"] == SERVICE and abs(time.time() - claims["iat"]) <= 30
        except (AttributeError, jwt.InvalidTokenError):
            good = False
        code = (self.notify.answers.pop(0) if self.notify.answers else 200) if good else 403
        if code != 200:
            self._refuse(code, *ERRORS.get(code, ("ValidationError", "phone_number Not a valid phone number")))
        return code != 200

    def _refuse(self, code, error, message):
        self._answer(code, {"status_code": code, "errors": [{"error": error, "message": message}]})

    def _answer(self, code, said):
        data = json.dumps(said).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _wrong(kind, body):
    """What Notify would say is wrong with a request, if anything."""
    channel, to, fields = NEEDS[kind]
    if body.get("template_id") != TEMPLATES[channel]:
        return "BadRequestError", "Template not found"
    personalisation = body.get("personalisation", {})
    if missing := [field for field in fields if not personalisation.get(field)]:
        return "BadRequestError", f"Missing personalisation: {', '.join(missing)}"
    if kind == "sms" and not re.fullmatch(r"\+?[0-9 ()-]{10,16}", body.get(to, "")):
        return "ValidationError", "phone_number Not a valid phone number"
    if kind == "email" and not re.fullmatch(r"[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]+", body.get(to, "")):
        return "ValidationError", "email_address Not a valid email address"
    lines = [personalisation[f"address_line_{n}"] for n in range(1, 8) if f"address_line_{n}" in personalisation]
    if kind == "letter" and not POSTCODE.fullmatch(lines[-1]):
        return "ValidationError", "Last line of address must be a real UK postcode or another country"
    return None
