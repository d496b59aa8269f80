"""Messages between the grader and a student's process: a length, then JSON.

The grader trusts nothing that comes out: a frame that is too long or not JSON is a `BadFrame`, and
whatever is in a good one is data, never code.
"""

from __future__ import annotations

import json
import socket
import struct

FORK, INTERRUPT, KILL = b"f", b"i", b"k"  # what the grader asks of the warm process

HEAD = struct.Struct(">I")
LARGEST = 20_000_000  # bytes of one frame that comes out


class BadFrame(Exception):
    """What came is no message of ours."""


def send(channel: socket.socket, message: dict, most: int | None = None) -> None:
    """Send one message, or the word that it has more bytes than `most`.

    Raises OSError when the other side is gone.
    """
    body = json.dumps(message).encode()
    if most is not None and len(body) > most:
        body = json.dumps({"too_large": len(body)}).encode()
    channel.sendall(HEAD.pack(len(body)) + body)


def receive(channel: socket.socket) -> dict | None:
    """Wait for one message; None when the other side has closed."""
    head = _exactly(channel, HEAD.size)
    if head is None:
        return None
    body = _exactly(channel, HEAD.unpack(head)[0])
    return None if body is None else json.loads(body)


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    parts = []
    while size:
        part = channel.recv(min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class Reader:
    """Takes bytes as they come and gives whole messages; for the side that must never wait."""

    def __init__(self, largest: int = LARGEST):
        self.largest, self._bytes = largest, bytearray()

    def feed(self, data: bytes) -> list[dict]:
        """All messages that `data` completes. Raises `BadFrame`."""
        self._bytes += data
        messages = []
        while len(self._bytes) >= HEAD.size:
            (size,) = HEAD.unpack_from(self._bytes)
            if size > self.largest:
                raise BadFrame(f"a message of {size} bytes")
            if len(self._bytes) < HEAD.size + size:
                break
            body = bytes(self._bytes[HEAD.size : HEAD.size + size])
            del self._bytes[: HEAD.size + size]
            messages.append(_message(body))
        return messages


def _message(body: bytes) -> dict:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadFrame(f"no JSON ({type(error).__name__})") from None
    if not isinstance(message, dict):
        raise BadFrame("JSON, but no message")
    return message
