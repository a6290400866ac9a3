"""Whether who checks a certificate knows whose it is: they are asked for the surname, as one would say it."""

import unicodedata

from django.utils.crypto import constant_time_compare

from college.people.names import COMPOUND_SURNAMES, PARTS

# Surnames as they are written where the traditional characters are, and as a certificate of ours prints them.
TRADITIONAL = str.maketrans(
    "張劉陳楊黃趙吳孫馬羅鄭謝韓馮鄧許蕭葉閻餘蘇盧蔣賈鄒龔顧龍萬錢湯賴喬譚莊嚴華聞單駱藍齊歐陽諸鮮於長東門鍾鐘呂範倫麥閔關鄺費紀項畢藺婁應竇衛滿溫聶饒廣闞爾賀樂時嶽師強塗鳳憲義儲蘭連車慶質魯韋淩陸談貝蓋儀鄔傳",
    "张刘陈杨黄赵吴孙马罗郑谢韩冯邓许萧叶阎余苏卢蒋贾邹龚顾龙万钱汤赖乔谭庄严华闻单骆蓝齐欧阳诸鲜于长东门钟钟吕范伦麦闵关邝费纪项毕蔺娄应窦卫满温聂饶广阚尔贺乐时岳师强涂凤宪义储兰连车庆质鲁韦凌陆谈贝盖仪邬传",
)


def knows(answer: str, name: str) -> bool:
    """Whether `answer` is the surname in `name`, or the whole of it. Every form is compared, whichever is right."""
    given = _folded(answer)
    right = [constant_time_compare(given, form) for form in accepted(name)]
    return any(right)


def accepted(name: str) -> set[str]:
    """王秀兰: 王. 欧阳修文: 欧阳, or 欧. 阿依古丽·买买提 and Ann Lee: either part. Always the whole name."""
    parts = [_folded(part) for part in PARTS.split(unicodedata.normalize("NFKC", name))]
    whole = "".join(parts)
    forms = {whole, *parts} if len(parts) > 1 else {whole}
    if whole and _is_chinese(whole[0]):
        forms.add(whole[0])
    if whole[:2] in COMPOUND_SURNAMES:
        forms.add(whole[:2])
    return forms - {""}


def _folded(text: str) -> str:
    """Of one width, case and script; without spaces, dots and what cannot be seen."""
    seen = (mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) not in {"Cf", "Cc"})
    return "".join(PARTS.sub("", "".join(seen)).casefold().translate(TRADITIONAL).split())


def _is_chinese(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK ")
