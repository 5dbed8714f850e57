"""Numbers: scores now, agreement later."""
