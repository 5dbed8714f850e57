"""Qt without widgets: caption painting, sound out."""
