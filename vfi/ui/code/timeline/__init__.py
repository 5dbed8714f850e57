"""The timeline: ruler, one lane per tier, links, play head and the whole film, drawn in batches."""
