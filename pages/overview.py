"""Overview: what this does, what each shipped case is worth, and the way to one's own file."""

import streamlit as st

from payoff.ui.cards import show_cards, show_own_cards, show_own_file
from payoff.ui.language import _
from payoff.ui.loading import show_failure

st.title(_("Is the model worth money?"), anchor=False)
st.markdown(
    _(
        "Payoff scores a table with a model, prices its right and wrong decisions, and says at which threshold to use it, "
        "against which alternatives, and how sure that is."
    )
)
show_failure()
show_own_cards()
show_cards()
show_own_file()
