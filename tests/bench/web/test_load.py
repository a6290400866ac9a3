from bench.web.load import Asked


def test_a_reader_asks_with_their_cookie_and_a_player_reports() -> None:
    assert Asked("/my/", cookie="sessionid=a").lua == (
        '{method = "GET", path = "/my/", headers = {["Cookie"] = "sessionid=a"}}'
    )
    assert Asked("/progress/watch/", body='{"seq": {n}}', first=3).lua == (
        '{method = "POST", path = "/progress/watch/", headers = {["Content-Type"] = "application/json"}, '
        'body = "{\\"seq\\": {n}}", first = 3}'
    )
