"""ZIP containers that are the same bytes whenever they are made, and what is the same in two of them."""

import io
import zipfile

MADE = (2025, 1, 10, 9, 0, 0)


def packed(members, names=None):
    """`members`: name → bytes or str, in this order. `names`: what the file calls them, as bytes, if not in UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, MADE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, content.encode() if isinstance(content, str) else content)
    return out.getvalue()


def unpacked(content):
    """Name → bytes of a ZIP's members; None of anything else. Two versions of zlib may pack the same otherwise."""
    if not content.startswith(b"PK\3\4"):
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(member.filename, archive.read(member)) for member in archive.infolist()]
