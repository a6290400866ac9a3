"""What is held of a person: handed to them in one archive, and taken away when they ask for it.

Each room says what it holds, and what becomes of it, in its module `privacy` (imported when the site starts), by
Wagtail hooks: `person_data(person)` gives what goes into the archive (`holdings`), `person_data_left_out()` what does
not, and why; `person_names(person)` what the person is called in what was kept of earlier days;
`erase_person(person, pseudonym)` takes away what is the person's own and puts the pseudonym (`pseudonyms`) in place of
the name in what has to stay; what cannot be taken back, like a file, goes after commit. A test fails while a row that
points to a person is in neither of the first two.
"""
