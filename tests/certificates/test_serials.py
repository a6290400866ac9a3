import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from college.certificates.serials import MistypedSerial, _remainder, compose, parse

SERIAL = compose("HFML", 2026, 42)
codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=6)
serials = st.builds(compose, codes, st.integers(2000, 2999), st.integers(1, 99_999_999))


def test_a_serial_says_issuer_year_and_running_number() -> None:
    assert SERIAL.startswith("HFML-2026-000042-")


def test_the_scheme_is_the_one_of_iban() -> None:
    # The example of ISO 13616: GB82 WEST 1234 5698 7654 32, checked as WEST12345698765432GB82.
    assert _remainder("WEST12345698765432GB82") == 1


@given(serials)
def test_with_its_check_digits_every_serial_leaves_one_when_divided_by_97(serial: str) -> None:
    assert _remainder(serial.replace("-", "")) == 1


@pytest.mark.parametrize(
    "typed",
    [
        SERIAL.lower(),
        SERIAL.replace("-", ""),
        SERIAL.replace("-", " "),
        f"  {SERIAL}\n",
        SERIAL.replace("-", "－"),
        SERIAL.replace("-", "—"),
        SERIAL.replace("0", "O"),
        SERIAL.replace("0", "o"),
        "编号：" + SERIAL,
        "".join(chr(ord(character) + 0xFEE0) for character in SERIAL),
    ],
)
def test_a_serial_is_understood_however_it_is_typed(typed: str) -> None:
    assert parse(typed) == SERIAL


@pytest.mark.parametrize(
    "typed", ["", "HFML", "2026", SERIAL[:-1], SERIAL + "1", "9" * 4000, "证书", "HFML-2026-٤٢-00"]
)
def test_what_is_no_serial_is_refused(typed: str) -> None:
    with pytest.raises(MistypedSerial):
        parse(typed)


@given(serials)
def test_every_serial_reads_back(serial: str) -> None:
    assert parse(serial) == serial


@given(serials, st.data())
def test_one_wrong_character_is_noticed(serial: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(serial) - 1))
    assume(serial[place] != "-")
    alphabet = "0123456789" if serial[place].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    wrong = data.draw(st.sampled_from(alphabet.replace(serial[place], "")))
    with pytest.raises(MistypedSerial):
        parse(serial[:place] + wrong + serial[place + 1 :])


@given(serials, st.data())
def test_two_neighbours_swapped_are_noticed(serial: str, data: st.DataObject) -> None:
    bare = serial.replace("-", "")
    place = data.draw(st.integers(0, len(bare) - 2))
    assume(bare[place] != bare[place + 1] and bare[place].isdigit() == bare[place + 1].isdigit())
    with pytest.raises(MistypedSerial):
        parse(bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :])
