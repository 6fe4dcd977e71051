import pytest

from payoff.api.settings import SettingsError, read_settings


def test_without_a_word_everybody_may_ask_sixty_times_a_minute():
    settings = read_settings({})
    assert (settings.token, settings.rate.amount, settings.rate.get_expiry(), settings.most) == ("", 60, 60, 200 << 20)


@pytest.mark.parametrize(("name", "value"), [("PAYOFF_API_RATE", "often"), ("PAYOFF_API_MB", "0"), ("PAYOFF_API_MB", "1.5")])
def test_a_variable_that_says_nothing_usable_is_named(name, value):
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value})
