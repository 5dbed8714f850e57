"""Getting out of the Code room: clips and stills."""
