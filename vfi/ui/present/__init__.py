"""The parent's screen, and the clinician's notes beside it."""
