"""Payoff: is a model worth money, at which decision rule, and how sure is that."""

__version__ = "0.1.0"
