"""Paper in the window: the sheet that shows pages before they are printed, and the printer."""
