"""A learning record store in small: the statements resource as xAPI 1.0.3 (part three, 2.1) describes it."""

import json
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement

USERNAME, PASSWORD = "mingliang", "a key of the store's"


def must_be_valid(statement: dict[str, Any]) -> None:
    """By the models of Ralph, a learning record store. Raises ValidationError."""
    BaseXapiStatement.model_validate(statement)


class RecordStore(ThreadingHTTPServer):
    """`kept` is what it has, by id; `asked` the size of each batch it was sent. It behaves as `mood` says."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Statements)
        self.kept: dict[str, dict[str, Any]] = {}
        self.asked: list[int] = []
        self.mood = "well"
        self.refuses: set[str] = set()
        self.let_go = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/xapi/"

    def close(self) -> None:
        self.let_go.set()
        self.shutdown()
        self.server_close()


class Statements(BaseHTTPRequestHandler):
    server: RecordStore

    def do_GET(self) -> None:
        self.answer(200, b"a redirect was followed, and the statements were lost")

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(len(sent))
        match self.server.mood:
            case "down":
                return self.answer(503, b"back soon", {"Retry-After": "7200"})
            case "silent":
                self.server.let_go.wait(20)
                return self.answer(500)
            case "elsewhere":
                return self.answer(302, headers={"Location": self.server.address})
            case "a web page":
                return self.answer(200, b"<html>Welcome!</html>")
        self.answer(*self.taken(sent))
        return None

    def taken(self, sent: list[dict[str, Any]]) -> tuple[int, bytes]:
        """All of them, or none."""
        key = b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode()
        if self.headers["Authorization"] != f"Basic {key}":
            return 401, b"who are you?"
        is_ours = self.headers["X-Experience-API-Version"] == "1.0.3" and self.path == "/xapi/statements"
        if not is_ours or not self.headers["Content-Type"].startswith("application/json"):
            return 400, b"version, path or type"
        try:
            for statement in sent:
                must_be_valid(statement)
        except ValidationError as error:
            return 400, str(error).encode()
        if any(statement["id"] in self.server.refuses for statement in sent):
            return 400, b"not this one"
        if any(self.server.kept.get(statement["id"], statement) != statement for statement in sent):
            return 409, b"another statement has this id"
        self.server.kept |= {statement["id"]: statement for statement in sent}
        return 200, json.dumps([statement["id"] for statement in sent]).encode()

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass
