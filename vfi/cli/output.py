"""What the commands print: JSON for programs, findings with their place for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from vfi.core.findings import Finding


def print_json(value: object) -> None:
    """On standard output, indented, letters of every language as they are."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def print_findings(findings: object, stream: TextIO) -> None:
    """One finding a line; what is no list of findings (an error without any) prints nothing."""
    from vfi.words.findings import finding_line

    for each in findings if isinstance(findings, Iterable) else ():
        if isinstance(each, Finding):
            print(finding_line(each), file=stream)


def finding_data(each: Finding) -> Mapping[str, Any]:
    """A finding as programs read it."""
    from vfi.words.findings import finding_line

    return {
        "path": each.path,
        "line": each.line,
        "where": each.where,
        "id": each.id,
        "severity": str(each.severity),
        "text": finding_line(each),
    }
