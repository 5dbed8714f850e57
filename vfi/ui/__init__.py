"""Widgets: the only place that imports pyqtgraph, and with vfi.qt the only one that imports PySide6."""
