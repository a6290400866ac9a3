from college.hanzi import gb2312


def test_the_standard_has_6763_characters_of_which_3755_are_common() -> None:
    characters = gb2312.characters()
    assert len(characters) == len(set(characters)) == 6763
    assert characters[0] == "啊"
    assert characters[gb2312.COMMON - 1] == "座"
    assert characters[gb2312.COMMON] == "亍"
    assert characters[-1] == "齄"


def test_every_character_knows_its_place() -> None:
    assert [gb2312.number(char) for char in gb2312.characters()] == list(range(6763))


def test_common_characters_are_told_from_others() -> None:
    assert gb2312.is_common("永")
    assert not gb2312.is_common("齄")


def test_what_is_no_character_of_the_standard_has_no_place() -> None:
    for other in ("", "A", "。", "永远", "燈", "😀", "\udcff", "１", "\ue000"):
        assert gb2312.number(other) is None, other
        assert not gb2312.is_common(other)
