"""A reader who prefers Chinese: the switch, the link that keeps it, and every page as the browser shows it."""

from __future__ import annotations

import pytest

from tests.e2e.dashboard import NARROW, WIDE, Visitor
from tests.e2e.test_looks import beyond_the_edge
from tests.language.english import english_left, names_from_data

PAGES = {
    "您的文件": "文件保存在本服务器内存中",
    "评分": "为贷款评分",
    "决策": "钱从哪里来",
    "商业论证": "什么会使结论翻转",
    "模型": "各模型的已知信息",
    "方案": "方案",
}
"""Each page by its name in the navigation, with words that are there once it is drawn."""


def test_the_switch_changes_every_word_and_the_link_keeps_it(visitor):
    visitor.visit("/?data=sample")
    visitor.sees("Is the model worth money?")
    visitor.page.get_by_text("简体中文", exact=True).click()
    visitor.sees("该模型值钱吗？")
    assert "language=zh" in visitor.page.url
    visitor.page.reload()
    visitor.sees("该模型值钱吗？")
    visitor.page.get_by_text("English", exact=True).click()
    visitor.sees("Is the model worth money?")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_is_chinese_in_the_browser_and_nothing_runs_off_the_side(arrive, size):
    visitor, allowed = arrive(size=size), names_from_data()
    visitor.visit("/?data=sample&language=zh")
    visitor.sees("该模型值钱吗？")
    assert english_left(lines_of(visitor), allowed) == []
    for title, words in PAGES.items():
        visitor.go_to(title)
        visitor.sees(words)
        visitor.settle()
        assert english_left(lines_of(visitor), allowed) == [], title
        assert beyond_the_edge(visitor) <= 0, title


def lines_of(visitor: Visitor) -> list[str]:
    """Everything the page shows as text, figures included, line by line."""
    drawn = visitor.page.locator("svg text").all_text_contents()
    return [*drawn, *(line for text in visitor.page.locator("body").all_inner_texts() for line in text.splitlines())]
