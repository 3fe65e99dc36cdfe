#!/usr/bin/env bash
# Sees that the system has Python and the libraries Qt needs. Silent when nothing is missing; else
# names the packages, installs them when it may (root, or sudo without a password), or prints the
# one command that does.
#
#   setup_system.sh offscreen    Python and what drawing off screen needs; wants no display
#   setup_system.sh window       what a window needs as well
#
# Exit code: 0 ready, or the rest can go on without what is missing; 1 it cannot.
set -euo pipefail

cd "$(dirname "$0")/.."
purpose=${1:-offscreen}
PATH=$PATH:/usr/sbin:/sbin # where Debian keeps ldconfig, which a plain user's PATH leaves out

# What the shared objects of PySide6-Essentials 6.11 ask of the system by name (readelf -d), and the
# Debian package each comes in. Groups: any (every import of Qt), x11 and wayland (a window there).
LIBRARIES="
any      libEGL.so.1               libegl1
any      libGL.so.1                libgl1
any      libX11.so.6               libx11-6
any      libxkbcommon.so.0         libxkbcommon0
any      libfontconfig.so.1        libfontconfig1
any      libfreetype.so.6          libfreetype6
any      libglib-2.0.so.0          libglib2.0-0
any      libdbus-1.so.3            libdbus-1-3
any      libgssapi_krb5.so.2       libgssapi-krb5-2
x11      libX11-xcb.so.1           libx11-xcb1
x11      libxkbcommon-x11.so.0     libxkbcommon-x11-0
x11      libxcb-cursor.so.0        libxcb-cursor0
x11      libxcb-icccm.so.4         libxcb-icccm4
x11      libxcb-image.so.0         libxcb-image0
x11      libxcb-keysyms.so.1       libxcb-keysyms1
x11      libxcb-randr.so.0         libxcb-randr0
x11      libxcb-render.so.0        libxcb-render0
x11      libxcb-render-util.so.0   libxcb-render-util0
x11      libxcb-shape.so.0         libxcb-shape0
x11      libxcb-shm.so.0           libxcb-shm0
x11      libxcb-sync.so.1          libxcb-sync1
x11      libxcb-util.so.1          libxcb-util1
x11      libxcb-xfixes.so.0        libxcb-xfixes0
x11      libxcb-xkb.so.1           libxcb-xkb1
wayland  libwayland-client.so.0    libwayland-client0
wayland  libwayland-cursor.so.0    libwayland-cursor0
wayland  libwayland-egl.so.1       libwayland-egl1
"

say() { printf '%s\n' "$*" >&2; }

missing_in_group() { # the packages of group $1 whose library the loader does not know
    local group soname package
    while read -r group soname package; do
        if [ "$group" = "$1" ] && ! grep -qF "$soname " <<<"$known"; then
            printf '%s ' "$package"
        fi
    done <<<"$LIBRARIES"
}

missing_libraries() {
    # Neither macOS nor Windows needs any; without ldconfig nothing can be said, so nothing is.
    if [ "$(uname -s)" != Linux ] || ! known=$(ldconfig -p 2>/dev/null); then
        return
    fi
    missing_in_group any
    if [ "$purpose" = window ]; then
        if [ -n "${WAYLAND_DISPLAY:-}" ]; then missing_in_group wayland; else missing_in_group x11; fi
    fi
}

missing_python() {
    if [ ! -x "${VENV:-.venv}/bin/python" ] && ! packaging/find_python.sh >/dev/null; then
        printf 'python3 python3-venv '
    fi
}

install_packages() { # apt-get install of the packages given, quiet unless it fails
    local log
    log=$(mktemp)
    # The lists of a fresh machine are empty or old: the second try comes after renewing them.
    if ! apt_install "$@" >"$log" 2>&1; then
        $as_root apt-get -qq update >>"$log" 2>&1 || true
        if ! apt_install "$@" >>"$log" 2>&1; then
            tail -n 15 "$log" >&2
            rm -f "$log"
            return 1
        fi
    fi
    rm -f "$log"
}

apt_install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=60 \
        install --no-install-recommends "$@"
}

packages="$(missing_python)$(missing_libraries)"
packages=${packages% }
if [ -z "$packages" ]; then
    exit 0
fi

say "Missing on this system: $packages"
as_root=''
if command -v apt-get >/dev/null; then
    command="apt-get update && apt-get install -y $packages"
    if [ "$(id -u)" = 0 ]; then
        may_install=yes
    else
        command="sudo sh -c '$command'"
        as_root='sudo -n'
        if sudo -n true 2>/dev/null; then may_install=yes; else may_install=no; fi
    fi
    if [ "$may_install" = yes ]; then
        say "Installing with apt-get ..."
        # Word splitting is meant: one word a package.
        # shellcheck disable=SC2086
        if install_packages $packages; then
            exit 0
        fi
        say "apt-get could not install them (see above)."
    fi
    say "To install them, run:  $command"
else
    say "Install what holds them on this system (the names are Debian's), then try again."
fi

# Without a Python of the right age, or without the libraries every import of Qt loads, nothing runs.
# Without those of a window, all but the window does.
if [ -n "$(missing_python)" ] || { known=$(ldconfig -p 2>/dev/null) && [ -n "$(missing_in_group any)" ]; }; then
    exit 1
fi
if [ "$purpose" = window ]; then
    exit 1
fi
