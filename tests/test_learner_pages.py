"""What is measured in the browser is all there is."""

from tests.browser.learner_pages import NO_PAGES, PAGES, SERVED_BY_TYPE, addresses, page_types


def test_every_address_outside_the_desk_is_opened_in_the_browser_or_said_to_be_no_page() -> None:
    opened = {page.name for page in PAGES}
    excused = {name for names in NO_PAGES.values() for name in names}
    there_are = set(addresses()) - {SERVED_BY_TYPE}
    assert there_are - opened - excused == set(), "open it in PAGES, or say in NO_PAGES why it is no page"
    assert excused - there_are == set(), "there is no such address"
    assert opened & excused == set()


def test_every_type_of_page_is_opened_in_the_browser() -> None:
    assert page_types() - {page.name for page in PAGES} == set()
