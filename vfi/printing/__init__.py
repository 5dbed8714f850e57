"""Paper: reports, cards, scripts."""
