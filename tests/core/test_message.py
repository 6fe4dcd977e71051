import copy
import pickle

from payoff.core.message import join, say

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
