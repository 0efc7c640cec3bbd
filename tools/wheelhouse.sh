#!/bin/sh
# Pack the packages of one side into build/wheelhouse-SIDE.zip for a lab without network.
# Usage: wheelhouse.sh PYTHON student|author|instructor
set -eu
python=$1 side=$2
case $side in
    student) extra="" ;;
    author|instructor) extra="[$side]" ;;
    *) echo "student, author or instructor, not '$side' / 只能是 student、author 或 instructor" >&2; exit 2 ;;
esac
folder="build/wheelhouse-$side"
rm -rf "$folder" "$folder.zip" build/lib build/bdist.*  # a stale build/lib would go into the wheel
mkdir -p "$folder"
"$python" -m pip wheel --quiet --disable-pip-version-check -c constraints.txt --wheel-dir "$folder" ".$extra"
rm -rf build/lib build/bdist.*
cp constraints.txt "$folder/"
cat > "$folder/README.txt" <<TEXT
nevbook for a lab without network ($side)

    python3 -m venv nevbook-env
    nevbook-env/bin/pip install --no-index --find-links . -c constraints.txt "nevbook$extra"

Windows: nevbook-env\\Scripts\\pip instead of nevbook-env/bin/pip.
The packages fit this Python and system only: $("$python" -c 'import platform, sys; print("Python %d.%d, %s %s" % (*sys.version_info[:2], platform.system(), platform.machine()))')

无网络机房安装：解压后在本目录执行上面两条命令。软件包只适用于上面写明的 Python 版本和系统。
TEXT
"$python" -c "import shutil; shutil.make_archive('$folder', 'zip', '$folder')"
echo "$folder.zip"
