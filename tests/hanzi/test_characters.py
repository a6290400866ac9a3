from college.hanzi import characters, gb2312


def test_a_character_is_known_by_its_facts() -> None:
    known = characters.get("银")
    assert known
    assert known.readings == ("yín",)
    assert known.radical == "钅"
    assert known.strokes == 11
    assert known.level == 1
    assert known.words
    assert all("银" in word for word in known.words)


def test_every_character_of_the_standard_has_a_reading_a_radical_and_its_strokes() -> None:
    for char in gb2312.characters():
        known = characters.get(char)
        assert known, char
        assert known.char == char
        assert known.readings, char
        assert known.radical, char
        assert known.strokes > 0, char
        assert known.level == (1 if gb2312.is_common(char) else 2)


def test_of_several_readings_the_commonest_comes_first() -> None:
    for char, readings in {"行": ("xíng", "háng"), "长": ("cháng", "zhǎng"), "了": ("le", "liǎo")}.items():
        known = characters.get(char)
        assert known
        assert known.readings == readings


def test_nothing_is_known_of_what_is_no_character() -> None:
    for other in ("", "A", "。", "永远", "燈", "😀"):
        assert characters.get(other) is None
