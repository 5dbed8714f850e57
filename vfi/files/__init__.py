"""One idea: write beside, swap in, lock, fingerprint; the vault through which every library file passes."""
