"""Runs the program virtual_hosts (bench/virtual_hosts.cpp) and reads its log."""

import ipaddress
import pathlib
import subprocess
import tempfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """A request by the server's clock (CLOCK_MONOTONIC, which time.monotonic() reads as well), in seconds."""

    arrived: float
    sent: float  # The moment before the first byte of the answer left; the answers are small.
    status: int
    connections: int  # That the host had open then, this one included.
    host: str
    path: str


class VirtualHosts:
    """`with VirtualHosts(bin, links=50) as hosts:` serves every address of the loopback on hosts.port."""

    def __init__(self, programs, port=0, latency_ms=0, links=100):
        self._folder = tempfile.TemporaryDirectory(prefix="ogid-hosts-")
        self.log = pathlib.Path(self._folder.name) / "requests"
        self._command = [str(programs / "virtual_hosts"), str(self.log), "--port", str(port), "--latency-ms", str(latency_ms),
                         "--links", str(links)]  # fmt: skip

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("virtual_hosts does not start")
        self.port = int(line)
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()
        self._folder.cleanup()

    def requests(self):
        for line in self.log.read_text().splitlines():
            words = line.split(" ")
            if len(words) == 6:  # The last line may be half written.
                arrived, sent, status, connections, host, path = words
                yield Seen(int(arrived) / 1e6, int(sent) / 1e6, int(status), int(connections), host, path)


def addresses(first, count):
    """`count` addresses of the loopback from `first` on."""
    begin = int(ipaddress.IPv4Address(first))
    return [str(ipaddress.IPv4Address(begin + number)) for number in range(count)]
