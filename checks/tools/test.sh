#!/usr/bin/env bash
# Everything that must hold, in order, cheapest first: `test.sh` for all steps, `test.sh STEP ...` for some of them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

all=(install assets fmt xtask clippy tools tests deny machete stories)
report=()
current=
building=
postgres=

main() {
    local step since
    [ "$#" -gt 0 ] || set -- "${all[@]}"
    for step in "$@"; do
        declare -F "step_$step" >/dev/null || stop "no such step: $step; there are: ${all[*]}"
    done
    trap finish EXIT
    trap 'exit 130' INT TERM
    for step in "$@"; do
        current="$step"
        since="$SECONDS"
        say "== $step"
        "step_$step"
        report+=("$(printf '%-8s %4d s' "$step" "$((SECONDS - since))")")
    done
    current=
}

# The tools build beside the other steps; step_tools waits for them.
step_install() {
    bash checks/tools/install.sh test
    mkdir -p "$tools"
    setsid bash checks/tools/install.sh tools >"$tools/install.log" 2>&1 </dev/null &
    building="$!"
}

step_assets() { bash checks/tools/assets.sh; }
step_fmt() { cargo fmt --all --check; }
step_xtask() { cargo run --quiet --locked -p xtask -- check; }
step_clippy() { cargo clippy --quiet --locked --workspace --all-targets -- -D warnings; }

step_tools() {
    if [ -n "$building" ]; then
        wait "$building" || { tail -n 30 "$tools/install.log"; return 1; }
        building=
    else
        bash checks/tools/install.sh tools
    fi
}

# The same tests run on SQLite and, because this variable is set, on PostgreSQL. Two for each processor, because half of a
# test's time goes by in the database.
step_tests() {
    if [ -z "${WUQUAN_TEST_POSTGRES:-}" ]; then
        postgres="$(database_folder)"
        WUQUAN_TEST_POSTGRES="$(bash checks/tools/postgres.sh start "$postgres")"
        export WUQUAN_TEST_POSTGRES
    fi
    cargo nextest run --locked --workspace --profile ci --test-threads "$(($(nproc) * 2))"
}

step_deny() { cargo deny --locked --log-level error check --hide-inclusion-graph bans licenses sources; }
step_machete() { cargo machete; }

step_stories() {
    cargo build --quiet --locked --workspace --tests --bin town
    cd checks/e2e
    [ package-lock.json -ot node_modules/.package-lock.json ] || npm ci --no-audit --no-fund
    npm run --silent self
    # On the build server nobody looks at the pictures of pages that are right.
    WUQUAN_E2E_PICTURES="${CI:+flawed}" WUQUAN_TOWN="$target/debug/town" node run.mjs
    cd "$root"
}

finish() {
    local status="$?"
    trap - EXIT INT TERM
    [ -z "$building" ] || kill -- "-$building" 2>/dev/null || true
    [ -z "$postgres" ] || bash "$root/checks/tools/postgres.sh" stop "$postgres" || true
    say ""
    [ "${#report[@]}" -eq 0 ] || printf '  %s\n' "${report[@]}"
    if [ "$status" -eq 0 ]; then
        say "All good: ${#report[@]} steps in $SECONDS s."
    else
        say "FAILED in step ${current:-start} after $SECONDS s. Again, that step only: bash checks/tools/test.sh ${current:-}"
    fi
    exit "$status"
}

main "$@"
