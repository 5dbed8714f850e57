"""The composition root: window or command line."""

from __future__ import annotations


def main() -> int:
    """Start vfi; returns the exit code."""
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
