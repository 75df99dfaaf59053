# Installs what a build needs, only what is missing; sourced by quickstart.sh, run.sh and the checks.
# Usage: hc_install PACKAGE...   Works as root or with sudo; does nothing, and needs no network, when all are there.

HC_BUILD_PACKAGES="gcc libc6-dev cmake make pkg-config libgsl-dev libcsv-dev libcjson-dev libglpk-dev
libxlsxwriter-dev libical-dev libsqlite3-dev libexpat1-dev zlib1g-dev libjs-chart.js tzdata clang lld"
HC_TEST_PACKAGES="libcunit1-dev g++ gcovr"
HC_CHECK_PACKAGES="clang-format-14 clang-tidy-14 cppcheck"

hc_install() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    echo "Installing:$missing" >&2
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "Please install as root:$missing" >&2
            return 1
        }
        as_root=sudo
    fi
    $as_root apt-get update -q >/dev/null || echo "apt-get update failed; trying with the lists at hand" >&2
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
}
