"""The Feedback room: the deck of one shared review, its clips and pages, and the editor of each."""
