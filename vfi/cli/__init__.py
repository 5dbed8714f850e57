"""The command line: parses and prints; the same desk without a window.

Programs read JSON or CSV on standard output, people read sentences. What goes wrong is one sentence on standard error,
with exit code 2 (wrong use or bad input) or 1 (could not do it).
"""

from __future__ import annotations

from vfi.cli.running import is_command, run

__all__ = ["is_command", "run"]
