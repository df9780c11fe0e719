#!/usr/bin/env bash
# The figures of README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
ninja -C build/release bench_documents
build/release/bench/documents/bench_documents
