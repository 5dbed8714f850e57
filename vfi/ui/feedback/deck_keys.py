"""What keys and buttons do with the deck: the item before or after, moved, added, removed, taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from vfi.core.deck import Clip, ItemId, PageKind
from vfi.desk.decks import DeckDesk
from vfi.ui.feedback.keys import Do


class DeckKeys:
    """`attempt` makes a change and answers False when it was refused (and said)."""

    def __init__(
        self,
        desk: DeckDesk,
        selected: Callable[[], ItemId | None],
        select: Callable[[ItemId | None], object],
        attempt: Callable[[Callable[[], object]], bool],
    ) -> None:
        self._desk = desk
        self._selected = selected
        self._select = select
        self._attempt = attempt
        self.acts: dict[Do, Callable[[], object]] = {
            Do.ITEM_BACK: partial(self._beside, -1),
            Do.ITEM_ON: partial(self._beside, 1),
            Do.MOVE_UP: partial(self._move, -1),
            Do.MOVE_DOWN: partial(self._move, 1),
            Do.REMOVE: self._remove,
            Do.UNDO: lambda: attempt(desk.undo),
            Do.REDO: lambda: attempt(desk.redo),
        }

    def add_page(self, page: PageKind) -> bool:
        """A new page after what is selected; False when that was refused."""
        selected, place = self._selected(), self._place()
        clip = self._desk.deck.item(selected) if selected is not None else None
        concept = clip.concept if isinstance(clip, Clip) and page is PageKind.CONCEPT else ""
        after = 0 if page is PageKind.OPENING else place + 1 if place is not None else None
        return self._attempt(lambda: self._select(self._desk.add_page(page, concept=concept, place=after)))

    def _place(self) -> int | None:
        """Where what is selected stands in the deck."""
        selected = self._selected()
        return next((row for row, item in enumerate(self._desk.deck.items) if item.id == selected), None)

    def _beside(self, step: int) -> None:
        items, place = self._desk.deck.items, self._place()
        if place is None:
            place = -1 if step > 0 else len(items)
        if 0 <= place + step < len(items):
            self._select(items[place + step].id)

    def _move(self, step: int) -> None:
        id, place = self._selected(), self._place()
        if id is not None and place is not None and 0 <= place + step < len(self._desk.deck.items):
            self._attempt(lambda: self._desk.move(id, place + step))

    def _remove(self) -> None:
        id, place = self._selected(), self._place()
        if id is None or place is None:
            return
        if self._attempt(lambda: self._desk.remove(id)):
            left = self._desk.deck.items
            self._select(left[min(place, len(left) - 1)].id if left else None)
