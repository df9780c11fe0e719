#!/usr/bin/env python3
"""Draws the icons that a phone shows for the installed web app: the triangle that moves the mountain, with
the child in its middle. The same picture as web/public/favicon.svg: run it when that changes."""
import struct
import zlib
from pathlib import Path

ACCENT, WHITE = (11, 92, 138), (255, 255, 255)
SAMPLES = 4  # In each direction of a pixel: edges without steps.


def colour_at(x: float, y: float) -> tuple[int, int, int]:
    """Of the picture on white, in a square of 32."""
    if (x - 16) ** 2 + (y - 20) ** 2 <= 4 ** 2:
        return WHITE
    is_inside = 3 <= y <= 28 and abs(x - 16) <= (y - 3) * 14 / 25
    return ACCENT if is_inside else WHITE


def drawn(size: int, share: float) -> bytes:
    """The picture takes `share` of the square's side: a maskable icon is cut to the phone's own shape."""
    scale, margin = 32 / (size * share), size * (1 - share) / 2
    offsets = [(i + 0.5) / SAMPLES for i in range(SAMPLES)]
    rows = []
    for row in range(size):
        line = bytearray([0])
        for column in range(size):
            points = [colour_at((column + dx - margin) * scale, (row + dy - margin) * scale)
                      for dy in offsets for dx in offsets]
            line += bytes(sum(channel) // len(points) for channel in zip(*points))
        rows.append(bytes(line))
    return png(size, b"".join(rows))


def png(size: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


if __name__ == "__main__":
    folder = Path(__file__).resolve().parent.parent / "web/public/icons"
    folder.mkdir(exist_ok=True)
    for name, size, share in (("180", 180, 0.8), ("192", 192, 0.9), ("512", 512, 0.9), ("512-maskable", 512, 0.6)):
        (folder / f"{name}.png").write_bytes(drawn(size, share))
