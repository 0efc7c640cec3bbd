"""Out of the machine, or to a service on it."""

# ruff: noqa: E501 - an attack is one text

from ground import TRIED, Attack


def reaches(name: str, deed: str, **more: object) -> Attack:
    return Attack(name, f"{TRIED}\nsocket.setdefaulttimeout(3)\ntried(lambda: {deed})", off="sandbox", **more)


_UDP = f"""{TRIED}
def told():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mine:
        mine.settimeout(3)
        mine.sendto(@DATA@, ("127.0.0.1", @UDP@))
        return mine.recv(1000)

tried(told)
"""
_QUERY = r"b'\x13\x37\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07answers\x04evil\x00\x00\x01\x00\x01'"
_BY_NUMBER = f"""{TRIED}
def connected():
    mine = syscall(41 if os.uname().machine == "x86_64" else 198, 2, 1, 0)
    address = struct.pack("=HHI8x", 2, socket.htons(@TCP@), struct.unpack("=I", bytes([127, 0, 0, 1]))[0])
    if ctypes.CDLL(None).connect(mine, address, 16):
        raise OSError("no connection")
    return mine

tried(connected)
"""
_PROGRAM = f"""{TRIED}
code = "import socket; socket.create_connection(('127.0.0.1', @TCP@), 3); print('through')"
tried(lambda: subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout or False)
"""

ATTACKS = [
    reaches("TCP to this machine", "socket.create_connection(('127.0.0.1', @TCP@))"),
    reaches("TCP, listening", "socket.create_server(('127.0.0.1', 0))"),
    Attack("UDP", _UDP.replace("@DATA@", "b'answers?'"), off="sandbox"),
    Attack("a name server's question", _UDP.replace("@DATA@", _QUERY), off="sandbox"),
    reaches("a Unix socket by its path", "socket.socket(socket.AF_UNIX).connect('@PATH@')"),
    reaches("a Unix socket without a path", "socket.socket(socket.AF_UNIX).connect('@ABSTRACT@')"),
    reaches("raw packets", "socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)", as_root=True),
    reaches("packets below IP", "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)", as_root=True),
    reaches("the machine's network cards", "[one for one in socket.if_nameindex() if one[1] != 'lo'] or socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)"),
    Attack("a system call by its number", _BY_NUMBER, off="sandbox"),
    Attack("another program", _PROGRAM, off="sandbox"),
]  # fmt: skip
