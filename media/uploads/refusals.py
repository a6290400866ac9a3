class UploadRefused(Exception):
    """`code`: bad-request, wrong-type, too-big, offset, checksum, expired, full, busy; `message`: for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message
