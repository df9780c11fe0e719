#!/usr/bin/env bash
# Rows parsed and validated per second, beside the limits (README.md).
set -euo pipefail
cd "$(dirname "$0")/../.."
ninja -C build/release bench_tables
build/release/bench/tables/bench_tables "$@"
