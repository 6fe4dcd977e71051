"""The house look of every chart, light and dark: one colour acts, one does not, one is uncertain."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

FONT = '"Source Sans", "Source Sans Pro", sans-serif'


@dataclass(frozen=True)
class Look:
    """Colours by role; told apart by lightness as well as by hue, so that colour blindness and grey print lose nothing."""

    name: str
    act: str
    """What acting is worth, and the rule in use."""
    leave: str
    """Not acting, and reference lines."""
    uncertain: str
    """Intervals, optimistic figures and warnings."""
    band: str
    ink: str
    muted: str
    grid: str
    paper: str


LIGHT = Look("light", "#1a5fb4", "#8b95a5", "#b86a00", "rgba(184,106,0,0.16)", "#1b2330", "#586375", "#e6eaf0", "#ffffff")
DARK = Look("dark", "#5aa2f0", "#8792a3", "#f0ad4e", "rgba(240,173,78,0.20)", "#e4e8ee", "#a3aebd", "#2a323e", "#11151b")


def look_of(theme: str | None) -> Look:
    """The look for the browser's theme; light where it is not known yet."""
    return DARK if theme == "dark" else LIGHT


def template(look: Look) -> go.layout.Template:
    """The plotly template all figures share."""
    axis = {
        "gridcolor": look.grid, "linecolor": look.grid, "zerolinecolor": look.leave, "zerolinewidth": 1,
        "automargin": True, "title": {"font": {"size": 13, "color": look.muted}, "standoff": 8},
        "tickfont": {"size": 12, "color": look.muted}, "separatethousands": True,
    }  # fmt: skip
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": look.ink},
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [look.act, look.leave, look.uncertain, look.ink],
            "margin": {"l": 8, "r": 20, "t": 8, "b": 8}, "xaxis": axis, "yaxis": axis, "dragmode": False,
            "hoverlabel": {"bgcolor": look.paper, "bordercolor": look.leave, "font": {"color": look.ink, "size": 13, "family": FONT}},
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 12, "color": look.muted}},
        }
    )  # fmt: skip


def blank(look: Look, height: int) -> go.Figure:
    """An empty figure in the house look, `height` pixels tall."""
    return go.Figure(layout={"template": template(look), "height": height})
