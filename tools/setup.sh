#!/bin/sh
# Make the environment in a folder: python, venv, packages. Usage: setup.sh PYTHON VENV [EXTRAS]
set -eu
python=$1 venv=$2 extras=${3:-dev}

say() { printf '%s\n' "$*"; }

if ! command -v "$python" >/dev/null 2>&1; then
    say "Python 3.11 or newer is needed. Debian, Ubuntu: sudo apt install python3 python3-venv"
    say "需要 Python 3.11 或更新版本。Debian、Ubuntu：sudo apt install python3 python3-venv"
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "$("$python" --version) is too old: Python 3.11 or newer is needed. Name another one: make PYTHON=python3.12 demo"
    say "$("$python" --version) 版本过低：需要 Python 3.11 或更新版本。可指定：make PYTHON=python3.12 demo"
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "Python's venv module is missing. Debian, Ubuntu: sudo apt install python3-venv"
    say "缺少 Python 的 venv 模块。Debian、Ubuntu：sudo apt install python3-venv"
    exit 1
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
# The pins are those of the tested Python. Another one takes the same pins where they exist for it, and else what fits.
pins="-c constraints.txt"
say "Installing the packages into $venv (a few minutes the first time) / 正在安装软件包（首次需要几分钟）"
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check $pins -e ".[$extras]" 2>"$venv/setup.log"; then
    if "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info[:2] == (3, 11))'; then
        say "The pinned versions do not all exist for this Python: installing what fits / 当前 Python 没有全部固定版本，改装兼容版本"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -e ".[$extras]"
    else
        cat "$venv/setup.log" >&2
        exit 1
    fi
fi
