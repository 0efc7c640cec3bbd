"""A room costs what it needs, when it is used."""

import json
import subprocess
import sys

import pytest

HEAVY = ["numpy", "scipy", "pandas", "matplotlib", "ipywidgets", "IPython", "pooch", "cantools", "can"]


def heavy_modules_after(code: str) -> set[str]:
    script = f"import sys, json\n{code}\nprint(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout))


@pytest.mark.parametrize(
    "code",
    [
        "import nevlab",
        "from nevlab import jobcard",
        "from nevlab import bench, data, labels",
        "from nevlab import jobcard\ncard = jobcard.JobCard('x', [jobcard.Number('n', 'N')])\ncard.answers(n='3')",
        "from nevlab import bench\nbench.Slider('a', 'A', '', 0, 1, 1, 0)",
    ],
)
def test_nothing_heavy_is_loaded(code):
    assert heavy_modules_after(code) == set()


def test_drawing_loads_no_pyplot():
    code = (
        "from nevlab import bench\nfrom nevlab.bench import style\n"
        "style.draw(bench.Picture([]), bench.Axis('t'), bench.Axis('U'))\n"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    assert heavy_modules_after(code) == {"numpy", "matplotlib"}


def test_an_unknown_room_or_bench_is_an_attribute_error():
    from nevlab import bench

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = bench.nothing
    assert {"Explorer", "precharge", "resolver"} <= set(dir(bench))
