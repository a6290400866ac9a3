import re
from collections.abc import Iterable

# Between two lines; beside Chinese and its punctuation there is no space.
_EAST_ASIAN = "“”‘’…—\u2e80-\uffef\U00020000-\U000323af"
_NO_SPACE = re.compile(rf"(?<=[{_EAST_ASIAN}])\n|\n(?=[{_EAST_ASIAN}])")


def run_on(lines: Iterable[str]) -> str:
    """What is said in lines one after the other, as one text."""
    return _NO_SPACE.sub("", "\n".join(line.strip() for line in lines)).replace("\n", " ")
