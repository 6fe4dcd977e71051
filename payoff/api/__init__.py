"""The HTTP interface: what the command line does, for programs, on the same server as the pages."""
