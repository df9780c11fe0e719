#!/usr/bin/env bash
# The figures of README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
ninja -C build/release samatcha bench_votes
bench/forum/live.py
