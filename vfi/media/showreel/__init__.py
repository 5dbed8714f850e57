"""A deck as one film: clips as they are shown, with words, slow parts, waits and pages burned in."""
