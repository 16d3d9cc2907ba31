#!/usr/bin/env bash
# A PostgreSQL of our own for tests: `postgres.sh start [FOLDER]` makes a cluster and prints its DATABASE_URL,
# `postgres.sh stop FOLDER` ends it and removes the folder. It never touches a cluster that it did not make.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

user=postgres

main() {
    bin="$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
    [ -x "$bin/initdb" ] || stop "PostgreSQL is missing: bash checks/tools/install.sh test"
    case "${1:-}" in
        start) start "${2:-}" ;;
        stop) halt "${2:?the folder that start printed}" ;;
        *) stop "usage: postgres.sh start [FOLDER] | stop FOLDER" ;;
    esac
}

start() {
    local folder="$1" password port
    if [ -z "$folder" ]; then
        folder="$(database_folder)"
        say "when done: bash checks/tools/postgres.sh stop $folder" >&2
    fi
    password="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    mkdir -p "$folder"
    printf '%s\n' "$password" >"$folder/password"
    [ "$(id -u)" != 0 ] || chown -R "$user" "$folder"
    chmod 700 "$folder"
    # Clear-text passwords over loopback: the tests open thousands of connections, and hashing each would be the test.
    as_owner "$bin/initdb" -D "$folder/data" -U "$user" --pwfile="$folder/password" --auth=password \
        --encoding=UTF8 --locale=C.UTF-8 --no-instructions >"$folder/initdb.log" 2>&1 || stop "$(cat "$folder/initdb.log")"
    settings "$folder" | as_owner tee -a "$folder/data/postgresql.conf" >/dev/null
    for _ in 1 2 3 4 5; do
        port="$((RANDOM % 20000 + 20000))"
        if as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 -o "-p $port" start >/dev/null 2>&1; then
            say "postgres://$user:$password@127.0.0.1:$port/postgres"
            return 0
        fi
    done
    stop "PostgreSQL did not start: $(tail -n 20 "$folder/log")"
}

# Durable, because the kill tests ask whether what was acknowledged is there; otherwise made for many short tests.
settings() {
    cat <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$1'
max_connections = 300
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = 256MB
max_wal_size = 1GB
checkpoint_timeout = 30min
max_pred_locks_per_transaction = 256
jit = off
dynamic_shared_memory_type = mmap
log_min_messages = warning
log_min_error_statement = fatal
CONF
}

halt() {
    local folder="$1"
    [ -d "$folder/data" ] || stop "no cluster of ours in $folder"
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w -t 30 stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}

# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u "$user" -- "$@"); else "$@"; fi
}

main "$@"
