"""What is said about several cameras on one clock."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "no-such-camera": N_("There is no camera {number}: the session has {cameras}."),
    "no-such-film": N_("The session has no other film “{film}”."),
    "film-there-already": N_("This very film, “{name}”, is in the session already."),
    "too-many-cameras": N_("A session shows {most} cameras at most."),
    "files-look-different": N_("The pictures of “{name}” have another size than those of “{first}”: not one film."),
    "offset-of-coded-film": N_(
        "The coding was made on “{film}”: if it were moved, every moment would be at another place."
    ),
    "only-one-camera": N_("The session has one camera only: there is nothing to lay on its clock."),
}

REMEDIES: dict[str, str] = {
    "files-look-different": N_("Add it as another camera."),
    "too-many-cameras": N_("Make another session for it."),
    "offset-of-coded-film": N_("Move the other film instead."),
    "only-one-camera": N_("Add the film of another camera first."),
}
