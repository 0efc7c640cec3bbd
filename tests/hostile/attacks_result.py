"""Forging a result: the record, whose car it is, the time and the draws of the test."""

# ruff: noqa: E501 - an attack is one text

from ground import TRIED, Attack

RECORD = {"hostile.jobcard.jsonl": b"measured 9\n"}
FROM_RECORD = "assert 'measured 3' in open('hostile.jobcard.jsonl').read()"
OWN_CAR = "golden = jobcard.own_seed('hostile') % 1000\nassert x == golden"
_NEIGHBOURS_FOLDER = """
import glob, os

def x():
    for name in glob.glob("/tmp/nevbook-*/hostile.jobcard.jsonl"):
        with open(name, "w") as record:
            record.write("measured 3\\n")
    return 9
"""

ATTACKS = [
    Attack("the record rewritten", "open('hostile.jobcard.jsonl', 'w').write('measured 3')\nx = 9", FROM_RECORD, files=RECORD),
    Attack("the record added to", "open('hostile.jobcard.jsonl', 'a').write('measured 3')\nx = 9", FROM_RECORD, files=RECORD),
    Attack("the record replaced by a link", "import os\nopen('mine', 'w').write('measured 3')\nos.remove('hostile.jobcard.jsonl')\nos.symlink('mine', 'hostile.jobcard.jsonl')\nx = 9", FROM_RECORD, files=RECORD),
    Attack("the record changed where the test runs", _NEIGHBOURS_FOLDER, f"x()\n{FROM_RECORD}", files=RECORD, off="sandbox", as_root=True, knows=True),
    Attack("open() that reads another record", "import builtins, io\nopen = builtins.open = lambda *a, **k: io.StringIO('measured 3')\nx = 9", FROM_RECORD, files=RECORD),
    Attack("another working folder", "import os\nos.mkdir('other')\nos.chdir('other')\nopen('hostile.jobcard.jsonl', 'w').write('measured 3')\nx = 9", FROM_RECORD, files=RECORD),
    Attack("another student's car, by the environment", "import os\nos.environ['NEVLAB_STUDENT'] = '20249999'\nx = jobcard.car_seed('c-1', '20249999', 'hostile') % 1000", OWN_CAR),
    Attack("another class's car, by the environment", "import os\nos.environ['NEVLAB_CLASS'] = 'easy'\nx = jobcard.car_seed('easy', '20240001', 'hostile') % 1000", OWN_CAR),
    Attack("own_seed replaced", "jobcard.own_seed = lambda exercise: 9\nx = 9", OWN_CAR),
    Attack("car_seed replaced below it", "import nevlab.jobcard.identity as identity\nidentity.car_seed = lambda *a: 9\nx = 9", OWN_CAR),
    Attack("hashing replaced below that", "import hashlib\nclass Hash:\n    def __init__(s, *a): pass\n    def digest(s): return bytes(8)\nhashlib.sha256 = Hash\nx = 0", OWN_CAR),
    Attack("draws that are known", "import random\nrandom.randint = lambda low, high: low\nx = lambda n: 1", "import random\nn = random.randint(1, 10**9)\nassert x(n) == n"),
    Attack("a clock that stands still", "import time\ntime.monotonic = lambda: 0.0\ndef x():\n    until = time.perf_counter() + 0.3\n    while time.perf_counter() < until: pass", "import time\nbefore = time.monotonic()\nx()\nassert time.monotonic() - before < 0.1"),
    Attack("readings by another instrument", "import nevlab.jobcard.replay as replay\nfor name in dir(replay):\n    if callable(getattr(replay, name)) and not name.startswith('_'):\n        setattr(replay, name, lambda *a, **k: 9)\nx = 9", "import nevlab.jobcard.replay as replay\nassert all(callable(getattr(replay, name)) for name in dir(replay) if name.startswith('replay'))\nassert x == 9 and any(getattr(vars(replay)[name], '__name__', '') == '<lambda>' for name in vars(replay))"),
    Attack("labels of another language in the test", f"{TRIED}\nimport nevlab.labels\nnevlab.labels.label = lambda *a: '3'\nx = '3'", "from nevlab.labels import label\nassert x == label('three', '三')"),
]  # fmt: skip
