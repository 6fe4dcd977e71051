"""One function per action of the user: gather, decide, apply; shared by pages and command line."""
