"""The real nats-server in a folder of its own, and a reader of its streams that shares no code with the sink."""

import base64
import json
import pathlib
import shutil
import signal
import socket
import subprocess
import threading

PROGRAM = shutil.which("nats-server") or "/usr/sbin/nats-server"
PATIENCE_S = 20


class NatsServer:
    """Listens on a port that the system chose, and after a kill again on the same one."""

    def __init__(self, folder, *options):
        self.folder, self.options = pathlib.Path(folder), list(options)
        self.folder.mkdir(exist_ok=True)
        self.port, self.process = -1, None
        self.log = open(self.folder / "log", "ab")
        self.start()

    def start(self):
        for old in self.folder.glob("*.ports"):
            old.unlink()
        self.process = subprocess.Popen(
            [PROGRAM, "-a", "127.0.0.1", "-p", str(self.port), "-js", "-sd", str(self.folder / "data"), "--ports_file_dir", str(self.folder), *self.options],
            stdout=subprocess.DEVNULL, stderr=self.log)  # fmt: skip
        pause = threading.Event()
        for _ in range(PATIENCE_S * 50):
            for file in self.folder.glob(f"*_{self.process.pid}.ports"):
                try:
                    self.port = int(json.loads(file.read_text())["nats"][0].rsplit(":", 1)[1])
                    return
                except (ValueError, KeyError):
                    pass  # Not written to its end.
            if self.process.poll() is not None:
                break
            pause.wait(0.02)
        raise AssertionError("nats-server does not start: " + (self.folder / "log").read_text())

    @property
    def url(self):
        return f"nats://127.0.0.1:{self.port}"

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE_S)

    def restart(self):
        self.kill()
        self.start()

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE_S)
        self.log.close()


class NatsReader:
    """Speaks the client protocol of NATS, just enough to ask JetStream."""

    def __init__(self, port, **connect):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        self.file = self.socket.makefile("rb")
        assert self.file.readline().startswith(b"INFO ")
        self.write(b"CONNECT " + json.dumps({"verbose": False, "headers": True, "lang": "python", "version": "0", **connect}).encode())
        self.write(b"SUB inbox 1")

    def close(self):
        self.file.close()
        self.socket.close()

    def write(self, line, payload=None):
        self.socket.sendall(line + b"\r\n" + (b"" if payload is None else payload + b"\r\n"))

    def ask(self, subject, question=None):
        body = json.dumps(question).encode() if question else b""
        self.write(b"PUB %s inbox %d" % (subject.encode(), len(body)), body)
        while line := self.file.readline():
            words = line.split()
            if words[0] == b"PING":
                self.write(b"PONG")
            elif words[0] == b"MSG":
                answer = self.file.read(int(words[-1]) + 2)[:-2]
                return json.loads(answer)
            elif words[0] == b"-ERR":
                raise AssertionError(line)
        raise AssertionError("the server closed the connection")

    def publish(self, subject, payload):
        self.write(b"PUB %s %d" % (subject.encode(), len(payload)), payload)

    def stream(self, name):
        return self.ask(f"$JS.API.STREAM.INFO.{name}")

    def messages(self, name):
        """(subject, headers, payload) of all that the stream holds, in its order."""
        state = self.stream(name).get("state")
        for sequence in range(state["first_seq"], state["last_seq"] + 1) if state else ():
            answer = self.ask(f"$JS.API.STREAM.MSG.GET.{name}", {"seq": sequence})
            if message := answer.get("message"):
                lines = base64.b64decode(message.get("hdrs", "")).decode().split("\r\n")[1:]
                headers = dict(line.split(": ", 1) if ": " in line else line.split(":", 1) for line in lines if line)
                yield message["subject"], headers, base64.b64decode(message.get("data", "")).decode()
