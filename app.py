"""The dashboard: `streamlit run app.py`, or any ASGI server on `app:app`."""

import streamlit as st
from starlette.middleware import Middleware

from payoff.api.routes import build_routes
from payoff.ui.server import SecurityHeaders, say_sorry, warm_up

app = st.App(
    "payoff/ui/shell.py", routes=build_routes(), middleware=[Middleware(SecurityHeaders)], lifespan=warm_up, on_script_error=say_sorry
)
