#!/bin/sh
# Installs into a scratch prefix and builds the foreign project in examples/ against the installed copy:
# once through the CMake package (shared and static), once through pkg-config. HC_BUILD_DIR: a build to go on with.
set -eu
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
build=${HC_BUILD_DIR:-$scratch/build}
cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=Release -DHC_TESTS=OFF -DCMAKE_INSTALL_LIBDIR=lib \
    -DCMAKE_INSTALL_PREFIX="$scratch/prefix" >/dev/null
cmake --build "$build" -j2 >/dev/null
cmake --install "$build" >/dev/null
"$scratch/prefix/bin/headcount" --version

cmake -S examples/use_library -B "$scratch/use" -DCMAKE_PREFIX_PATH="$scratch/prefix" >/dev/null
cmake --build "$scratch/use" >/dev/null
"$scratch/use/agents_for_an_interval"
"$scratch/use/agents_for_an_interval_static"

export PKG_CONFIG_PATH="$scratch/prefix/lib/pkgconfig"
# shellcheck disable=SC2046
cc examples/use_library/agents_for_an_interval.c -o "$scratch/by_pkg_config" \
    $(pkg-config --cflags --libs headcount)
LD_LIBRARY_PATH="$scratch/prefix/lib" "$scratch/by_pkg_config"
echo "installed and used"
