"""Film and sound: index, exact reader, cache, playback, clips. No Qt."""
