"""A file handed over by the reader, taken once: what the server's own store keeps of it goes at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

_TOKEN = "payoff.upload.token"
_TAKEN = "payoff.upload.taken."


@dataclass(frozen=True)
class Upload:
    """A file's bytes and its name, which is a stranger's text."""

    content: bytes
    name: str


def ask_file(label: str, types: Sequence[str] | None, *, key: str, about: str = "", largest: int | None = None) -> Upload | None:
    """The file dropped since the page last ran, if any; of at most `largest` MB, or what the server allows.

    Without `types` any file is taken, so that one of the wrong kind is refused in words and not by a red mark.

    The uploader stays the same one from file to file, so that a file dropped while the last is still at work is not lost.
    Once everything was deleted it is a new one, which shows no name any more.
    """
    token = st.session_state.setdefault(_TOKEN, uuid.uuid4().hex[:8])
    file = st.file_uploader(
        label, type=None if types is None else list(types), key=f"{key}.{token}", help=about or None, max_upload_size=largest
    )
    if file is None or st.session_state.get(_TAKEN + key) == file.file_id:
        return None
    st.session_state[_TAKEN + key] = file.file_id
    upload = Upload(file.getvalue(), file.name)
    _let_go(file)
    return upload


def drop_all() -> None:
    """Let go of whatever the server's store still keeps for this reader; for callbacks."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def _let_go(file: UploadedFile) -> None:
    # Streamlit keeps an upload until its session ends, long after the uploader is gone; its chat input removes its own like this.
    context = get_script_run_ctx()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context is not None else None
    if context is not None and remove is not None:
        remove(session_id=context.session_id, file_id=file.file_id)
