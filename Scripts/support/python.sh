# Which Python to build with. Sourced by the other scripts; needs `set -euo pipefail` and the working directory at the root.

# Says what is about to happen.
say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Makes sure that there is a libpython with headers, where pkg-config finds it.
ensure_python() {
    if PKG_CONFIG_PATH="${PKG_CONFIG_PATH:-}" pkg-config --exists python3-embed 2>/dev/null; then return; fi
    if [ "$(uname)" = Darwin ]; then
        fail "no libpython found; install it with: brew install python@3.13 pkg-config"
    fi
    command -v apt-get >/dev/null || fail "no libpython found; install your system's libpython development package"
    say "libpython3-dev is missing: installing it with apt-get"
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq libpython3-dev python3-venv pkg-config >/dev/null
}

# use_python [PREFIX]: builds of this shell use that installation, or the one that pkg-config finds by default.
# Sets: python_version (3.11.2), python_executable, scratch (the build folder), swift_flags.
use_python() {
    local prefix="${1:-}"
    swift_flags=()
    if [ -n "$prefix" ]; then
        [ -f "$prefix/lib/pkgconfig/python3-embed.pc" ] || fail "$prefix has no shared libpython (lib/pkgconfig/python3-embed.pc)"
        export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"
        swift_flags+=(-Xlinker -rpath -Xlinker "$prefix/lib")
    else
        unset PKG_CONFIG_PATH
        prefix=$(pkg-config --variable=prefix python3-embed)
    fi
    local name
    name="python$(pkg-config --modversion python3-embed)"
    python_executable="$prefix/bin/$name"
    [ -x "$python_executable" ] || python_executable=$(command -v "$name") || fail "no executable $name"
    python_version=$("$python_executable" -I -c 'import platform; print(platform.python_version())')
    if [ $# -eq 0 ] || [ -z "${1:-}" ]; then
        scratch=.build
    else
        scratch=".build-$python_version"
    fi
}

# The prefixes of all shared-libpython installations of supported versions, one a line; an empty line is the default one.
all_pythons() {
    echo ""
    local prefix
    for prefix in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[1-4].*; do
        compgen -G "$prefix/lib/libpython3.1*.so" >/dev/null || compgen -G "$prefix/lib/libpython3.1*.dylib" >/dev/null || continue
        [ -f "$prefix/lib/pkgconfig/python3-embed.pc" ] && echo "$prefix"
    done
}

# ensure_tools: a virtual environment of the chosen Python with what the tests of the Python code need. Sets tools_python.
ensure_tools() {
    local folder=".build-tools/$python_version"
    tools_python="$PWD/$folder/bin/python"
    local stamp="$folder/.complete"
    if [ ! -f "$stamp" ] || ! cmp -s "$stamp" Scripts/support/requirements.txt; then
        say "virtual environment for the Python tests ($folder)"
        rm -rf "$folder"
        if ! "$python_executable" -m venv "$folder" 2>/dev/null; then
            # Debian keeps the module that makes virtual environments in a package of its own.
            say "python3-venv is missing: installing it with apt-get"
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
            "$python_executable" -m venv "$folder"
        fi
        "$tools_python" -m pip install --quiet --disable-pip-version-check -r Scripts/support/requirements.txt
        cp Scripts/support/requirements.txt "$stamp"
    fi
}

# vendored_plugins: the reference plugins with their requirements vendored for the chosen Python. Sets plugins.
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
            "$tools_python" -m pip install --quiet --disable-pip-version-check --no-compile \
                --target "$plugins/$name/vendor" -r "$package/requirements.txt"
            cp "$package/requirements.txt" "$plugins/$name/vendor/.requirements"
        fi
    done
}
