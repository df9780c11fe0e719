#!/usr/bin/env bash
# The figures of README.md, on SQLite and on PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/../.."
ninja -C build/release samatcha bench_care
bench/care/care.py "$@"
url=$(tests/private_postgresql.sh durable build/postgresql | tail -1)
trap 'tests/private_postgresql.sh stop build/postgresql' EXIT
bench/care/care.py --database "$url" "$@"
