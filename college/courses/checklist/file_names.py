"""What phones, cameras and WeChat call a picture: no description of what it shows."""

import re

ENDING = r"\.(jpe?g|png|gif|webp|bmp|heic)$"
BEGINNING = r"^(img|dsc|image|screenshot|mmexport|picture|微信图片|截图|截屏|图片)[\W_\d]*$"
FILE_NAME = re.compile(f"{ENDING}|{BEGINNING}", re.IGNORECASE)


def looks_like_one(words: str) -> bool:
    return bool(FILE_NAME.search(words))
