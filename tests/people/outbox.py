"""An SMS sender whose messages a test can read."""

sent: list[tuple[str, str]] = []


class OutboxSender:
    def send_code(self, phone: str, code: str) -> None:
        sent.append((phone, code))
