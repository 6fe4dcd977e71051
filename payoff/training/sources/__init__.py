"""From a published file to the committed data: one module per source, run once with the original's path."""
