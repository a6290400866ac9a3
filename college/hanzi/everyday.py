"""The characters a reader may be expected to know, by the goals of literacy: 1,500 in the country, 2,000 in towns.

《扫除文盲工作条例》 (art. 7) names numbers, no characters. The grades of HSK 3.0 are ordered by use, and come near: of
GB 2312, grades 1 to 5 ask for 1,527 and grades 1 to 6 for 1,940.
"""

from college.hanzi import characters

GRADES = {1500: 5, 2000: 6}
"""By goal, the last grade whose characters are everyday ones."""


def is_everyday(char: str, goal: int) -> bool:
    """`goal`: 1500 or 2000. False for what is no character of GB 2312."""
    known = characters.get(char)
    return known is not None and known.grade is not None and known.grade <= GRADES[goal]
