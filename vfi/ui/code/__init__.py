"""The Code room: film, transport, palette, timeline, event list, form, keys."""
