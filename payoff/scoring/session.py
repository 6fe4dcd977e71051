"""Opening a graph on a provider, and reading back what the runtime really made of it."""

from __future__ import annotations

from collections.abc import Mapping

import onnxruntime as ort

from payoff.core.message import say
from payoff.domains.manifest import FEATURES, Manifest, count_features
from payoff.scoring.bundle import Bundle, BundleError
from payoff.scoring.providers import CPU, ProviderError, find_provider, name_provider
from payoff.scoring.runtime_errors import RUNTIME_ERRORS, last_line

_QUIET = 4
"""Log nothing below fatal: what fails is raised and told by us."""


def open_session(bundle: Bundle, provider: str) -> ort.InferenceSession:
    """A session of `bundle` on `provider`, with the CPU for the nodes it does not take.

    One thread inside, no spinning: batches are spread over threads outside. ProviderError when the provider does not
    come up, BundleError when the graph is not what the manifest says.
    """
    wanted = [find_provider(name).runtime for name in dict.fromkeys((provider, CPU))]
    try:
        session = ort.InferenceSession(bundle.model, _options(), providers=wanted, enable_fallback=0)
    except RUNTIME_ERRORS as error:
        if provider == CPU:
            raise BundleError(
                say("The model {name!r} cannot be opened: {last_line}", name=bundle.name, last_line=last_line(error))
            ) from error
        raise ProviderError(
            say(
                "The {provider} provider cannot open {name!r}: {last_line}", provider=provider, name=bundle.name, last_line=last_line(error)
            )
        ) from error
    if wanted[0] not in session.get_providers():
        raise ProviderError(
            say("The {provider} provider did not come up: its device, driver or one of its libraries is missing.", provider=provider)
        )
    _check_contract(session, bundle.manifest)
    return session


def _options() -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _QUIET
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    options.add_session_config_entry("session.record_ep_graph_assignment_info", "1")
    return options


def _check_contract(session: ort.InferenceSession, manifest: Manifest) -> None:
    """BundleError unless the session has the one input and the output that `manifest` names, of the right types."""
    inputs = [(i.name, i.type, i.shape[1:]) for i in session.get_inputs()]
    expected = [(FEATURES, "tensor(float)", [count_features(manifest.inputs)])]
    if inputs != expected:
        raise BundleError(
            say(
                "The model {name!r} takes {found}; its manifest lists {listed}.",
                name=manifest.name,
                found=_words(inputs),
                listed=_words(expected),
            )
        )
    outputs = {o.name: o.type for o in session.get_outputs()}
    if outputs.get(manifest.output) != "tensor(float)":
        raise BundleError(
            say(
                "The model {name!r} has no float output {output!r}; it has {outputs}.",
                name=manifest.name,
                output=manifest.output,
                outputs=", ".join(outputs),
            )
        )


def _words(inputs: list[tuple[str, str, list]]) -> str:
    return ", ".join(f"{name} {kind} of {shape[0] if shape else 'no'} columns" for name, kind, shape in inputs)


def count_nodes(session: ort.InferenceSession) -> Mapping[str, int]:
    """How many of the graph's nodes each provider took, by the name people use."""
    counts: dict[str, int] = {}
    for part in session.get_provider_graph_assignment_info():
        name = name_provider(part.ep_name)
        counts[name] = counts.get(name, 0) + len(part.get_nodes())
    return counts
