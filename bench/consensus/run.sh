#!/usr/bin/env bash
# A live conversation's times beside their limits (README.md); `large` adds one of a million people.
set -euo pipefail
cd "$(dirname "$0")/../.."
ninja -C build/release bench_consensus
build/release/bench/consensus/bench_consensus "$@"
