import copy
import pickle

import pytest

from payoff.core.message import capital, join, literal, reason, say, uncapital, unstopped

GERMAN = {"{n} loans": "{n} Kredite", "defaulted": "ausgefallen", "{rows}: {what}": "{what}: {rows}"}


def german(template: str) -> str:
    return GERMAN.get(template, template)


def test_a_message_reads_as_its_english():
    assert say("{n:,} loans", n=1200) == "1,200 loans"


def test_braces_without_values_stand_as_they_are():
    assert say(r"\frac{a}{b}") == r"\frac{a}{b}"
    assert say(r"\frac{a}{b}").render(german) == r"\frac{a}{b}"


def test_messages_within_a_message_are_rendered_too():
    assert say("{rows}: {what}", rows=say("{n} loans", n=3), what=say("defaulted")).render(german) == "ausgefallen: 3 Kredite"


def test_a_strangers_text_is_never_translated():
    assert say("{rows}: {what}", rows="defaulted", what="x").render(german) == "x: defaulted"


def test_joined_messages_keep_their_parts():
    both = join([say("{n} loans", n=2), "", say("defaulted")], ", ")
    assert (both, both.render(german)) == ("2 loans, defaulted", "2 Kredite, ausgefallen")


def test_a_message_survives_copying_and_pickling():
    for made in (say("{n} loans", n=2), join([say("{n} loans", n=2)])):
        for twin in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
            assert (twin, twin.render(german)) == ("2 loans", "2 Kredite")


SHAPED = {"loans defaulted.": "Kredite fielen aus.", "LGD is high": "LGD ist hoch"}


@pytest.mark.parametrize(
    ("shape", "text", "english", "elsewhere"),
    [
        (capital, "loans defaulted.", "Loans defaulted.", "Kredite fielen aus."),
        (uncapital, "loans defaulted.", "loans defaulted.", "kredite fielen aus."),
        (uncapital, "LGD is high", "LGD is high", "LGD ist hoch"),
        (unstopped, "loans defaulted.", "loans defaulted", "Kredite fielen aus"),
    ],
)
def test_a_message_takes_its_shape_in_the_language_it_is_said_in(shape, text, english, elsewhere):
    made = pickle.loads(pickle.dumps(shape(say(text))))
    assert (made, made.render(lambda template: SHAPED.get(template, template))) == (english, elsewhere)


def test_a_persons_own_words_hold_no_markup():
    assert literal("![x](http://a)\n*b*").render(german) == r"\!\[x\]\(http://a\) \*b\*"


def test_an_exception_says_what_it_was_raised_with():
    said = say("{n} loans", n=2)
    assert reason(ValueError(said)) is said
    assert reason(ValueError("plain", 3)) == "('plain', 3)"
    assert reason(FileNotFoundError(2, "gone")) == "[Errno 2] gone"
