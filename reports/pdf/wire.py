"""Messages between the application and the rendering process: a JSON head, then plain bytes."""

import json
import struct

HEAD_LENGTH = struct.Struct(">I")


def send(stream, head, *bodies):
    """Write one message: `head` (a dict of JSON values) and any number of byte strings."""
    packed = json.dumps(head | {"lengths": [len(body) for body in bodies]}).encode()
    stream.write(HEAD_LENGTH.pack(len(packed)))
    stream.write(packed)
    for body in bodies:
        stream.write(body)
    stream.flush()


def receive(stream):
    """Read one message and return (head, [body, …]). Raises EOFError when the other side has gone."""
    (head_length,) = HEAD_LENGTH.unpack(exactly(stream, HEAD_LENGTH.size))
    head = json.loads(exactly(stream, head_length))
    return head, [exactly(stream, length) for length in head.pop("lengths")]


def exactly(stream, size):
    data = stream.read(size)
    if len(data) != size:
        raise EOFError("The other side ended in the middle of a message.")
    return data
