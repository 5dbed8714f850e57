"""Out of the program: the sheet that every export has, with the gate and the ways on; clips."""
