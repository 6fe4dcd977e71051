"""Encodings are told apart on texts of a few words."""

from __future__ import annotations

import pytest

from payoff.intake.charset import guess_encoding

TEXTS = {
    "gb18030": [
        "客户编号,年龄,金额\n1001,３５岁,￥1,200\n",
        "姓名,性别\na,男\nb,女\n",
        "是\n否\n",
        "客户编号,年龄,金额,贷款\n",
        "年份\n地区\n",
    ],
    "big5": ["客戶編號,年齡,金額,是否違約\n1001,35歲,1200元,是\n", "性別\n男\n女\n"],
    "cp932": ["顧客番号,年齢,金額,延滞\n1001,35歳,1200円,はい\n", "性別,年齢\n男,1\n女,2\n"],
    "cp1252": ["Kunde;Größe\nMüller;35\n", "prénom;âge\n", "año;corazón\nÁéíóú\n", "1.200 €\n", "£1,200\n", "°C – “quote”\n", "ÄÖÜ\n"],
    "cp949": ["고객번호,대출금액,부도확률,부도여부\n1,1200원,0.1,예\n", "성별\n남\n여\n"],
    "cp1250": ["Nr umowy;Niespłacony;Kwota\n1;nie;1 200 zł\n"],
    "cp1251": ["Клиент;Возраст;Сумма\nИванов;35;1200\n"],
}


@pytest.mark.parametrize(("encoding", "text"), [(encoding, text) for encoding, texts in TEXTS.items() for text in texts])
def test_an_encoding_is_known_by_its_everyday_characters(encoding, text):
    assert guess_encoding(text.encode(encoding)) == encoding


def test_a_character_cut_in_half_at_the_end_changes_nothing():
    data = TEXTS["gb18030"][0].encode("gb18030")
    assert guess_encoding(data + "额".encode("gb18030")[:1]) == "gb18030"


def test_bytes_of_no_script_are_latin():
    assert guess_encoding(b"o\x81\xe4") == "latin-1"
