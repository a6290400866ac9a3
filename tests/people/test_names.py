import pytest

from college.people.names import masked


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王秀兰", "王*兰"),
        ("李明", "李*"),
        ("王", "*"),
        ("欧阳修", "欧阳*"),
        ("欧阳修文", "欧阳**"),
        ("欧阳", "欧*"),
        ("王李秀兰", "王**兰"),
        ("阿依古丽·买买提", "阿***·买**"),
        ("Ann Lee", "A** L**"),
        ("很长的名字" * 12, "很****"),
        ("", "*"),
    ],
)
def test_a_name_is_known_to_who_knows_it_and_hidden_from_others(name: str, shown: str) -> None:
    assert masked(name) == shown
