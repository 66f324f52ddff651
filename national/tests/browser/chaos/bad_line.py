"""A bad line between browser and server: one request a connection, which it can lose, cut, delay or repeat."""

import socket
import struct
import threading
import time
from contextlib import suppress

PATIENCE = 30
FAULTS = ("cut", "lose", "late", "slow", "repeat")


class BadLine:
    """Listens on a port of its own. While it is `away` nothing gets through; faults that were ordered befall posts.

    cut: half of the request arrives · lose: all of it, and no answer · late: only after a while · slow: the answer
    comes only after a while · repeat: three times, the last after a while, and the first answer is the one that counts.
    """

    def __init__(self, port):
        self.server_port = port
        self.away = False
        self.ordered = []
        self.befell = []
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *error):
        # Closing alone would not wake the thread that waits for a connection.
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def order(self, fault, seconds=0.0):
        """The next post meets this fault."""
        self.ordered.append((fault, seconds))

    def heal(self):
        self.away = False
        self.ordered.clear()

    def _accept(self):
        while True:
            try:
                client, _address = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        client.settimeout(PATIENCE)
        with client, suppress(OSError):
            request = _read_request(client)
            answer = b"" if self.away or not request else self._carry(request)
            if answer and not self.away:
                client.sendall(answer)
            else:
                # Reset, as when a connection breaks, and not an orderly end.
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _carry(self, request):
        fault, seconds = self._next_fault(request)
        if fault == "cut":
            self._send(request[: len(request) // 2])
            return b""
        if fault == "late":
            time.sleep(seconds)
        answer = self._send(request)
        if fault == "lose":
            return b""
        if fault == "slow":
            time.sleep(seconds)
        if fault == "repeat":
            self._send(request)
            threading.Timer(seconds, self._send, [request]).start()
        return answer

    def _next_fault(self, request):
        if not request.startswith(b"POST /reviews/") or not self.ordered:
            return None, 0
        fault = self.ordered.pop(0)
        self.befell.append(fault)
        return fault

    def _send(self, request):
        """What the server answers to the bytes of a request; nothing where there is no server."""
        answer = bytearray()
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.server_port), PATIENCE) as server:
            server.sendall(request)
            server.shutdown(socket.SHUT_WR)
            while piece := server.recv(65536):
                answer += piece
        return bytes(answer)


def _read_request(client):
    """The bytes of one request, which asks for the connection to be closed after it."""
    read = bytearray()
    while b"\r\n\r\n" not in read:
        piece = client.recv(65536)
        if not piece:
            return b""
        read += piece
    head, _, body = bytes(read).partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    lengths = [line.split(b":")[1] for line in lines if line.lower().startswith(b"content-length:")]
    while len(body) < int(next(iter(lengths), b"0")):
        piece = client.recv(65536)
        if not piece:
            return b""
        body += piece
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body
