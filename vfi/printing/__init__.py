"""Paper: what is printed for the clinician and the family."""
