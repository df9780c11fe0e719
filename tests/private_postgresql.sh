#!/usr/bin/env bash
# A PostgreSQL of its own for the tests: on a Unix socket in FOLDER, no port, nothing kept.
#
#   tests/private_postgresql.sh start FOLDER     starts it (again, if it runs) and prints its URL last
#   tests/private_postgresql.sh durable FOLDER   the same, but as in earnest: what is committed is on the disk
#   tests/private_postgresql.sh stop FOLDER      stops it and removes FOLDER
#
# PostgreSQL refuses to run as root, so as root it runs as the user postgres that Debian's package makes.
set -euo pipefail

verb=${1:?start, durable or stop}
mkdir -p "${2:?folder}"
folder=$(cd "$2" && pwd)
binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$binaries" ] || { echo "private_postgresql: no PostgreSQL server is installed" >&2; exit 1; }

# Data and socket stand outside FOLDER: the user postgres may not be allowed to walk there, and a
# socket's path has at most 107 bytes. Their place is written into FOLDER.
place_file=$folder/place

as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

stop() {
  [ -f "$place_file" ] || return 0
  local place
  place=$(cat "$place_file")
  if [ -d "$place/data" ]; then
    as_postgres "$binaries/pg_ctl" -D "$place/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$place"
  fi
  rm -rf "$folder"
}

start() {
  stop
  mkdir -p "$folder"
  local place
  place=$(as_postgres mktemp -d /tmp/samatcha-postgresql-XXXXXX)
  echo "$place" >"$place_file"
  as_postgres "$binaries/initdb" -D "$place/data" -U samatcha -A trust --locale=C.UTF-8 -E UTF8 -N >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }
  # The schema of each test takes many locks.
  as_postgres "$binaries/pg_ctl" -D "$place/data" -w -l "$place/server.log" start -o \
    "-k '$place' -c listen_addresses='' -c max_connections=200 -c max_locks_per_transaction=512 $1" \
    >"$folder/start.log" 2>&1 || { cat "$folder/start.log" "$place/server.log" >&2; exit 1; }
  echo "postgresql://samatcha@/postgres?host=$place"
}

case $verb in
# Nothing is kept, so nothing waits for the disk.
start) start "-c fsync=off -c synchronous_commit=off -c full_page_writes=off" ;;
durable) start "" ;;
stop) stop ;;
*) echo "private_postgresql: start, durable or stop, not $verb" >&2; exit 2 ;;
esac
