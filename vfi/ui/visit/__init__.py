"""The visit: made ready in the office, opened alone, left with a PIN."""
