"""Several cameras of one session in the Code room."""
