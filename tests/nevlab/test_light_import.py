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
    code = "from nevlab.bench import precharge\nprecharge.circuit()\nassert 'matplotlib.pyplot' not in sys.modules"
    assert "matplotlib" in heavy_modules_after(code)


def test_a_plot_does_without_matplotlib():
    code = (
        "from nevlab import bench\n"
        "bench.Explorer(lambda: bench.Picture([]), x=bench.Axis('t'), y=bench.Axis('U'), alt='').html()"
    )
    assert heavy_modules_after(code) == {"numpy"}


def test_an_unknown_room_or_bench_is_an_attribute_error():
    from nevlab import bench

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = bench.nothing
    assert {"Explorer", "precharge", "resolver"} <= set(dir(bench))
