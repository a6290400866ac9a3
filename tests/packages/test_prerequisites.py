"""When a part of a package opens, by the scripts that tools write."""

import pytest

from college.packages.prerequisites import is_open

STATUSES = {"A": "completed", "B": "passed", "C": "incomplete", "D": "failed"}


@pytest.mark.parametrize(
    ("script", "opens"),
    [
        ("", True),
        ("A", True),
        ("C", False),
        ("UNKNOWN", True),
        ("C&UNKNOWN", True),
        ("A&B", True),
        ("A & C", False),
        ("C|B", True),
        ("~C", True),
        ("A&(C|B)", True),
        ('D="failed"', True),
        ("D=F", True),
        ("B<>passed", False),
        ("2*{A,B,C}", True),
        ("3*{A,B,C}", False),
        ("A&(", True),
        ("&&&", True),
        ("(" * 5000, True),
    ],
)
def test_a_part_is_open(script: str, opens: bool) -> None:
    """What cannot be read keeps nobody out."""
    assert is_open(script, STATUSES) is opens
