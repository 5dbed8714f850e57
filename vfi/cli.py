"""The command line: parses and prints; the same desk without a window."""
