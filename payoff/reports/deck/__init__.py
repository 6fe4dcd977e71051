"""Slides for a board, with charts that can be edited where they stand."""
