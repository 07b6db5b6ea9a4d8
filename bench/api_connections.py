"""How many connections the HTTP interface bears: memory of the daemon for each, and a request's time beside them.

    python3 bench/api_connections.py --connections 10000 [--bin build/release/bin]
"""

import argparse
import http.client
import pathlib
import resource
import socket
import statistics
import subprocess
import tempfile
import time

REQUESTS = 200
PATIENCE_S = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def memory_kib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def latencies_ms(port):
    connection, times = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S), []
    for _ in range(REQUESTS):
        begin = time.perf_counter()
        connection.request("GET", "/v1/paused")
        assert connection.getresponse().read() == b""
        times.append((time.perf_counter() - begin) * 1000)
    connection.close()
    return f"median {statistics.median(times):.2f} ms, p99 {sorted(times)[int(REQUESTS * 0.99)]:.2f} ms"


def start(folder, arguments, port):
    config = folder / "ogid.toml"
    config.write_text(f'[store]\npath = "store"\n[api]\nlisten = "127.0.0.1:{port}"\nheader_timeout_ms = 600000\n'
                      f'connections_max = {arguments.connections + 10}\nconnections_per_address_max = {arguments.connections + 10}\n'
                      '[crawl]\nuser_agent = "bench (+http://127.0.0.1/)"\n')  # fmt: skip
    log = open(folder / "log", "w")
    daemon = subprocess.Popen([arguments.bin / "ogid", "--config", config], stdout=log, stderr=log)
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            latencies_ms(port)
            return daemon
        except OSError:
            if daemon.poll() is not None or time.monotonic() > end:
                raise SystemExit((folder / "log").read_text())
            time.sleep(0.05)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--bin", type=pathlib.Path, default=pathlib.Path("build/release/bin"))
    parser.add_argument("--kib-max", type=float, help="fail where a connection costs more")
    arguments = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        daemon = start(pathlib.Path(folder), arguments, port)
        try:
            before = memory_kib(daemon)
            print(f"alone: {before} KiB, {latencies_ms(port)}")
            for words, sent in (("idle", b""), ("half a request", b"GET /v1/status HTTP/1.1\r\nHost: localhost\r\n")):
                peers = []
                for _ in range(arguments.connections):
                    peers.append(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S))
                    peers[-1].sendall(sent)
                beside = latencies_ms(port)
                each = (memory_kib(daemon) - before) / len(peers)
                print(f"{len(peers)} {words}: {each:.1f} KiB each, {beside}")
                for peer in peers:
                    peer.close()
                if arguments.kib_max and each > arguments.kib_max:
                    raise SystemExit(f"more than {arguments.kib_max} KiB a connection")
        finally:
            daemon.kill()
            daemon.wait()


if __name__ == "__main__":
    main()
