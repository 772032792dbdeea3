# Which Python to build with. Sourced by the other scripts; needs `set -euo pipefail` and the working directory at the root.
# Like all scripts here it runs with the bash of macOS, 3.2: no `mapfile`, and `set -u` takes an empty array for an unset one.

# Where the user has pkg-config look. The default Python is the one found there.
user_pkg_config_path="${PKG_CONFIG_PATH:-}"

# Says what is about to happen.
say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# apt_install PACKAGE ...: installs Debian packages; on other systems fails, and says what to install.
apt_updated=""
apt_install() {
    [ "$(uname)" != Darwin ] || fail "missing: $*; install with: brew install python@3.13 pkg-config (C++: xcode-select --install)"
    command -v apt-get >/dev/null || fail "missing: $* (names of Debian packages); install what your system has for them"
    local sudo=()
    [ "$(id -u)" = 0 ] || sudo=(sudo)
    say "installing with apt-get: $*"
    if [ -z "$apt_updated" ]; then
        ${sudo[@]+"${sudo[@]}"} apt-get update -qq
        apt_updated=yes
    fi
    # After sudo, which does not pass variables on.
    ${sudo[@]+"${sudo[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

# Whether the compiler that builds the C++ of the package finds the headers of the standard library.
finds_cxx_headers() {
    local compiler
    compiler="$(dirname "$(command -v swift)")/clang++"
    [ -x "$compiler" ] || compiler=clang++
    echo '#include <charconv>' | "$compiler" -std=c++20 -fsyntax-only -x c++ - 2>/dev/null
}

# Makes sure that there is what a build needs: a libpython with headers where pkg-config finds it, and C++ headers.
ensure_python() {
    command -v swift >/dev/null || fail "no Swift toolchain found; see https://www.swift.org/install"
    local missing=()
    command -v pkg-config >/dev/null || missing+=(pkg-config)
    pkg-config --exists python3-embed 2>/dev/null || missing+=(libpython3-dev python3-venv)
    finds_cxx_headers || missing+=(g++)
    [ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}"
}

# use_python [PREFIX]: builds of this shell use that installation, or the one that pkg-config finds by default.
# Sets: python_version (3.11.2), python_executable, scratch (the build folder), swift_flags.
use_python() {
    local prefix="${1:-}" library=""
    if [ -n "$prefix" ]; then
        [ -f "$prefix/lib/pkgconfig/python3-embed.pc" ] || fail "$prefix has no shared libpython (lib/pkgconfig/python3-embed.pc)"
        export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"
        library="$prefix/lib"
    else
        # Another Python may have been chosen before.
        if [ -n "$user_pkg_config_path" ]; then
            export PKG_CONFIG_PATH="$user_pkg_config_path"
            library=$(pkg-config --variable=libdir python3-embed)
        else
            unset PKG_CONFIG_PATH
        fi
        prefix=$(pkg-config --variable=prefix python3-embed)
    fi
    swift_flags=()
    # Where the system does not look by itself.
    [ -z "$library" ] || swift_flags=(-Xlinker -rpath -Xlinker "$library")
    local name
    name="python$(pkg-config --modversion python3-embed)"
    python_executable="$prefix/bin/$name"
    [ -x "$python_executable" ] || python_executable=$(command -v "$name") || fail "no executable $name"
    python_version=$("$python_executable" -I -c 'import platform; print(platform.python_version())')
    # One folder for every Python: going from one to another compiles again what sees its headers, and not swift-syntax.
    scratch=.build
}

# The prefixes of all shared-libpython installations of supported versions, one a line; an empty line is the default one.
# Free-threaded ones are left out: they are not supported.
all_pythons() {
    echo ""
    local prefix library
    for prefix in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[1-4].*; do
        case "$prefix" in *t) continue ;; esac
        [ -f "$prefix/lib/pkgconfig/python3-embed.pc" ] || continue
        for library in "$prefix"/lib/libpython3.1[1-4].so "$prefix"/lib/libpython3.1[1-4].dylib; do
            [ ! -e "$library" ] || echo "$prefix"
        done
    done
}

# make_venv FOLDER: a virtual environment of the chosen Python, with pip and nothing else.
make_venv() {
    rm -rf "$1"
    if "$python_executable" -m venv "$1" >/dev/null 2>&1; then return; fi
    # Debian keeps the module that makes virtual environments in a package of its own.
    apt_install python3-venv
    rm -rf "$1"
    "$python_executable" -m venv "$1"
}

# ensure_venv: the virtual environment whose pip the scripts use. Sets venv_python.
ensure_venv() {
    local folder=".build-tools/$python_version"
    venv_python="$PWD/$folder/bin/python"
    if "$venv_python" -m pip --version >/dev/null 2>&1; then return; fi
    say "making a virtual environment ($folder)"
    make_venv "$folder"
}

# ensure_test_tools: puts what the tests of the Python code need into the virtual environment. After ensure_venv.
ensure_test_tools() {
    local stamp=".build-tools/$python_version/.complete"
    if cmp -s "$stamp" Scripts/support/requirements.txt; then return; fi
    say "installing what the Python tests need (pip, into .build-tools/$python_version)"
    "$venv_python" -m pip install --quiet --disable-pip-version-check -r Scripts/support/requirements.txt
    cp Scripts/support/requirements.txt "$stamp"
}

# vendored_plugins: the reference plugins with their requirements vendored for the chosen Python. After ensure_venv.
# Sets plugins.
vendored_plugins() {
    plugins="$PWD/.build-plugins/$python_version"
    local package name
    mkdir -p "$plugins"
    for package in plugins/*/; do
        name=$(basename "$package")
        mkdir -p "$plugins/$name"
        # The package itself is copied anew each time; what it vendors is kept while its requirements are the same.
        find "$plugins/$name" -mindepth 1 -maxdepth 1 ! -name vendor -exec rm -rf {} +
        (cd "$package" && tar -cf - --exclude=vendor --exclude=__pycache__ --exclude=.pytest_cache .) | tar -xf - -C "$plugins/$name"
        if [ -f "$package/requirements.txt" ] && ! cmp -s "$package/requirements.txt" "$plugins/$name/vendor/.requirements"; then
            say "vendoring what $name requires (pip install --target)"
            rm -rf "$plugins/$name/vendor"
            "$venv_python" -m pip install --quiet --disable-pip-version-check --no-compile \
                --target "$plugins/$name/vendor" -r "$package/requirements.txt"
            cp "$package/requirements.txt" "$plugins/$name/vendor/.requirements"
        fi
    done
}
