"""The printer: asked for only where there is one, and handed the very pages that a PDF would hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from vfi.core.errors import CouldNot

if TYPE_CHECKING:  # the system's printers are looked for when something is to be printed
    from PySide6.QtPrintSupport import QPrinter

    from vfi.printing.setting import Typeset

_DOTS = 300
_MM = 25.4


def has_printer() -> bool:
    """Does the system know one?"""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget) -> QPrinter | None:
    """The system's own question; None when the person thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(" ")  # the queue of an office shows names to everybody
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def onto(printer: QPrinter) -> Callable[[Typeset], None]:
    """Sends pages to it, for `vfi.desk.printing`.

    When it is called, CouldNot: `printer-failed`.
    """

    def give(made: Typeset) -> None:
        paint_pages(printer, made.pictures(_DOTS))

    return give


def paint_pages(printer: QPrinter, pages: Sequence[bytes]) -> None:
    """Paint PNG pages of 300 dots per inch, each on paper of its own size.

    Raises:
        CouldNot: `printer-failed`.
    """
    images = [QImage.fromData(page) for page in pages]
    painter = QPainter()
    try:
        for number, image in enumerate(images):
            printer.setPageLayout(_layout(image))
            printer.setFullPage(True)
            started = painter.begin(printer) if number == 0 else printer.newPage()
            if not started:
                raise CouldNot("printer-failed", printer=printer.printerName())
            painter.drawImage(QRectF(painter.viewport()), image)
    finally:
        if painter.isActive() and not painter.end():
            raise CouldNot("printer-failed", printer=printer.printerName())


def _layout(page: QImage) -> QPageLayout:
    """The paper of a page: upright or across, without margins of the printer's."""
    across = page.width() > page.height()
    short, long = sorted((page.width() / _DOTS * _MM, page.height() / _DOTS * _MM))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF())
