"""Pictures in PNG (ISO/IEC 15948), as far as those here need it: not interlaced, 8 bits a sample at most."""

import struct
import zlib
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY = bytes((8, 0, 0, 0, 0))  # The head of a picture with a byte a pixel.
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # By colour type.


@dataclass
class Png:
    head: bytes      # IHDR behind width and height.
    palette: list    # [(b"PLTE", …)] or nothing.
    width: int
    rows: list       # Of bytes, without the filter.

    @property
    def bytes_a_pixel(self):
        """1 also where several pixels share a byte."""
        depth, colour = self.head[:2]
        return max(1, CHANNELS[colour] * depth // 8)

    @property
    def height(self):
        return len(self.rows)


def read(png):
    assert png.startswith(SIGNATURE), png[:20]
    chunks, at = [], len(SIGNATURE)
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        chunks.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + size]))
        at += size + 12
    width, _, depth, colour, *_, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    assert depth <= 8 and not interlaced
    palette = [(kind, inside) for kind, inside in chunks if kind == b"PLTE"]
    made = Png(chunks[0][1][8:], palette, width, [])
    packed = zlib.decompress(b"".join(inside for kind, inside in chunks if kind == b"IDAT"))
    made.rows = unfiltered(packed, (width * CHANNELS[colour] * depth + 7) // 8, made.bytes_a_pixel)
    return made


def unfiltered(data, row_bytes, pixel):
    rows, above = [], bytes(row_bytes)
    for at in range(0, len(data), row_bytes + 1):
        how, row = data[at], bytearray(data[at + 1 : at + 1 + row_bytes])
        if how == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, above))
        elif how == 1:
            for i in range(pixel, row_bytes):
                row[i] = (row[i] + row[i - pixel]) & 255
        elif how == 3:
            for i, up in enumerate(above):
                row[i] = (row[i] + (((row[i - pixel] if i >= pixel else 0) + up) >> 1)) & 255
        elif how == 4:
            for i, up in enumerate(above):
                left, corner = (row[i - pixel], above[i - pixel]) if i >= pixel else (0, 0)
                from_left, from_up, from_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
                nearest = left if from_left <= from_up and from_left <= from_corner else up if from_up <= from_corner else corner
                row[i] = (row[i] + nearest) & 255
        rows.append(bytes(row))
        above = rows[-1]
    return rows


def written(png):
    chunks = [(b"IHDR", struct.pack(">II", png.width, png.height) + png.head), *png.palette,
              (b"IDAT", zlib.compress(b"".join(b"\0" + row for row in png.rows))), (b"IEND", b"")]  # fmt: skip
    return SIGNATURE + b"".join(struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside)) for kind, inside in chunks)
