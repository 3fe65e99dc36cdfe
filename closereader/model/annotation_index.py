"""The annotations of one reading, in order of place, and which of them touch a stretch of text."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from closereader.model.annotation import Annotation, AnnotationId

# Passages are a sentence or two: with buckets of this many code points a paragraph touches one or two.
_BUCKET = 1024


def order(annotation: Annotation) -> tuple[int, int, str, str]:
    """Sorts annotations by place, then by when they were made."""
    return (annotation.start, annotation.end, annotation.created, annotation.id)


class AnnotationIndex:
    """Kept in step by `put` and `remove`; one annotation costs O(log n) plus the move in a list."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._by_id: dict[AnnotationId, Annotation] = {}
        self._keys: list[tuple[int, int, str, str]] = []
        self._buckets: dict[int, set[AnnotationId]] = {}
        for annotation in annotations:
            self._by_id[annotation.id] = annotation
            self._fill(annotation)
        self._keys = sorted(order(annotation) for annotation in self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Annotation]:
        return (self._by_id[AnnotationId(key[3])] for key in self._keys)

    def __contains__(self, annotation_id: object) -> bool:
        return annotation_id in self._by_id

    def get(self, annotation_id: AnnotationId | None) -> Annotation | None:
        """The annotation of that id, or None."""
        return None if annotation_id is None else self._by_id.get(annotation_id)

    def put(self, annotation: Annotation) -> None:
        """Add it, or replace the one of the same id."""
        self.remove(annotation.id)
        self._by_id[annotation.id] = annotation
        insort(self._keys, order(annotation))
        self._fill(annotation)

    def remove(self, annotation_id: AnnotationId) -> None:
        """Take it out, if it is there."""
        annotation = self._by_id.pop(annotation_id, None)
        if annotation is None:
            return
        del self._keys[bisect_left(self._keys, order(annotation))]
        for bucket in self._reach(annotation.start, annotation.end):
            self._buckets[bucket].discard(annotation_id)

    def touching(self, start: int, end: int) -> list[Annotation]:
        """Those that share a code point with `start` to `end`, or stand as a point inside it; in
        order of place."""
        ids: set[AnnotationId] = set()
        for bucket in self._reach(start, end):
            ids |= self._buckets.get(bucket, set())
        found = [
            annotation
            for annotation in map(self._by_id.__getitem__, ids)
            if (annotation.start < end and annotation.end > start)
            or (annotation.start == annotation.end and start <= annotation.start <= end)
        ]
        return sorted(found, key=order)

    def at(self, offset: int) -> list[Annotation]:
        """Those whose passage holds the code point at `offset`, the shortest first."""
        found = [a for a in self.touching(offset, offset + 1) if a.start <= offset < a.end]
        return sorted(found, key=lambda a: (a.end - a.start, order(a)))

    def position(self, annotation_id: AnnotationId) -> int:
        """How many stand before it. Raises KeyError."""
        return bisect_left(self._keys, order(self._by_id[annotation_id]))

    def after(self, offset: int) -> Annotation | None:
        """The first that begins after code point `offset`."""
        index = bisect_left(self._keys, (offset + 1, -1, "", ""))
        return self._by_id[AnnotationId(self._keys[index][3])] if index < len(self._keys) else None

    def before(self, offset: int) -> Annotation | None:
        """The last that begins before code point `offset`."""
        index = bisect_left(self._keys, (offset, -1, "", "")) - 1
        return self._by_id[AnnotationId(self._keys[index][3])] if index >= 0 else None

    def _fill(self, annotation: Annotation) -> None:
        for bucket in self._reach(annotation.start, annotation.end):
            self._buckets.setdefault(bucket, set()).add(annotation.id)

    @staticmethod
    def _reach(start: int, end: int) -> range:
        return range(start // _BUCKET, max(end, start + 1) // _BUCKET + 1)
