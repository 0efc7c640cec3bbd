"""Measured files: from the named folder, from the cache, verified, or refused in words."""

import hashlib
import os
from pathlib import Path

import pytest

from nevlab import data
from nevlab.data import registry


@pytest.fixture
def one_file(monkeypatch, tmp_path):
    """Give a registry of one small file, and the folder that NEVLAB_DATA names, which holds it."""
    content = b"time_s,link_v\n0,122\n"
    origin = registry.Origin("owner/logs", "0123456789ab", "CC0-1.0", "a folder")
    file = registry.DataFile("tiny", origin, "car/tiny (+).csv", hashlib.sha256(content).hexdigest(), "a test")
    monkeypatch.setattr("nevlab.data.fetch.FILES", {"tiny": file})
    folder = tmp_path / "measured"
    (folder / "car").mkdir(parents=True)
    (folder / file.local).write_bytes(content)
    monkeypatch.setenv("NEVLAB_DATA", str(folder))
    return folder / file.local


@pytest.fixture
def no_network(monkeypatch, tmp_path):
    """Have pooch use a cache of the test's own, and a network that is down."""
    import pooch

    def refuse(url, *_args, **_kwargs):
        raise OSError(f"no route to {url}")

    monkeypatch.setattr(pooch, "os_cache", lambda project: tmp_path / "cache" / project)
    monkeypatch.setattr(pooch.HTTPDownloader, "__call__", lambda self, url, *args, **kwargs: refuse(url))
    return tmp_path / "cache" / "nevlab"


def test_the_named_folder_is_used(one_file):
    assert data.available("tiny")
    assert data.path("tiny") == one_file


def test_an_altered_file_is_refused(one_file):
    one_file.write_bytes(b"forged")
    assert not data.available("tiny")
    with pytest.raises(data.DataUnavailable, match="not the original"):
        data.path("tiny")


def test_a_missing_file_is_said_and_not_downloaded_behind_the_folders_back(one_file, no_network):
    one_file.unlink()
    assert not data.available("tiny")
    with pytest.raises(data.DataUnavailable, match="NEVLAB_DATA points"):
        data.path("tiny")


def test_without_folder_and_network_it_says_both_ways_out(one_file, no_network, monkeypatch):
    monkeypatch.delenv("NEVLAB_DATA")
    assert not data.available("tiny")
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    with pytest.raises(data.DataUnavailable, match="接通网络，或用 NEVLAB_DATA"):
        data.path("tiny")


def test_the_cache_is_used_without_network(one_file, no_network, monkeypatch):
    monkeypatch.delenv("NEVLAB_DATA")
    place = no_network / "car" / one_file.name
    place.parent.mkdir(parents=True)
    place.write_bytes(one_file.read_bytes())
    assert data.available("tiny")
    assert data.path("tiny") == place


def test_a_download_lands_in_the_cache_and_is_verified(one_file, no_network, monkeypatch):
    import pooch

    asked = []

    def fetch(self, url, output_file, _pooch):
        asked.append(url)
        Path(output_file).write_bytes(one_file.read_bytes() if len(asked) > 1 else b"<html>a login page</html>")

    monkeypatch.setattr(pooch.HTTPDownloader, "__call__", fetch)
    monkeypatch.delenv("NEVLAB_DATA")
    with pytest.raises(data.DataUnavailable, match="could not be downloaded"):
        data.path("tiny")
    assert data.path("tiny").read_bytes() == one_file.read_bytes()
    assert asked[0] == "https://raw.githubusercontent.com/owner/logs/0123456789ab/a%20folder/tiny%20%28%2B%29.csv"


def test_an_unknown_name_lists_the_known():
    with pytest.raises(data.DataUnavailable, match="kona-power-on"):
        data.path("kona")


@pytest.mark.measured
@pytest.mark.skipif(not os.environ.get("NEVLAB_DATA"), reason="NEVLAB_DATA names no folder with the measured files")
@pytest.mark.parametrize("name", data.FILES)
def test_the_registered_digest_is_the_files(name):
    assert data.path(name).stat().st_size > 0


@pytest.mark.measured
@pytest.mark.skipif(not os.environ.get("NEVLAB_DATA"), reason="NEVLAB_DATA names no folder with the measured files")
def test_every_measured_file_is_registered():
    folder = Path(os.environ["NEVLAB_DATA"])
    there = {path.relative_to(folder).as_posix() for path in folder.glob("*/*") if path.is_file()}
    assert there == {file.local for file in data.FILES.values()}
