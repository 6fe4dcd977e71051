"""The report as one self-contained page, and as a PDF printed from it."""
