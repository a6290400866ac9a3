"""The sixteen pictures of which a learner keeps four, in one order. They always lie in the same place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

MANY = 4


@dataclass(frozen=True)
class Picture:
    key: str
    label: "StrPromise"

    @property
    def file(self) -> str:
        return f"img/pictures/{self.key}.svg"


PICTURES = [
    Picture("fish", pgettext_lazy("picture", "鱼")),
    Picture("flower", pgettext_lazy("picture", "花")),
    Picture("cup", pgettext_lazy("picture", "茶杯")),
    Picture("bird", pgettext_lazy("picture", "小鸟")),
    Picture("house", pgettext_lazy("picture", "房子")),
    Picture("tree", pgettext_lazy("picture", "大树")),
    Picture("sun", pgettext_lazy("picture", "太阳")),
    Picture("moon", pgettext_lazy("picture", "月亮")),
    Picture("umbrella", pgettext_lazy("picture", "雨伞")),
    Picture("boat", pgettext_lazy("picture", "小船")),
    Picture("bell", pgettext_lazy("picture", "铃铛")),
    Picture("apple", pgettext_lazy("picture", "苹果")),
    Picture("hat", pgettext_lazy("picture", "草帽")),
    Picture("key", pgettext_lazy("picture", "钥匙")),
    Picture("chair", pgettext_lazy("picture", "椅子")),
    Picture("lantern", pgettext_lazy("picture", "灯笼")),
]
KEYS = frozenset(picture.key for picture in PICTURES)


def chosen(text: str, *, then: str = "") -> list[str]:
    """Those chosen so far, in order, each once: a second tap on the same picture changes nothing. At most four."""
    keys = dict.fromkeys(key for key in [*text.split(","), then] if key in KEYS)
    return list(keys)[:MANY]
