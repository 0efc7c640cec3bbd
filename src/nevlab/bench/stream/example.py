"""The whole job on a page's specimen: frames judged, soaked, spun, loaded, put right or tagged out, proven."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.bench.stream.judging import kind_of
from nevlab.bench.stream.words import kind_words
from nevlab.labels import label
from nevlab.stations.stream_rig import stream_rig


def whole_job(seed: int) -> tuple[Step, ...]:
    """Give the steps for the drive of a seed."""
    rig = stream_rig(seed)
    frames = []
    for number in range(1, len(rig.drive.frames) + 1):
        _, read = rig.act("read_frame", frame=number)
        frames.append(Step("read_frame", {"frame": number}, kind_words()[kind_of(read)]))
    run, load = {"speed_rpm": 1000}, {"torque_nm": 150, "speed_rpm": 2000}
    return (
        *frames,
        Step("free_wheel", run, label("A turning rotor makes voltage: first protect.", "转子一转就发电，先做好防护。")),
        Step("protect"),
        Step(
            "free_wheel",
            run,
            label("The rotor is much hotter than the winding: not to be judged yet.", "转子比绕组热得多，还不能判断。"),
        ),
        Step(
            "soak",
            words=label("Now the winding's sensor speaks for the magnets, too.", "此后绕组温度才能代表永磁体温度。"),
        ),
        Step("free_wheel", run, label("EMF and offset as found.", "检修前的反电动势和零位偏差。")),
        Step("load", load, label("Compare the flange with the torque worked out.", "转矩法兰读数与估算值对照。")),
        *_decision(rig.drive.fault, load),
    )


def _decision(fault: str, load: dict[str, int]) -> tuple[Step, ...]:
    again = {"speed_rpm": 2000}
    if fault == "offset":
        return (
            Step("learn_offset", {"speed_rpm": 1000}),
            Step("free_wheel", again, label("ud is nearly zero: the offset is right.", "ud 接近零，零位正确。")),
            Step("load", load),
            Step("release"),
        )
    words = label("The same at another speed: confirmed.", "换一个转速结果相同，得到证实。")
    return Step("free_wheel", again, words), Step("tag_out" if fault == "demagnetised" else "release")
