"""Where in a TOML text each table and key stands, so that a finding can name its line."""

from __future__ import annotations

from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Keys and array positions from the root: `("tier", 0, "code", 2, "key")`."""

_BARE_END = frozenset(",]}#\n")


class Places:
    """Line numbers (from 1) of everything in a TOML text.

    The parsers at hand keep no positions, so this walks over the text once and follows only what separates one
    statement from the next: strings, brackets, comments. The text must be valid TOML (parse it first).
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self.headers: list[int] = []
        """The lines of the headers of tables, `[...]` and `[[...]]`, in order."""
        _Walk(text, self._lines, self.headers).document()

    def line(self, path: Path) -> int:
        """The line where this stands, or where the nearest thing around it stands; 1 for the root."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return 1

    def __iter__(self) -> Iterator[Path]:
        return iter(self._lines)


class _Walk:
    """One pass over the text."""

    def __init__(self, text: str, lines: dict[Path, int], headers: list[int]) -> None:
        self._text = text.replace("\r\n", "\n")
        self._at = 0
        self._line = 1
        self._lines = lines
        self._headers = headers
        self._tables: dict[Path, int] = {}  # path of an array of tables -> how many tables it has so far

    def document(self) -> None:
        around: Path = ()
        before = -1
        # a text that is no TOML after all ends the walk where nothing more is understood
        while self._skip(newlines=True) and self._at > before:
            before = self._at
            if self._peek() == "[":
                self._headers.append(self._line)
            if self._text.startswith("[[", self._at):
                self._take(2)
                around = self._header(self._key(), appends=True)
                self._to_line_end()
            elif self._peek() == "[":
                self._take(1)
                around = self._header(self._key(), appends=False)
                self._to_line_end()
            else:
                self._pair(around)

    def _header(self, key: list[str], *, appends: bool) -> Path:
        path: Path = ()
        for part in key[:-1]:
            path = self._inside((*path, part))
        path = (*path, key[-1])
        self._note(path)
        if appends:
            self._tables[path] = self._tables.get(path, 0) + 1
            path = self._inside(path)
            self._note(path)
        return path

    def _inside(self, path: Path) -> Path:
        self._note(path)
        return (*path, self._tables[path] - 1) if path in self._tables else path

    def _pair(self, around: Path) -> None:
        path = around
        for part in self._key():
            path = (*path, part)
            self._note(path)
        self._skip()
        self._take(1)  # the equals sign
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip()
            if self._peek() in "\"'":
                parts.append(self._string())
            else:
                start = self._at
                while self._peek() and self._peek() not in " \t.=]":
                    self._take(1)
                parts.append(self._text[start : self._at])
            self._skip()
            if self._peek() != ".":
                return parts
            self._take(1)

    def _value(self, path: Path) -> None:
        self._skip()
        match self._peek():
            case '"' | "'":
                self._string()
            case "[":
                self._take(1)
                position = 0
                while self._skip(newlines=True) and self._peek() != "]":
                    if self._peek() == ",":
                        self._take(1)
                        continue
                    self._note((*path, position))
                    before = self._at
                    self._value((*path, position))
                    if self._at == before:
                        return
                    position += 1
                self._take(1)
            case "{":
                self._take(1)
                while self._skip(newlines=True) and self._peek() != "}":
                    if self._peek() == ",":
                        self._take(1)
                        continue
                    before = self._at
                    self._pair(path)
                    if self._at == before:
                        return
                self._take(1)
            case _:
                while self._peek() and self._peek() not in _BARE_END:
                    self._take(1)

    def _string(self) -> str:
        quote = self._peek()
        fence = quote * 3 if self._text.startswith(quote * 3, self._at) else quote
        self._take(len(fence))
        start = self._at
        while self._peek() and not self._text.startswith(fence, self._at):
            self._take(2 if quote == '"' and self._peek() == "\\" else 1)
        # up to two quotes may stand right before a closing fence of three
        while len(fence) == 3 and self._text.startswith(fence, self._at + 1):
            self._take(1)
        found = self._text[start : self._at]
        self._take(len(fence))
        return found

    def _skip(self, *, newlines: bool = False) -> bool:
        """Pass over blanks (and lines and comments); False at the end of the text."""
        while self._peek():
            if self._peek() in " \t" or (newlines and self._peek() == "\n"):
                self._take(1)
            elif newlines and self._peek() == "#":
                self._to_line_end()
            else:
                return True
        return False

    def _to_line_end(self) -> None:
        while self._peek() and self._peek() != "\n":
            self._take(1)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self, count: int) -> None:
        self._line += self._text.count("\n", self._at, self._at + count)
        self._at += count

    def _note(self, path: Path) -> None:
        self._lines.setdefault(path, self._line)
