"""Labelled files that know their own truth, small enough to fit in a second."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import numpy as np
import pandas as pd

ROWS = 240


def written(rows: list[list[object]], separator: str = ";") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


def french(rows: int = ROWS) -> bytes:
    """Cancellations: older contracts and short letters of thanks stay; a date, a text, decimal commas, identifiers and holes."""
    rng = np.random.default_rng(4)
    table: list[list[object]] = [["Numéro", "Date", "Montant", "Région", "Commentaire", "Résilié"]]
    for at in range(rows):
        amount, region = round(float(rng.gamma(2, 400)), 2), str(rng.choice(["Nord", "Sud", "Ouest"]))
        angry = rng.random() < 0.4
        leaves = rng.random() < 0.15 + 0.45 * angry + 0.2 * (region == "Sud")
        words = ("service très mauvais je suis déçu", "merci beaucoup tout va bien")[int(not angry)]
        said = "" if at % 11 == 0 else f"{words} {rng.choice(['oui', 'certes', 'enfin'])} {at}"
        day = date(2024, 1, 1) + timedelta(days=at)
        table.append([f"C-{at:05}", f"{day:%d/%m/%Y}", f"{amount:.2f} €".replace(".", ","), region, said, "oui" if leaves else "non"])
    return written(table)


def plain(rows: int = 120, *, events: int = 40, seed: int = 1) -> bytes:
    """Two numbers and a category without a date; `events` rows say yes."""
    rng = np.random.default_rng(seed)
    outcome = np.zeros(rows, dtype=int)
    outcome[rng.choice(rows, events, replace=False)] = 1
    size = rng.normal(0, 1, rows) + outcome
    kind = rng.choice(["a", "b", "c"], rows)
    head: list[list[object]] = [["size", "noise", "kind", "bad"]]
    cells = zip(size, rng.normal(0, 1, rows), kind, outcome, strict=True)
    return written(head + [[f"{s:.3f}", f"{n:.3f}", k, "yes" if bad else "no"] for s, n, k, bad in cells], ",")


def dated(rows: int = 200) -> pd.DataFrame:
    """Applications: older accounts leave more often; one date lies before the application, one after it, one may be missing."""
    rng = np.random.default_rng(8)
    applied = pd.Timestamp("2023-01-02 08:00") + pd.to_timedelta(np.arange(rows) * 31, unit="h")
    days = rng.integers(1, 3000, rows)
    table = pd.DataFrame({"applied": applied, "opened": applied.normalize() - pd.to_timedelta(days, unit="D")})
    table["closed"] = applied.normalize() + pd.to_timedelta(rng.integers(5, 90, rows), unit="D")
    table["flag"] = rng.random(rows) < 0.5
    table["left"] = (rng.random(rows) < 1 / (1 + np.exp(-(days - 1500) / 400))).astype(int)
    table.loc[::13, "opened"] = pd.NaT
    return table


def dated_as(table: pd.DataFrame, moment: str, day: str, separator: str) -> bytes:
    """`dated` as text, its dates written as `moment` and `day` say."""
    text = table.assign(applied=table["applied"].dt.strftime(moment))
    for name in ("opened", "closed"):
        text[name] = text[name].dt.strftime(day)
    return text.to_csv(index=False, sep=separator).encode()
