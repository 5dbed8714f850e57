"""The rooms of the window, except the Code room."""
