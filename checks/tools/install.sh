#!/usr/bin/env bash
# Installs what is missing: `install.sh run` for building and running, `install.sh test` for the tests as well,
# `install.sh tools` for the cargo tools of the tests (minutes when cold, so test.sh runs it beside other work).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# One version for everybody, so that a finding on the build server is a finding on the desk.
cargo_tools=(cargo-machete@0.9.2 cargo-deny@0.20.2 cargo-nextest@0.9.151)

main() {
    case "${1:-}" in
        run) toolchain; packages build-essential ;;
        test)
            toolchain
            packages build-essential chromium chromium-headless-shell postgresql fonts-noto-cjk hledger python3-aiosmtpd
            ;;
        tools) tools ;;
        *) stop "usage: install.sh run|test|tools" ;;
    esac
}

toolchain() {
    have cargo || stop "Rust is missing: install it with rustup (rustup.rs), then run this again."
    have node && have npm || stop "Node is missing: install Node 20 or newer with npm, then run this again."
    local major
    major="$(node -p 'process.versions.node.split(".")[0]')"
    [ "$major" -ge 20 ] || stop "Node $major is too old: install Node 20 or newer, then run this again."
}

packages() {
    local missing=() name
    for name in "$@"; do
        installed "$name" || missing+=("$name")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || stop "Missing Debian packages. Run this, then try again:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
    have apt-get || stop "Missing, and this is no Debian: ${missing[*]}"
    say "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -y -q --no-install-recommends "${missing[@]}"
}

installed() {
    case "$1" in
        chromium) have chromium ;;
        postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
        *) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    esac
}

# Unoptimised and without debug information: a third of the time to build, and fast enough for what they do.
tools() {
    local each name
    for each in "${cargo_tools[@]}"; do
        name="${each%@*}"
        have "$name" && continue
        say "building $each"
        CARGO_TARGET_DIR="$tools/build" CARGO_PROFILE_DEV_DEBUG=0 \
            cargo install --locked --debug --root "$tools" $(lean "$name") "$each"
    done
    rm -rf "$tools/build"
}

lean() {
    case "$1" in
        cargo-deny) echo --no-default-features ;;
        cargo-nextest) echo --no-default-features --features default-no-update ;;
    esac
}

main "$@"
