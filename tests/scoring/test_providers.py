"""Providers: what is installed, what `auto` takes, what is said of one that is missing (the runtime here has the CPU alone)."""

from __future__ import annotations

import onnxruntime as ort
import pytest

from payoff.paths import ROOT
from payoff.scoring import providers
from payoff.scoring.providers import NAMES, Provider, ProviderError, choose_provider, find_provider, installed_providers, missing_piece

CPU_ONLY = pytest.mark.skipif(
    set(ort.get_available_providers()) - {"CPUExecutionProvider", "AzureExecutionProvider"} != set(),
    reason="this onnxruntime has more than the CPU provider",
)


def test_the_cpu_is_always_there():
    assert "cpu" in installed_providers()
    assert choose_provider("cpu").used == "cpu"


@CPU_ONLY
def test_auto_falls_back_to_the_cpu_and_says_why():
    use = choose_provider("auto")
    assert (use.requested, use.used, use.reason) == ("auto", "cpu", "no other provider is installed")


@CPU_ONLY
@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("cuda", "requirements-gpu.txt"),
        ("tensorrt", "requirements-gpu.txt"),
        ("openvino", "onnxruntime-openvino"),
        ("directml", "onnxruntime-directml"),
        ("coreml", "macOS"),
    ],
)
def test_a_provider_asked_for_by_name_that_is_not_installed_is_an_error_with_the_remedy(name, remedy):
    with pytest.raises(ProviderError, match=remedy):
        choose_provider(name)


def test_an_unknown_provider_lists_the_known():
    with pytest.raises(ProviderError, match=", ".join(NAMES)):
        find_provider("abacus")


def test_a_library_that_cannot_be_loaded_is_named(monkeypatch):
    """An installed provider whose driver is absent: the CPU provider stands in for it, with a library nobody has."""
    monkeypatch.setattr(providers.sys, "platform", "linux")
    fake = Provider("cpu", "CPUExecutionProvider", "", ("libnobody-has-this.so.1",))
    assert "libnobody-has-this.so.1" in missing_piece(fake)


def test_the_gpu_requirements_are_the_others_with_the_runtime_swapped():
    def lines(name: str) -> list[str]:
        return [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]

    swapped = [line.replace("onnxruntime>=", "onnxruntime-gpu[cuda,cudnn]>=") for line in lines("requirements.txt")]
    assert lines("requirements-gpu.txt") == swapped
