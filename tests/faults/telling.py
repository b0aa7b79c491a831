"""A resident with an old phone and a bad line: tells the whole of a report by HTTP, and tries each step again."""

import http.client
import re
import time
import urllib.parse
from dataclasses import dataclass, field

CUT_OFF = (OSError, http.client.HTTPException)
REFERENCE = re.compile(rb"[0-9B-DF-HJ-KM-NP-TW-Z]{5}-[0-9B-DF-HJ-KM-NP-TW-Z]{5}")

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class GaveUp(AssertionError):
    """It was tried for so long that a person would have gone away."""


@dataclass
class Phone:
    """A browser without a screen: it keeps cookies, and sends a step again when the line is cut."""

    ports: tuple[int, ...]
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    cuts: int = 0
    patience: float = 60.0

    def ask(self, method, path, form=None):
        """Send it until it is answered: the status, the headers, the page."""
        until = time.monotonic() + self.patience
        while True:
            port = self.ports[self.cuts % len(self.ports)]
            try:
                status, headers, page = self._once(port, method, path, form)
                if status < 500:
                    return status, headers, page
            except CUT_OFF:
                pass
            self.cuts += 1
            if time.monotonic() > until:
                raise GaveUp(f"{method} {path} was not answered in {self.patience:.0f} s")
            time.sleep(0.05)

    def _once(self, port, method, path, form):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            headers = {"Host": "localhost", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            body = None
            if form is not None:
                body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": self.token}, doseq=True)
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.split(";")[0]
            if found := TOKEN.search(page):
                self.token = found[1].decode()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, page
        finally:
            connection.close()

    def post(self, path, **form):
        """Post a step, which must lead somewhere."""
        status, headers, page = self.ask("POST", path, form)
        assert status in (302, 303), (path, status, page[-2000:])
        return headers["location"]


def tell(phone, words):
    """Tell a whole report, as a person would. The reference that the last page shows: that is what we acknowledged."""
    _, _, page = phone.ask("GET", "/report")
    key = re.search(rb'name="key" value="([^"]+)"', page)[1].decode()
    phone.post("/report", key=key, danger="none")
    phone.post("/report/address", **{"address-lines": "Flat 9, 1 Invented Street", "address-postcode": ""})
    phone.post("/report/own_words", own_words=words)
    assert phone.post("/report/check").endswith("/report/sent")
    status, _, page = phone.ask("GET", "/report/sent")
    assert status == 200
    return key, REFERENCE.search(page)[0].decode().replace("-", "")
