"""The parts that every room is made of, dressed by the theme."""
