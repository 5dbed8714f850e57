"""What is said about several cameras on one clock."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "no-such-camera": N_("There is no camera {number}: the session has {cameras}."),
    "no-such-camera-name": N_("The session has no camera “{name}”. It has: {cameras}."),
    "camera-name-taken": N_("Another camera of this session is called “{name}”."),
    "no-such-film": N_("The session has no other film “{film}”."),
    "film-there-already": N_("This very film, “{name}”, is in the session already."),
    "too-many-cameras": N_("A session shows {most} cameras at most."),
    "files-look-different": N_("The pictures of “{name}” have another size than those of “{first}”: not one film."),
    "offset-of-coded-film": N_(
        "The coding was made on “{film}”: if it were moved, every moment would be at another place."
    ),
    "drift-too-large": N_("{ppm} millionths is no difference between two clocks: one film plays at another speed."),
    "session-odd-drift": N_("{ppm} millionths is no difference between two clocks: 5000 is the most."),
    "no-film-to-go-on-from": N_("“{name}” cannot go on from another film: it is the first one."),
    "more-camera-names": N_("{names} cameras were named, but there are {cameras}."),
    "clips-not-filmed": N_("“{camera}” was not filming at any of these moments."),
    "only-one-camera": N_("The session has one camera only: there is nothing to lay on its clock."),
}

REMEDIES: dict[str, str] = {
    "files-look-different": N_("Add it as another camera."),
    "camera-name-taken": N_("Give it a name of its own."),
    "too-many-cameras": N_("Make another session for it."),
    "offset-of-coded-film": N_("Move the other film instead."),
    "clips-not-filmed": N_("Make the clips of another camera."),
    "only-one-camera": N_("Add the film of another camera first."),
}
