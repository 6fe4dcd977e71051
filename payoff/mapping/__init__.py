"""Whose column is whose: a stranger's file brought to a model's contract."""
