"""Score: a file or the sample becomes probabilities, with every problem named, a table, and a download."""

import streamlit as st

from payoff.ui.frame import current_domain, show_heading
from payoff.ui.language import _
from payoff.ui.loading import begin_scoring, show_failure, show_loader, show_missing_data, show_work
from payoff.ui.matching import show_matching, show_used
from payoff.ui.matching_state import waiting_for
from payoff.ui.reading import show_reading
from payoff.ui.results import show_results
from payoff.ui.state import loaded

sheet = current_domain()
show_heading(_("Score {rows}", rows=sheet.words.rows) if sheet.features else _("The scores in your file"), sheet)
# In a block of its own: whatever it holds, the uploader below stays in its place.
with st.container():
    show_work()
    show_failure()
    data = loaded(sheet.key)
    waiting = waiting_for(sheet.key)
    if waiting is not None or data is None:
        show_reading(sheet.key, begin_scoring)
    if waiting is not None:
        show_matching(waiting)
    if data is None:
        show_missing_data(sheet.key)
    else:
        show_results(data)
        show_used(data.scored)
        if waiting is None:
            show_reading(sheet.key, begin_scoring)
show_loader(sheet)
