"""Hiding parts of picture and sound, and looking through what is hidden before a film leaves the team."""
