from payoff.core.message import say
from payoff.language import LANGUAGES, translate


def test_english_is_the_templates_themselves():
    assert translate(say("{n} rows", n=3), "en") == "3 rows"


def test_text_nobody_translated_stays_as_it_is():
    assert {translate("qwertz", language) for language in LANGUAGES} == {"qwertz"}
