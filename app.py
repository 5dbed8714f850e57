"""Start vfi without installing it: `python app.py`, or `python app.py --demo` for the example."""

from vfi.__main__ import main

if __name__ == "__main__":
    raise SystemExit(main())
