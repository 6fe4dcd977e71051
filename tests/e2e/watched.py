"""The dashboard with a look inside for tests: how many of a reader's things the server still holds."""

import gc

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from payoff.paths import ROOT
from payoff.ui.server import SecurityHeaders, say_sorry, warm_up

WATCHED = ("Brought", "Tidy", "Checked", "UploadedFileRec")


async def count_held(_: Request) -> JSONResponse:
    gc.collect()
    names = [type(thing).__name__ for thing in gc.get_objects()]
    return JSONResponse({name: names.count(name) for name in WATCHED})


app = st.App(
    str(ROOT / "payoff/ui/shell.py"), routes=[Route("/held", count_held)], middleware=[Middleware(SecurityHeaders)], lifespan=warm_up,
    on_script_error=say_sorry,
)  # fmt: skip
