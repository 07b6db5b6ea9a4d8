"""The service's unit as a table: directive → values in order."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "systemd" / "ogid.service.in"


def service(text):
    """The directives of [Service]; one that stands more than once has all its values."""
    section, found = "", {}
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and not line.startswith("#"):
            name, value = line.split("=", 1)
            found.setdefault(name, []).append(value)
    return found


def text(binaries="/usr/bin", config="/etc/ogid", documents="/usr/share/doc/ogid"):
    """The unit as CMake would fill it in."""
    filled = TEMPLATE.read_text()
    for name, value in {"CMAKE_INSTALL_FULL_BINDIR": binaries, "OGI_CONFIG_FOLDER": config, "CMAKE_INSTALL_FULL_DOCDIR": documents}.items():
        filled = filled.replace(f"@{name}@", str(value))
    return filled
