"""The annotations of one reading, in order of place, and which of them touch a stretch of text."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from closereader.model.annotation import AnchorState, Annotation, AnnotationId
from closereader.model.changes import Change

PlaceKey: TypeAlias = tuple[int, int, str, AnnotationId]

# Passages are a sentence or two: with buckets of this many code points a paragraph touches one or two.
_BUCKET = 1024
# So many at once are cheaper sorted in with all the others than one by one.
_MANY = 50
_NONE = AnnotationId("")


def order(annotation: Annotation) -> PlaceKey:
    """Sorts annotations by place, then by when they were made."""
    return (annotation.start, annotation.end, annotation.created, annotation.id)


class AnnotationIndex:
    """Kept in step by `put` and `remove`; one annotation costs O(log n) plus the move in a list.
    Many at once are cheaper by `take`, which sorts once."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._by_id: dict[AnnotationId, Annotation] = {}
        self._keys: list[PlaceKey] = []
        self._buckets: dict[int, set[AnnotationId]] = {}
        self._in_order: list[Annotation] | None = None
        for annotation in annotations:
            self._by_id[annotation.id] = annotation
            self._fill(annotation)
        self._keys = sorted(order(annotation) for annotation in self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Annotation]:
        # Every pane asks for all of them; one change more or less does not make the list anew.
        if self._in_order is None:
            self._in_order = [self._by_id[key[3]] for key in self._keys]
        return iter(self._in_order)

    def __contains__(self, annotation_id: object) -> bool:
        return annotation_id in self._by_id

    def get(self, annotation_id: AnnotationId | None) -> Annotation | None:
        """The annotation of that id, or None."""
        return None if annotation_id is None else self._by_id.get(annotation_id)

    def keys(self) -> Iterator[PlaceKey]:
        """The `order` of each, sorted: who lists them all need neither make nor sort these anew."""
        return iter(self._keys)

    def put(self, annotation: Annotation) -> None:
        """Add it, or replace the one of the same id."""
        before, key = self._by_id.get(annotation.id), order(annotation)
        if before is not None and order(before) == key:
            self._by_id[annotation.id] = annotation
            if self._in_order is not None:
                self._in_order[bisect_left(self._keys, key)] = annotation
            return
        self.remove(annotation.id)
        self._by_id[annotation.id] = annotation
        index = bisect_left(self._keys, key)
        self._keys.insert(index, key)
        if self._in_order is not None:
            self._in_order.insert(index, annotation)
        self._fill(annotation)

    def remove(self, annotation_id: AnnotationId) -> None:
        """Take it out, if it is there."""
        annotation = self._by_id.pop(annotation_id, None)
        if annotation is None:
            return
        index = bisect_left(self._keys, order(annotation))
        del self._keys[index]
        if self._in_order is not None:
            del self._in_order[index]
        self._empty(annotation)

    def take(self, puts: Iterable[Annotation], removals: Collection[AnnotationId] = ()) -> None:
        """`remove` all of `removals`, then `put` all of `puts`, of one id the last."""
        self._in_order = None
        gone: set[AnnotationId] = set()
        new: dict[AnnotationId, PlaceKey] = {}
        for annotation_id in removals:
            before = self._by_id.pop(annotation_id, None)
            if before is not None:
                self._empty(before)
                gone.add(annotation_id)
        for annotation in puts:
            key = order(annotation)
            before = self._by_id.get(annotation.id)
            self._by_id[annotation.id] = annotation
            if before is not None:
                if key == order(before):
                    continue
                self._empty(before)
                gone.add(annotation.id)
            self._fill(annotation)
            new[annotation.id] = key
        kept = [key for key in self._keys if key[3] not in gone] if gone else self._keys
        kept += sorted(new.values())
        kept.sort()
        self._keys = kept

    def follow(self, changes: Sequence[Change]) -> None:
        """Take what was changed of them."""
        puts = [each.after for each in changes if isinstance(each.after, Annotation)]
        gone = [
            each.before.id
            for each in changes
            if each.after is None and isinstance(each.before, Annotation)
        ]
        if len(changes) > _MANY:
            self.take(puts, gone)
            return
        for annotation_id in gone:
            self.remove(annotation_id)
        for annotation in puts:
            self.put(annotation)

    def touching(self, start: int, end: int) -> list[Annotation]:
        """Those that share a code point with `start` to `end`, or stand as a point inside it; in
        order of place. What is lost stands on nothing."""
        ids: set[AnnotationId] = set()
        for bucket in self._reach(start, end):
            ids |= self._buckets.get(bucket, set())
        found = [
            annotation
            for annotation in map(self._by_id.__getitem__, ids)
            if annotation.anchor is not AnchorState.LOST
            and (
                (annotation.start < end and annotation.end > start)
                or (annotation.start == annotation.end and start <= annotation.start <= end)
            )
        ]
        return sorted(found, key=order)

    def at(self, offset: int) -> list[Annotation]:
        """Those whose passage holds the code point at `offset`, the shortest first."""
        found = [a for a in self.touching(offset, offset + 1) if a.start <= offset < a.end]
        return sorted(found, key=lambda a: (a.end - a.start, order(a)))

    def here(self, offset: int) -> list[Annotation]:
        """Those that stand at `offset` without a passage, then those whose passage holds it."""
        points = [a for a in self.touching(offset, offset) if a.start == a.end]
        return points + self.at(offset)

    def position(self, annotation_id: AnnotationId) -> int:
        """How many stand before it. Raises KeyError."""
        return bisect_left(self._keys, order(self._by_id[annotation_id]))

    def after(self, offset: int) -> Annotation | None:
        """The first that begins after code point `offset`."""
        index = bisect_left(self._keys, (offset + 1, -1, "", _NONE))
        return self._by_id[self._keys[index][3]] if index < len(self._keys) else None

    def before(self, offset: int) -> Annotation | None:
        """The last that begins before code point `offset`."""
        index = bisect_left(self._keys, (offset, -1, "", _NONE)) - 1
        return self._by_id[self._keys[index][3]] if index >= 0 else None

    def _fill(self, annotation: Annotation) -> None:
        for bucket in self._reach(annotation.start, annotation.end):
            self._buckets.setdefault(bucket, set()).add(annotation.id)

    def _empty(self, annotation: Annotation) -> None:
        for bucket in self._reach(annotation.start, annotation.end):
            self._buckets[bucket].discard(annotation.id)

    @staticmethod
    def _reach(start: int, end: int) -> range:
        return range(start // _BUCKET, (end if end > start else start + 1) // _BUCKET + 1)
