from django.utils.translation import gettext as _

STATUS = {
    "bad-request": 400,
    "offset": 409,
    "expired": 410,
    "too-big": 413,
    "wrong-type": 415,
    "too-many": 422,
    "busy": 423,
    "checksum": 460,
    "full": 507,
}


class UploadRefused(Exception):
    """`code`: one of STATUS; `message`: for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message

    @property
    def status(self) -> int:
        return STATUS[self.code]


class Expired(UploadRefused):
    """Too old, given up, or made into a video already."""

    def __init__(self) -> None:
        super().__init__("expired", _("这个文件太久没有传完，已经清除，请重新上传。"))
