# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""HTTP as a client of the service speaks it; every request has a connection of its own."""

import http.client
import json
import pathlib
import time
import urllib.parse
from collections.abc import Iterable, Iterator

from .findings import Finding, demand
from .orders import Order

# A service that says nothing for so long has a fault, even on a busy machine.
TIMEOUT = 30
PIECE = 64 << 10
BOUNDARY = "torture-boundary-torture"


class Lost(Exception):
    """There was no answer: what was asked for may have happened or not."""


class Answer:
    """A status, the fields and the whole body."""

    def __init__(self, status: int, fields: http.client.HTTPMessage, body: bytes):
        self.status = status
        self.fields = fields
        self.body = body

    @property
    def json(self) -> dict:
        """The body as a JSON object."""
        return json.loads(self.body)

    @property
    def problem(self) -> str | None:
        """The name of the problem; None where the answer is none."""
        if not self.fields.get("Content-Type", "").startswith("application/problem+json"):
            return None
        return name_of(self.json)

    def __str__(self) -> str:
        return f"{self.status} {self.body[:300].decode(errors='replace')}"


def name_of(problem: dict) -> str:
    """The name of a problem, the last part of its type."""
    return problem["type"].rsplit("/", 1)[-1]


class Client:
    """Asks one server; safe to be used by several threads."""

    def __init__(self, port: int):
        self.port = port

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] | None = None,
        fields: dict[str, str] | None = None,
    ) -> Answer:
        """The answer to a request; raises `Lost` where none comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            try:
                connection.request(method, path, body=body, headers=fields or {})
            except (BrokenPipeError, ConnectionResetError):
                # It was refused before its end; the refusal may be there to be read.
                pass
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        except TimeoutError as error:
            raise Finding(f"{method} {path}: no answer for {TIMEOUT} s") from error
        except (OSError, http.client.HTTPException) as error:
            raise Lost(str(error)) from error
        finally:
            connection.close()

    def get(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        """The answer to a GET."""
        return self.ask("GET", path, fields=fields)

    def delete(self, path: str) -> Answer:
        """The answer to a DELETE."""
        return self.ask("DELETE", path)

    def job(self, name: str) -> dict:
        """The document of a job that has to be there."""
        answer = self.get(f"/v1/jobs/{name}")
        demand(answer.status == 200, f"job {name}: {answer}")
        return answer.json

    def post(
        self,
        order: Order,
        key: str | None = None,
        as_form: bool = False,
        pace: float = 0,
    ) -> Answer:
        """Posts a dataset with its options; `pace` is the pause after each 64 KiB in seconds."""
        fields = {"Idempotency-Key": f'"{key}"'} if key else {}
        if as_form or order.labels is not None:
            body = form(order)
            fields["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        else:
            body = order.dataset.read_bytes()
            fields["Content-Type"] = "application/zip"
        fields["Content-Length"] = str(len(body))
        query = urllib.parse.urlencode(order.options)
        sent = pieces(body, pace) if pace else body
        return self.ask("POST", f"/v1/jobs?{query}", sent, fields)

    def post_dataset(self, path: pathlib.Path) -> Answer:
        """Posts a dataset by itself."""
        fields = {"Content-Type": "application/zip"}
        return self.ask("POST", "/v1/datasets", path.read_bytes(), fields)

    def post_job(self, order: Order, dataset: str, key: str | None = None) -> Answer:
        """Posts a job on a dataset that is there."""
        fields = {"Content-Type": "application/json"}
        if key:
            fields["Idempotency-Key"] = f'"{key}"'
        body = json.dumps({"dataset": dataset, **order.options}).encode()
        return self.ask("POST", "/v1/jobs", body, fields)

    def listing(self, what: str) -> list[dict]:
        """All of `jobs` or `datasets`, the newest first."""
        found: list[dict] = []
        page = ""
        while True:
            answer = self.get(f"/v1/{what}?limit=100{page}")
            demand(answer.status == 200, f"the listing of {what}: {answer}")
            found += answer.json[what]
            if not answer.json["next_page"]:
                return found
            page = "&page=" + urllib.parse.quote(answer.json["next_page"])

    def archive(self, name: str, cuts: Iterable[float] = ()) -> Answer:
        """An archive, in as many ranges as there are cuts (shares of its length) and one more."""
        path = f"/v1/jobs/{name}/archive"
        head = self.ask("HEAD", path)
        places = sorted(cuts)
        if head.status != 200 or not places:
            return self.get(path)
        length = int(head.fields["Content-Length"])
        bounds = [0, *(int(share * length) for share in places), length]
        body = b""
        for first, end in zip(bounds, bounds[1:], strict=False):
            if first == end:
                continue
            fields = {"Range": f"bytes={first}-{end - 1}", "If-Range": head.fields["ETag"]}
            part = self.get(path, fields)
            if part.status in (404, 409, 410):
                return part
            demand(part.status == 206, f"a range of the archive of job {name}: {part.status}")
            body += part.body
        return Answer(200, head.fields, body)


def pieces(body: bytes, pace: float) -> Iterator[bytes]:
    """The body in pieces, with a pause after each."""
    for start in range(0, len(body), PIECE):
        yield body[start : start + PIECE]
        time.sleep(pace)


def form(order: Order) -> bytes:
    """A form with the dataset, and with the labels if there are any."""
    parts = []
    for name, path in (("dataset", order.dataset), ("labels", order.labels)):
        if path is None:
            continue
        head = f'Content-Disposition: form-data; name="{name}"; filename="{name}"'
        parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + path.read_bytes() + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
