"""Makes a damaged file of good ones: by chance, but the same for the same seed."""

import io
import warnings
import zipfile
from collections.abc import Sequence
from random import Random

MOST_BYTES = 2_000_000
_ODD_BYTES = (0, 1, 0x7F, 0x80, 0xFF, 0x0A, 0x20, 0x3C, 0x22)
_ODD_NUMBERS = (b"0", b"-1", b"65536", b"4294967295", b"99999999999999999999", b"1e309", b"NaN")
_MOST_MEMBER = 20_000_000


def mutated(random: Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """One of the seeds, changed in one to six places. A ZIP archive is now and then changed inside of
    its members and packed again, so that the change comes through to the parser."""
    data = random.choice(seeds)
    if data[:2] == b"PK" and random.random() < 0.75:
        data = _rezipped(random, data, seeds, tokens)
        if random.random() < 0.8:
            return data
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        data = _changed(random, data, seeds, tokens)
    return data[:MOST_BYTES]


def _changed(random: Random, data: bytes, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    at = random.randrange(len(data) + 1)
    end = min(at + random.choice((1, 2, 4, 16, 200, 4000)), len(data))
    way = random.randrange(9 if tokens else 8)
    if way == 0 and data:  # One bit.
        at = random.randrange(len(data))
        return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]
    if way == 1:  # Odd bytes instead of some.
        odd = bytes(random.choice(_ODD_BYTES) for _ in range(min(end - at, 16)))
        return data[:at] + odd + data[at + len(odd) :]
    if way == 2:  # Cut off.
        return data[:at] or data[:1]
    if way == 3:  # A piece is gone.
        return data[:at] + data[end:]
    if way == 4:  # A piece stands twice, or very often.
        times = random.choice((2, 2, 3, 50, 1000))
        return data[:at] + data[at:end] * times + data[end:]
    if way == 5:  # A piece of another file.
        other = random.choice(seeds)
        begin = random.randrange(len(other) + 1)
        return data[:at] + other[begin : begin + random.choice((4, 64, 2000))] + data[end:]
    if way == 6:  # The end of another file.
        other = random.choice(seeds)
        return data[:at] + other[random.randrange(len(other) + 1) :]
    if way == 7:  # Another number, where there is one.
        return _renumbered(random, data, at)
    token = random.choice(tokens)
    times = random.choice((1, 1, 1, 2, 40, 2000))
    return data[:at] + token * times + data[random.choice((at, end)) :]


def _renumbered(random: Random, data: bytes, at: int) -> bytes:
    begin = next((i for i in range(at, min(at + 500, len(data))) if data[i : i + 1].isdigit()), at)
    end = begin
    while end < len(data) and data[end : end + 1].isdigit():
        end += 1
    return data[:begin] + random.choice(_ODD_NUMBERS) + data[end:]


def _rezipped(
    random: Random, data: bytes, seeds: Sequence[bytes], tokens: Sequence[bytes]
) -> bytes:
    """The archive with some of its members changed, left out, doubled, renamed or exchanged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [
                (info.filename, archive.read(info), info.compress_type)
                for info in archive.infolist()
                if info.file_size <= _MOST_MEMBER
            ]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return data
    if not members:
        return data
    texts = [content for _name, content, _type in members if content] or [b"x"]
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if not members:
            break
        at = random.randrange(len(members))
        name, content, kind = members[at]
        way = random.randrange(10)
        if way < 6:
            for _ in range(random.choice((1, 1, 2, 5))):
                content = _changed(random, content, texts, tokens)[:MOST_BYTES]
            members[at] = (name, content, kind)
        elif way == 6:
            del members[at]
        elif way == 7:
            members.append((name, random.choice(texts), kind))
        elif way == 8:
            odd = random.choice(
                ("../" + name, "/" + name, name.upper(), name[:-1] or "x", "C:\\" + name)
            )
            members[at] = (odd, content, kind)
        else:
            other = random.randrange(len(members))
            members[at] = (name, members[other][1], kind)
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w") as archive:
        warnings.simplefilter("ignore")  # Two members of one name are meant.
        for name, content, kind in members:
            archive.writestr(zipfile.ZipInfo(name), content, kind)
    return packed.getvalue()
