#!/usr/bin/env bash
# From a clone to a town in the browser: installs what is missing, builds, and serves the demo community.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

listen="${WUQUAN_LISTEN:-127.0.0.1:8080}"

bash checks/tools/install.sh run
bash checks/tools/assets.sh
cargo build --release --locked
say "wuquan: http://$listen"
exec "$target/release/wuquan" demo --data ./data --listen "$listen"
