"""Our script runs before a package's own for every learner, however its pages are written."""

import pytest

from college.packages.injecting import runtime, with_runtime


@pytest.mark.parametrize(
    "page",
    [
        b"<head <script>first()</script>",
        b"<head " * 20_000 + b"<script>first()</script><head>",
        b"<script>first()</script>" + b" " * 64 * 1024 + b"<head>",
    ],
)
def test_a_learner_whose_page_has_a_head_that_never_ends_or_comes_late_has_our_script_first(page: bytes) -> None:
    assert with_runtime(page) == (runtime() + page, "")
