"""Whether a part of a package is open, by its `adlcp:prerequisites` (a script of AICC/CMI 001; CAM 2.3.2.5.6).

a & b    a | b    ~a    a = "passed"    a <> "failed"    (…)    2*{a, b, c}
"""

import re
from collections.abc import Mapping

DONE = {"completed", "passed"}
SHORT = {"p": "passed", "f": "failed", "c": "completed", "i": "incomplete", "b": "browsed", "n": "not attempted"}
MARKS = {"<>", *"&|~=(){},*"}
TOKEN = re.compile(r"\s*(<>|[&|~=(){},*]|\"[^\"]*\"|[^\s&|~=<>(){},*\"]+)")


def is_open(script: str, statuses: Mapping[str, str]) -> bool:
    """`statuses` by identifier, of all there are. A script that cannot be read, or names what is not there, keeps
    nobody out."""
    tokens = TOKEN.findall(script)
    if not tokens or TOKEN.sub("", script).strip():
        return True
    try:
        reading = _Reading(tokens, statuses)
        is_met = reading.either()
    except (LookupError, ValueError, RecursionError):
        return True
    return is_met or reading.place != len(tokens)


class _Reading:
    def __init__(self, tokens: list[str], statuses: Mapping[str, str]) -> None:
        self.tokens, self.statuses, self.place = tokens, statuses, 0

    def either(self) -> bool:
        value = self.both()
        while self._takes("|"):
            value = self.both() or value
        return value

    def both(self) -> bool:
        value = self.one()
        while self._takes("&"):
            value = self.one() and value
        return value

    def one(self) -> bool:
        if self._takes("~"):
            return not self.one()
        if self._takes("("):
            value = self.either()
            self._must(")")
            return value
        word = self._next()
        if word.isdigit() and self._takes("*"):
            return self._at_least(int(word))
        status = self.statuses[word.strip('"')]
        if self._takes("="):
            return status == self._status()
        if self._takes("<>"):
            return status != self._status()
        return status in DONE

    def _at_least(self, wanted: int) -> bool:
        self._must("{")
        found = [self.either()]
        while self._takes(","):
            found.append(self.either())
        self._must("}")
        return sum(found) >= wanted

    def _status(self) -> str:
        word = self._next().strip('"').lower()
        return SHORT.get(word, word)

    def _next(self) -> str:
        word = self.tokens[self.place]
        if word in MARKS:
            raise ValueError(word)
        self.place += 1
        return word

    def _takes(self, token: str) -> bool:
        is_next = self.place < len(self.tokens) and self.tokens[self.place] == token
        self.place += is_next
        return is_next

    def _must(self, token: str) -> None:
        if not self._takes(token):
            raise ValueError(token)
