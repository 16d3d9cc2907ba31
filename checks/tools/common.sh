# What the scripts here share: where the project is, where things are built, and how they speak. Sourced, never run.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$root"
target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
tools="$target/tools"
export PATH="$PATH:$tools/bin"

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# A folder for the databases of tests, of which hundreds come and go, a thousand files each: in memory where four gigabytes of
# it are free. A killed program still finds there what it was told is kept; only a cut of power would not, and no test cuts it.
database_folder() {
    local free place="${TMPDIR:-/tmp}"
    free="$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)"
    if [ -w /dev/shm ] && [ "${free:-0}" -ge 4194304 ]; then place=/dev/shm; fi
    mktemp -d "$place/wuquan-postgres-XXXXXX"
}
