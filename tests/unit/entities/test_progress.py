"""How far the finding of names is, as a bar shows it."""

from itertools import count

from closereader.entities import recognise
from closereader.model.document import Block, BlockKind
from closereader.progress import Progress

SENTENCE = (
    "On 6 June 2005 Ana Ledesma went to La Paz, where the Water League met, and Ibarra spoke. "
)


def test_it_only_grows_from_stage_to_stage_and_ends_at_the_whole() -> None:
    line = SENTENCE * 40
    text = "\n".join(line for _ in range(20))
    blocks = [
        Block(at, at + len(line), BlockKind.PARAGRAPH) for at in range(0, len(text), len(line) + 1)
    ]
    shares: list[float] = []
    clock = count()
    progress = Progress(
        lambda done, total, _what: shares.append(done / total), clock=lambda: float(next(clock))
    )
    recognise(text, blocks, progress)
    assert len(shares) > 10
    assert shares == sorted(shares)
    assert shares[0] < 0.1
    assert shares[-1] == 1.0
    assert shares.count(1.0) == 1
