"""The domain of video feedback: standard library only, opens no file."""
