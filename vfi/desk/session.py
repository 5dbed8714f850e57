"""One session: its films, its schemes, its codings."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from vfi.core.cameras import by_camera
from vfi.core.case import Case, FilmRef, Session
from vfi.core.clock import FilmClock
from vfi.core.coding import Coding, CodingHeader, Role
from vfi.core.consent import Action, Answer, Purpose, permitted
from vfi.core.errors import BadInput, CouldNot
from vfi.core.scheme import NO_SCHEME, Scheme
from vfi.core.time import Ns, Span
from vfi.desk.bundled import FoundScheme, find_scheme
from vfi.files.fingerprint import fingerprint
from vfi.files.vault import PlainVault, Vault, path_of
from vfi.store.cases import read_case
from vfi.store.codings import ListedCoding, OpenCoding, create_coding, list_codings, open_coding
from vfi.store.libraries import place_of
from vfi.store.records import Stored
from vfi.store.schemes import freeze_scheme, frozen_path, read_frozen, scheme_hash
from vfi.store.sessions import film_path, is_referred, read_session

if TYPE_CHECKING:  # lists of sessions are shown long before a film is opened
    from vfi.media.index import FilmIndex


@dataclass(frozen=True, slots=True)
class GoOn:
    """The coder's newest coding under the session's scheme, or a new one where there is none."""


@dataclass(frozen=True, slots=True)
class Another:
    """A new coding."""

    scheme: str | None
    """Id or path; None: the one that the session starts with; `NO_SCHEME.ref`: marks only."""
    role: Role = Role.PRIMARY


@dataclass(frozen=True, slots=True)
class This:
    """The coding with this journal."""

    path: str
    write: bool = True
    take_over: bool = False
    """Write also where a program on another machine seems to hold it."""


CodingChoice = GoOn | Another | This
"""Which coding of a session is to be opened, and how."""


@dataclass(slots=True)
class SessionDesk:
    """What can be done with one session. Made by `open_place`."""

    vault: Vault
    folder: str
    """In the vault; empty where the session lies in no case."""
    stored: Stored[Session]
    case: Stored[Case] | None
    _index: dict[str, FilmIndex]

    @property
    def session(self) -> Session:
        return self.stored.value

    @property
    def path(self) -> Path:
        return self.vault.local_path(self.folder)

    @property
    def case_id(self) -> str:
        """Empty where the session lies in no case."""
        return self.case.value.id if self.case is not None else ""

    # films -----------------------------------------------------------------------------------------------------

    def film(self) -> FilmRef:
        """The film that is coded: the first.

        Raises:
            BadInput: `session-without-film`.
        """
        if not self.session.films:
            raise BadInput("session-without-film", session=self.session.id)
        return self.session.films[0]

    def film_file(self, film: FilmRef | None = None, *, check: bool = True) -> Path:
        """Where a film lies; with `check` only if it is the very film that the session was made with.

        Raises:
            BadInput: `film-moved`, `film-is-another`.
        """
        film = film or self.film()
        found = film_path(self.folder, film)
        path = Path(found) if is_referred(film) else self.vault.local_path(found)
        if not path.is_file():
            raise BadInput("film-moved", path=str(path))
        if check and fingerprint(path) != film.fingerprint:
            raise BadInput("film-is-another", path=str(path))
        return path

    def missing_film(self) -> FilmRef:
        """The first film that is not where the session says, or is another one; the coded one where all are there."""
        for film in self.session.films:
            try:
                self.film_file(film)
            except BadInput:
                return film
        return self.film()

    def film_index(self, film: FilmRef | None = None) -> FilmIndex:
        """The film's index, kept in the session's `cache` and built anew when that does not fit.

        Raises:
            BadInput, FilmError: the film is not there, is another one, or cannot be used.
        """
        film = film or self.film()
        found = self.kept_index(film)
        if found is None:
            from vfi.media.index import build_index
            from vfi.media.index_cache import index_key

            file = self.film_file(film, check=False)
            key = index_key(file)  # before it is read: if it changes meanwhile, the index is for neither
            found = build_index(file)
            self.keep_index(film, found, key)
        return found

    def kept_index(self, film: FilmRef) -> FilmIndex | None:
        """The film's index if it need not be made: from the last time, or of this desk.

        Raises:
            BadInput, FilmError: the film is not there, or is another one.
        """
        if film.path not in self._index:
            from vfi.media.index_cache import index_key, load_index

            key, kept = index_key(self.film_file(film)), self._index_place(film)
            if not self.vault.exists(kept) or (found := load_index(BytesIO(self.vault.read(kept)), key)) is None:
                return None
            self._index[film.path] = found
        return self._index[film.path]

    def keep_index(self, film: FilmRef, index: FilmIndex, key: str) -> None:
        """Keep the index of the whole film for this desk and the next time; `key`: the film's before it was read."""
        from vfi.media.index_cache import save_index

        self._index[film.path] = index
        kept, stream = self._index_place(film), BytesIO()
        save_index(index, key, stream)
        with contextlib.suppress(CouldNot):  # a cache: a library that can only be read works without it
            self.vault.make_folder(path_of(kept).parent)
            self.vault.write(kept, stream.getvalue())

    def _index_place(self, film: FilmRef) -> str:
        return f"{self.folder}/cache/index-{film.fingerprint.sha256[:16]}.npz".removeprefix("/")

    def cameras(self) -> tuple[tuple[FilmRef, ...], ...]:
        """The films of each camera, one after another; the first camera is the one that is coded.

        Raises:
            BadInput: `session-without-film`.
        """
        self.film()
        return by_camera(self.session.films)

    def camera_index(self, camera: int = 0, index_of: Callable[[FilmRef], FilmIndex] | None = None) -> FilmIndex:
        """The index of all that this camera (from 0) filmed: of its files as one film.

        `index_of`: gives the index of a file, instead of `film_index`.

        Raises:
            BadInput, FilmError: a file is not there, is another one, cannot be used; `files-look-different`.
        """
        files = self.cameras()[camera]
        indexes = [(index_of or self.film_index)(film) for film in files]
        if len(files) == 1:
            return indexes[0]
        from vfi.media.reel import join_films

        return join_films([(self.film_file(film), index) for film, index in zip(files, indexes, strict=True)])

    def clock(self, camera: int = 0) -> FilmClock:
        """The frames of the camera that is coded, or of another (from 0), on the session clock."""
        first = self.cameras()[camera][0]
        return FilmClock(self.camera_index(camera).frame_map, first.offset, first.drift)

    def span(self) -> Span:
        """The camera that is coded on the session clock."""
        clock = self.clock()
        return Span(Ns(max(0, clock.start)), clock.end)

    # what the family agreed to ---------------------------------------------------------------------------------

    def may(self, action: Action, purpose: Purpose, *, today: datetime.date | None = None) -> Answer:
        """The gate's answer for this session."""
        day = today or datetime.datetime.now().date()
        case = self.case.value if self.case is not None else None
        return permitted(case, action, purpose, today=day, people=self.session.who or None)

    # schemes ---------------------------------------------------------------------------------------------------

    def scheme_of(self, header: CodingHeader) -> Scheme:
        """The scheme that a coding was made with: the session's frozen copy."""
        return read_frozen(self.vault, self.folder, header.scheme, header.scheme_hash)

    def find_scheme(self, name: str | None) -> FoundScheme | None:
        """A scheme by path or id, the session's own copies first; without a name the one that it starts with.

        None: no scheme at all, marks only.
        """
        wanted = name if name is not None else self.session.scheme
        if wanted is None or wanted == NO_SCHEME.ref:
            return None
        own = frozen_path(self.folder, wanted)
        if "/" not in wanted and self.vault.exists(own):
            source = self.vault.read(own)
            return FoundScheme(read_frozen(self.vault, self.folder, wanted, scheme_hash(source)), source, Path(own))
        return find_scheme(wanted)

    # codings ---------------------------------------------------------------------------------------------------

    def codings(self) -> list[ListedCoding]:
        """The codings as a list shows them, by name, without replaying them."""
        return list_codings(self.vault, self.folder)

    def coding(self, listed: ListedCoding) -> Coding:
        """One coding for reading.

        Raises:
            VfiError: what is wrong with it.
        """
        if listed.damage is not None:
            raise listed.damage
        with open_coding(self.vault, listed.path, self.scheme_of, "", write=False) as opened:
            return opened.coding

    def read_codings(self, coder: str | None = None) -> list[Coding]:
        """Every coding, or those of one coder (capitals do not matter), for reading.

        Raises:
            BadInput: `no-such-coder`.
            FileDamaged: one of them is damaged.
        """
        listed = self.codings()
        wanted = [each for each in listed if coder is None or _same(coder, each)]
        if coder is not None and not wanted:
            known = sorted({each.header.coder for each in listed if each.header is not None})
            if not known:
                raise BadInput("nothing-coded")
            raise BadInput("no-such-coder", coder=coder, coders=", ".join(known))
        return [self.coding(each) for each in wanted]

    def new_coding(self, coder: str, scheme: FoundScheme | None, *, role: Role = Role.PRIMARY) -> str:
        """Start a coding; the scheme is kept with the session. Returns its path, for `open_coding`.

        Raises:
            BadInput: `coder-missing`, `coder-odd-name`.
            Refused: `scheme-ref-taken` when the session has another scheme of this id and version.
        """
        if not coder.strip():
            raise BadInput("coder-missing")
        if not coder.strip().isprintable():
            raise BadInput("coder-odd-name")
        frozen, hash = freeze_scheme(self.vault, self.folder, scheme.source) if scheme is not None else (NO_SCHEME, "")
        return create_coding(
            self.vault,
            self.folder,
            session=self.session.id,
            coder=coder.strip(),
            role=role,
            scheme=frozen,
            scheme_hash=hash,
        )

    def open_coding(self, path: str, coder: str, *, write: bool = True, take_over: bool = False) -> OpenCoding:
        """Open a coding; what cannot be written opens for reading, with the reason in `read_only`."""
        return open_coding(self.vault, path, self.scheme_of, coder, write, take_over=take_over)

    def open(self, choice: CodingChoice, coder: str) -> OpenCoding:
        """Open the coding that was chosen, or start it.

        Raises:
            BadInput, Refused: what `new_coding` raises. FileDamaged, CouldNot: it cannot be read.
        """
        match choice:
            case GoOn():
                return self.start_coding(coder)
            case Another(scheme, role):
                return self.open_coding(self.new_coding(coder, self.find_scheme(scheme), role=role), coder)
            case This(path, write, take_over):
                return self.open_coding(path, coder, write=write, take_over=take_over)

    def start_coding(self, coder: str, scheme: str | None = None) -> OpenCoding:
        """Go on with the newest coding of this coder under this scheme, or start one: what *Start coding* does."""
        found = self.find_scheme(scheme)
        ref = found.scheme.ref if found is not None else NO_SCHEME.ref
        own = [
            each
            for each in self.codings()
            if each.damage is None and each.header is not None and _same(coder, each) and each.header.scheme == ref
        ]
        path = max(own, key=lambda each: each.changed).path if own else self.new_coding(coder, found)
        return self.open_coding(path, coder)


def _same(coder: str, listed: ListedCoding) -> bool:
    return listed.header is not None and listed.header.coder.casefold() == coder.strip().casefold()


def open_place(path: Path) -> SessionDesk:
    """The session in this folder.

    Raises:
        BadInput: `no-session-here`.
        FileDamaged: `record-findings`.
    """
    place = place_of(path)
    if place is None or place.session is None or place.rest:
        raise BadInput("no-session-here", path=str(path))
    vault = PlainVault(place.root)
    case = read_case(vault, place.case) if place.case is not None else None
    return SessionDesk(vault, place.session, read_session(vault, place.session), case, {})


def open_inside(vault: Vault, case: Stored[Case] | None, folder: str) -> SessionDesk:
    """A session of a library that is open already."""
    return SessionDesk(vault, folder, read_session(vault, folder), case, {})
