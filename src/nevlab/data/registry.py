"""Which measured files there are: origin, licence and SHA-256 of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Origin:
    """Where files come from.

    Parameters
    ----------
    repository, commit
        GitHub ``owner/name`` and the commit that is meant.
    licence
        SPDX identifier.
    folder
        Folder in the repository.
    """

    repository: str
    commit: str
    licence: str
    folder: str = ""


@dataclass(frozen=True)
class DataFile:
    """One measured file.

    Parameters
    ----------
    name
        What the project calls it.
    origin
        Where it comes from.
    local
        Path in a folder that ``NEVLAB_DATA`` names.
    sha256
        Its digest, hexadecimal.
    what
        What was measured.
    """

    name: str
    origin: Origin
    local: str
    sha256: str
    what: str

    @property
    def path(self) -> str:
        """Path in the repository of its origin."""
        file = self.local.rpartition("/")[2]
        return f"{self.origin.folder}/{file}" if self.origin.folder else file

    @property
    def url(self) -> str:
        """Where the raw file is, at the commit that is meant."""
        return f"https://raw.githubusercontent.com/{self.origin.repository}/{self.origin.commit}/{quote(self.path)}"

    @property
    def source(self) -> str:
        """The line that stands where figures of the file are shown."""
        return f"{self.origin.repository} @ {self.origin.commit[:12]}, {self.path} ({self.origin.licence})"


_KONA = Origin("projectgus/hyundai-kona-ev-can-logs", "83a5cac813de", "CC0-1.0")
_KONA_BMS = Origin("projectgus/hyundai-kona-ev-can-logs", "83a5cac813de", "CC0-1.0", "bms_diagnostics")
_KONA_DBC = Origin("projectgus/kona-ev-dbc", "0b569b9ce00faedf560e694f4215d6b189a4fc69", "MIT")
_LEAF = Origin("batterysim/equiv-circ-model", "34752e72792d", "MIT", "examples/data")
_MODEL_3 = Origin("joshwardell/model3dbc", "c61be330c24e", "MIT")
_CYCLES = Origin("NREL/fastsim", "bd9111bbba6f", "Apache-2.0", "python/fastsim/resources/cycles")

_ALL = (
    DataFile(
        "kona-power-on",
        _KONA,
        "kona-ev/230112-7-2019-pcan-ccan-power-off-on-ready-off.csv",
        "e55ac2e20e1f57132b687167b3d8cf01a1dbf74453952ca3fa10212c72416292",
        "CAN log of a 2019 Hyundai Kona EV, powered off, on to READY and off: 39 546 frames on two buses, 10.84 s",
    ),
    DataFile(
        "kona-dbc",
        _KONA_DBC,
        "kona-ev/pcan.dbc",
        "d9b9de0a37b5c4e29960b755300040170a63cd05f440c50978c48d36c66d18b7",
        "community DBC of the Kona EV's powertrain bus; its BS_ and BU_ sections are missing",
    ),
    DataFile(
        "kona-main-relay-test",
        _KONA_BMS,
        "kona-ev/Main Relay (+) On.asc",
        "e80237c70074c8c1bd17adc6fe1eb51ce5f9772201095720c4dbd84eb87dceef",
        "UDS actuator test of a Kona battery: main relay (+)",
    ),
    DataFile(
        "kona-quick-charge-relay-test",
        _KONA_BMS,
        "kona-ev/Quick charger relay (-)(+) ON simultaneous.asc",
        "bfe04f946ba010599cf08750873539f5ce2d33c4cc75da6b7212231803fa411c",
        "UDS actuator test of a Kona battery: both quick-charge relays",
    ),
    DataFile(
        "kona-precharge-test",
        _KONA_BMS,
        "kona-ev/Start and stop of the Main Relay (-), Precharge Relay, Simultaneously On (Precharge Sequence).asc",
        "d2db1ce23346b2bae1bd4881d90f5afbae66dcf211e4e367ff49a4f0e8ce6b0c",
        "UDS actuator test of a Kona battery: main relay (-) and pre-charge relay together",
    ),
    DataFile(
        "leaf-1c",
        _LEAF,
        "leaf-cell/cell-discharge-bitrode-1c.csv",
        "a82c1ab866871d9ce7f7f2d77c3cd9f6df327186de97bcd4dad64dba38d30ab6",
        "2013 Nissan Leaf cell, 1C discharge, measured at ORNL",
    ),
    DataFile(
        "leaf-hppc-10c",
        _LEAF,
        "leaf-cell/cell-low-current-hppc-10c.csv",
        "6831e64d42865fef1def9e47bfa95bd165b0053be4d9b8a786707421e78b613a",
        "2013 Nissan Leaf cell, HPPC at 10 °C, measured at ORNL; the file has no header line",
    ),
    DataFile(
        "leaf-hppc-25c",
        _LEAF,
        "leaf-cell/cell-low-current-hppc-25c-2.csv",
        "8b4135978f150d465dbd5b83f55f7235b8fbd0c39a91fa9033a65c11622f6bf1",
        "2013 Nissan Leaf cell, HPPC at 25 °C, measured at ORNL",
    ),
    DataFile(
        "leaf-hppc-40c",
        _LEAF,
        "leaf-cell/cell-low-current-hppc-40c-1.csv",
        "33af09d69c1cec4dae7af90836705cd9d74dc40ed4a3e80ee96598ad43c60dfd",
        "2013 Nissan Leaf cell, HPPC at 40 °C, measured at ORNL",
    ),
    DataFile(
        "model3-dbc",
        _MODEL_3,
        "model3/Model3CAN.dbc",
        "c3993f70c7bdd78912f407ec899f1b7b2af93540fd95d450ae8f478e450d8a9a",
        "community DBC of the Tesla Model 3",
    ),
    DataFile(
        "cycle-hwfet",
        _CYCLES,
        "cycles/hwfet.csv",
        "fdaabe4e072abb6c9d6e04887c2f82f6a1ab146ae224d8368c2e6575f092d4d6",
        "HWFET speed trace",
    ),
    DataFile(
        "cycle-udds",
        _CYCLES,
        "cycles/udds.csv",
        "922de020a0fa244600cccffd33149f15980db4e179035c8b85c69820b1a0b558",
        "UDDS speed trace",
    ),
    DataFile(
        "cycle-wltc-3b",
        _CYCLES,
        "cycles/wltc_3b.csv",
        "a60c5cd56a226ae1561b5667e7c6a07aecb2d9d833e0ab59675d1ea559ea78ad",
        "WLTC class 3b speed trace",
    ),
)

FILES: Mapping[str, DataFile] = {file.name: file for file in _ALL}
"""Every measured file by its name."""
