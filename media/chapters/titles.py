"""A short title for a part of a video, from the first thing said in it that says something."""

import re
from collections.abc import Iterable, Iterator

from media.running_text import run_on
from media.speech.words import atoms, width

LONGEST = 14  # Chinese characters; a Latin letter is half of one
SHORTEST = 3

CLAUSE = re.compile(r"[，。；：！？,;:!?…\n]+|\.(?=\s|$)")
OPENING = re.compile(
    r"(好的?|嗯|那么?|所以|因此|然后|接着|接下来|下面|首先|其次|最后|另外|还有|还要|同时|总之|现在|而且|并且|总结一下)+(呢|吧|啊)?"
    r"|(这|今天|本)[^，]{0,5}?(我们|咱们)(一起|就|先|再|要)*来?(学习|学|讲一?讲?|说一?说?|看一?看?|谈一?谈?|介绍|了解)(一下)?"
    r"|(请)?(我们|咱们|大家|您|你们?)(一起|就|先|再|要)*来?(学习|讲一?讲|说一?说|看一?看|谈一?谈)?(一下)?"
    r"|请"
    r"|(so|now|ok|okay|well|then|and|next|first|second|third|finally|today|in this (video|lesson|part|section))\b[ ]*"
    r"|(you will|we will|you'll|we'll|we are going to|let's|let us|i'll)\b *"
    r"(talk about|look at|learn( about| to)?|see)? *",
    re.IGNORECASE,
)
EMPTY = re.compile(
    r".*(大家|同志们|同学们|朋友们|各位.*|您|你们?)好.*|各位.*|.*(欢迎|感谢|谢谢).*|(hello|hi|welcome|thank).*"
    r"|(这|今天|本).{0,9}(题目|内容|主题|课)(就?是)?|.*(记住|注意|看黑板|看这里|看屏幕|我们来学习)"
    r"|.*(的时候|以后|之后|之前|的话|[^小同及准]时)",
    re.IGNORECASE,
)
DANGLING = re.compile(r"(的|和|与|在|把|是|了|要|对|从|及|、| a| an| the| of| to| and| for| in| is)+$", re.IGNORECASE)
TELLING = re.compile(r".*?(的是|就是|叫做)(.{4,})")


def title_of(said: Iterable[str]) -> str:
    clauses = [clause for clause in CLAUSE.split(run_on(said)) if clause.strip()]
    telling = (clause for clause in map(bare, clauses) if width(clause) >= SHORTEST and not EMPTY.fullmatch(clause))
    return shortened(next(telling, None) or next(iter(clauses), "").strip())


def bare(clause: str) -> str:
    """Without what only leads up to it."""
    clause = clause.strip()
    while (match := OPENING.match(clause)) and match.end():
        clause = clause[match.end() :].strip()
    return clause


def shortened(clause: str) -> str:
    if width(clause) > LONGEST and (match := TELLING.fullmatch(clause)):
        clause = match[2]
    if width(clause) > LONGEST:
        clause = DANGLING.sub("", "".join(fitting(clause)).rstrip()) + "…"
    return clause[:1].upper() + clause[1:]


def fitting(clause: str) -> Iterator[str]:
    taken = 0.0
    for word in atoms(clause):
        taken += width(word)
        if taken > LONGEST - 1:
            return
        yield word
