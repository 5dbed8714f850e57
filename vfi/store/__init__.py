"""Our own files: journals, codings, sessions, cases, schemes."""
