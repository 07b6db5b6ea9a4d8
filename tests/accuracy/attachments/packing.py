"""ZIP containers that are the same bytes whenever they are made, and what is the same in two of them."""

import io
import zipfile

MADE = (2025, 1, 10, 9, 0, 0)


def packed(members, charset=None):
    """`members`: name → bytes or str, in this order. `charset`: of names that are not said to be UTF-8."""
    out = io.BytesIO()
    written = {name: name for name in members}
    if charset:  # The library knows only ASCII and UTF-8: names of the same length hold the place.
        written = {name: f"{index:x<{len(name.encode(charset))}}" for index, name in enumerate(members)}
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(written[name], MADE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, content.encode() if isinstance(content, str) else content)
    made = out.getvalue()
    for name in members if charset else ():
        made = made.replace(written[name].encode(), name.encode(charset))
    return made


def unpacked(content):
    """Name → bytes of a ZIP's members; None of anything else. Two versions of zlib may pack the same otherwise."""
    if not content.startswith(b"PK\3\4"):
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(member.filename, archive.read(member)) for member in archive.infolist()]
