"""The language switch: kept in the link, across pages, and when the data is deleted."""

from payoff.ui.language import LANGUAGE


def test_a_link_says_the_language(dashboard):
    shown = dashboard(language="zh")
    assert shown.alive
    assert "当前数据" in shown.words
    assert "Data in use" not in shown.words


def test_english_is_spoken_until_another_is_chosen(dashboard):
    shown = dashboard()
    assert "Data in use" in shown.words
    shown.app.session_state[LANGUAGE] = "zh"
    shown.app.run()
    assert "当前数据" in shown.words
    assert shown.app.query_params[LANGUAGE] in ("zh", ["zh"])


def test_a_language_nobody_speaks_here_falls_back_to_english(dashboard):
    assert "Data in use" in dashboard(language="qq").words


def test_the_language_outlives_a_page_and_the_deletion_of_data(dashboard):
    shown = dashboard(language="zh", data="sample").go("models")
    assert "当前模型" in shown.words
    shown.press("立即删除")
    assert "尚无数据" in shown.words
    assert shown.alive
