"""Execution providers: which there are, which to use, and what is missing when one that was asked for cannot be used."""

from __future__ import annotations

import contextlib
import ctypes
import io
import sys
from dataclasses import dataclass

import onnxruntime as ort

from payoff.core.message import join, say

AUTO = "auto"
CPU = "cpu"


class ProviderError(ValueError):
    """A provider asked for by name cannot be used; the message names the missing piece."""


@dataclass(frozen=True)
class Provider:
    """One execution provider: `name` is what people type, `runtime` what onnxruntime calls it."""

    name: str
    runtime: str
    remedy: str
    """What installs it."""
    libraries: tuple[str, ...] = ()
    """Shared libraries it loads on Linux, the driver first."""
    automatic: bool = True
    """Whether `auto` considers it."""


_NVIDIA = ("libcuda.so.1", "libcudart.so.13", "libcublasLt.so.13", "libcublas.so.13", "libcurand.so.10", "libcudnn.so.9")
_GPU = say("`pip install -r requirements-gpu.txt` swaps in onnxruntime-gpu")

PROVIDERS = (
    Provider("cuda", "CUDAExecutionProvider", _GPU, _NVIDIA),
    # Not automatic: it compiles an engine for minutes before the first row.
    Provider(
        "tensorrt",
        "TensorrtExecutionProvider",
        say("{gpu}, and TensorRT comes from NVIDIA", gpu=_GPU),
        (*_NVIDIA, "libnvinfer.so.10"),
        False,
    ),
    Provider("directml", "DmlExecutionProvider", say("on Windows, install onnxruntime-directml in place of onnxruntime")),
    Provider("coreml", "CoreMLExecutionProvider", say("it is part of onnxruntime on macOS only")),
    Provider("openvino", "OpenVINOExecutionProvider", say("install onnxruntime-openvino in place of onnxruntime")),
    Provider(CPU, "CPUExecutionProvider", say("every onnxruntime has it")),
)
"""In the order in which `auto` prefers them."""

NAMES = (AUTO, *sorted(p.name for p in PROVIDERS))


@dataclass(frozen=True)
class ProviderUse:
    """What was asked for, what is used, and why they differ (empty when there is nothing to explain)."""

    requested: str
    used: str
    reason: str = ""


def find_provider(name: str) -> Provider:
    """The provider people call `name`; ProviderError lists those there are."""
    for provider in PROVIDERS:
        if provider.name == name:
            return provider
    raise ProviderError(say("There is no provider called {name!r}; there are {names}.", name=name, names=", ".join(NAMES)))


def name_provider(runtime: str) -> str:
    """What people call onnxruntime's provider `runtime`."""
    return next((p.name for p in PROVIDERS if p.runtime == runtime), runtime)


def installed_providers() -> tuple[str, ...]:
    """Names of the providers compiled into this onnxruntime; whether their devices are there shows only when one is opened."""
    compiled = ort.get_available_providers()
    return tuple(p.name for p in PROVIDERS if p.runtime in compiled)


def choose_provider(requested: str) -> ProviderUse:
    """The provider to try for `requested`; ProviderError when it was asked for by name and is not installed or lacks a library."""
    if requested != AUTO:
        provider = find_provider(requested)
        if missing := missing_piece(provider):
            raise ProviderError(say("The {requested} provider cannot be used: {missing}.", requested=requested, missing=missing))
        return ProviderUse(requested, requested)
    reasons: list[str] = []
    for provider in PROVIDERS:
        if not provider.automatic or provider.name not in installed_providers():
            continue
        if not (missing := missing_piece(provider)):
            return ProviderUse(AUTO, provider.name, join(reasons, say("; ")) or _only(provider))
        reasons.append(say("{name}: {reason}", name=provider.name, reason=missing))
    return ProviderUse(AUTO, CPU, join(reasons, say("; ")))


def _only(provider: Provider) -> str:
    return say("no other provider is installed") if installed_providers() == (CPU,) and provider.name == CPU else ""


def missing_piece(provider: Provider) -> str:
    """What keeps `provider` from being used as far as can be told without opening a model; empty when nothing does."""
    if provider.name not in installed_providers():
        return say(
            "this onnxruntime ({version}) was built without {runtime}; {remedy}",
            version=ort.__version__,
            runtime=provider.runtime,
            remedy=provider.remedy,
        )
    if sys.platform == "linux" and provider.libraries:
        return _missing_library(provider.libraries)
    return ""


def _missing_library(libraries: tuple[str, ...]) -> str:
    driver, *rest = libraries
    if not _loads(driver):
        return say("the library {driver} (the NVIDIA driver) cannot be loaded, so there is no usable NVIDIA GPU", driver=driver)
    # CUDA and cuDNN may have come from pip; this loads them from there, and says on standard output what it does not find.
    with contextlib.redirect_stdout(io.StringIO()):
        ort.preload_dlls()
    absent = [library for library in rest if not _loads(library)]
    return say("the library {absent} (of CUDA 13, cuDNN 9 or TensorRT 10) cannot be loaded", absent=absent[0]) if absent else ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
