from bench.table import Target, columns, markdown


def test_a_reader_of_the_table_sees_columns_stand_under_each_other_whatever_the_script() -> None:
    table = markdown(("", "wall s"), [["明亮", "1.0"], ["whisper", "12.5"]])
    assert table.splitlines() == [
        "|         | wall s |",
        "| ------- | -----: |",
        "| 明亮    |    1.0 |",
        "| whisper |   12.5 |",
    ]
    assert len({columns(line) for line in table.splitlines()}) == 1


def test_a_promise_is_kept_up_to_its_limit_and_broken_beyond() -> None:
    assert Target("ours ÷ theirs", 1.10, most=1.10).row() == ["ours ÷ theirs", "1.10", "≤ 1.10", "met"]
    assert Target("memory", 1300, most=1200, unit="MB").row() == ["memory", "1300 MB", "≤ 1200 MB", "NOT MET"]
