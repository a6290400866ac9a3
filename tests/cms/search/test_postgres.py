from collections.abc import Callable


def test_people_find_the_same_on_postgresql(passes_on_postgres: Callable[..., None]) -> None:
    passes_on_postgres("tests/cms/search/test_site_search.py")
