"""What slides and page say, section by section, as records that each of them draws in its own way."""
