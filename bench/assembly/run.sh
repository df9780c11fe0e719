#!/usr/bin/env bash
# The figures of README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
ninja -C build/release bench_assembly
build/release/bench/assembly/bench_assembly
