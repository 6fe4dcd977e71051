"""A stranger's file becomes a checked table, or a list of named problems."""
