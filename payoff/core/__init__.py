"""The value kernel: pure numpy, no files, no clock, no global state."""
