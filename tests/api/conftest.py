import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from payoff.api.routes import build_routes
from payoff.api.settings import read_settings
from payoff.paths import DATA


def open_client(**environment: str) -> TestClient:
    """The interface alone, under `environment`."""
    settings = read_settings({"PAYOFF_API_RATE": "1000/second", **environment})
    return TestClient(Starlette(routes=build_routes(settings)))


@pytest.fixture(scope="session")
def client():
    return open_client()


@pytest.fixture
def credit() -> bytes:
    """The header and twenty loans of the sample."""
    return b"\n".join((DATA / "credit.csv").read_bytes().split(b"\n")[:21]) + b"\n"
