"""Against the verifier by what is handed to it; it must come to a verdict, or to an end."""

# ruff: noqa: E501 - an attack is one text

from ground import Attack

STUCK = ("", "run-timeout", "run-waits", "run-kernel-died", "run-too-much")


def hands(name: str, answer: str, test: str, **more: object) -> Attack:
    return Attack(name, answer, test, **{"ends": STUCK} | more)


ATTACKS = [
    hands("an array interface into nowhere", "class A:\n    __array_interface__ = dict(data=b'\\0' * 7 + b'\\x40' * 1 if 0 else (__import__('numpy').array([3.0]).tobytes(), True)[0], shape=(1,), typestr='<f8', version=3)\nx = A()", "np.testing.assert_allclose(np.asarray(x, dtype=float), 3)"),
    hands("an array made on demand", "class A:\n    __array__ = lambda s, *a, **k: np.array(3.0)\nx = A()", "assert np.allclose(x, 3)"),
    hands("a function of numpy's taken over", "class A:\n    __array_function__ = lambda *a, **k: True\n    __array_ufunc__ = lambda *a, **k: True\nx = A()", "assert np.allclose(x, 3)"),
    hands("a subclass of array", "class A(np.ndarray):\n    def __array_ufunc__(s, *a, **k): return np.array(True)\n    __eq__ = lambda s, o: np.array(True)\nx = np.array([9.0]).view(A)", "assert (x == 3).all()"),
    hands("an array of objects equal to everything", "class A:\n    __eq__ = lambda s, o: True\nx = np.array([A()], dtype=object)", "assert (x == 3).all()"),
    hands("a table that equals every table", "class A(pd.DataFrame):\n    equals = lambda s, o: True\nx = A({'a': [9]})", "assert x.equals(pd.DataFrame({'a': [3]}))"),
    hands("a table of objects equal to everything", "class A:\n    __eq__ = lambda s, o: True\n    __hash__ = lambda s: 1\nx = pd.DataFrame({'a': [A()]})", "assert (x['a'] == 3).all()"),
    hands("an integer without end", "x = 7 ** (10**6)", "assert x % 2 == 1"),
    hands("nested without end", "x = 3\nfor _ in range(500): x = [x]", "y = x\nwhile type(y) is list: y = y[0]\nassert y == 3"),
    hands("too many values", "x = list(range(3_000_000))", "assert x[3] == 3 and len(x) > 3 and sorted(x) == x"),
    hands("a class that says it is another", "class A:\n    __class__ = float\n    __eq__ = lambda s, o: True\nx = A()", "assert isinstance(x, float) and x == 3"),
    hands("a class of classes that says yes", "class M(type):\n    __instancecheck__ = lambda s, o: True\nclass x(metaclass=M): pass", "assert isinstance(3, x)"),
    hands("a length that lies", "class A(list):\n    __len__ = lambda s: 3\n    __eq__ = lambda s, o: True\nx = A([9])", "assert len(x) == 3 and x == [1, 2, 3]"),
    hands("a dictionary that answers everything", "class A(dict):\n    __missing__ = lambda s, k: 3\n    __getitem__ = lambda s, k: 3\nx = A(v=9)", "assert x['v'] == 3"),
    hands("a function with two faces", "import sys\ndef x(v):\n    return sys._getframe(1).f_globals.get('golden', 9)", "golden = 3\nassert x(1) == golden"),
    hands("a function that changes what it is compared with", "def x(values):\n    globals()['golden'] = 9\n    return 9", "values = [1, 2]\ngolden = 3\nassert x(values) == golden"),
    hands("a text that is found in every text", "class A(str):\n    startswith = __contains__ = lambda s, *a: True\nx = A('no' * 20_000_000)", "assert x.startswith('yes')"),
    hands("an object that says it is equal", "class A:\n    equals = identical = isin = lambda s, o: True\nx = A()", "assert x.equals(pd.Series([3]))"),
]  # fmt: skip
