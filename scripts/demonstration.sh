#!/usr/bin/env bash
# Makes a demonstration province if there is none (Khon Kaen, about 400,000 invented children in four
# ministries' registers, an assembly adopted and one at work), then serves it. Called by `./dev up`.
#
#   scripts/demonstration.sh BINARY [--prepare-only] [serve options...]
#
# SAMATCHA_DATA (default var) holds everything; SAMATCHA_DEMONSTRATION_CHILDREN makes a smaller one.
set -euo pipefail
binary=$1
shift
prepare_only=false
if [ "${1:-}" = --prepare-only ]; then
  prepare_only=true
  shift
fi
export SAMATCHA_DATA=${SAMATCHA_DATA:-var}
children=${SAMATCHA_DEMONSTRATION_CHILDREN:-400000}
province=40
folder=$SAMATCHA_DATA/demonstration
say() { printf '\033[1m==> %s\033[0m\n' "$*"; }

# Each step leaves a mark, so that a broken-off preparation goes on where it stopped.
step() { # name, sentence, command...
  local mark=$folder/done/$1 sentence=$2
  shift 2
  [ -e "$mark" ] && return
  say "$sentence"
  "$@"
  mkdir -p "$folder/done"
  touch "$mark"
}

import() { # file, register, agency, date
  "$binary" import "$folder/$1" --province "$province" --register "$2" --agency "$3" --date "$4"
}

prepare() {
  mkdir -p "$folder"
  step province "A demonstration province" "$binary" province add "$province" --demonstration
  step accounts "Its agencies, agreements, accounts" "$binary" province fill "$province"
  step generate "Inventing $children children and their registers" \
    "$binary" generate --province "$province" --children "$children" --seed 2566 --split-school-types --out "$folder"
  step civil "Importing the civil register" import civil.csv civil 14 2023-11-10
  step school_basic "Importing the basic-education schools" import school_basic.csv school 3 2023-11-10
  step school_private "Importing the private schools" import school_private.csv school 1 2023-11-10
  step school_local "Importing the local governments' schools" import school_local.csv school 15 2023-11-10
  step school_learning "Importing the learning centres" import school_learning.csv school 2 2023-11-10
  step school_other "Importing temple, border-police and home schools" import school_other.csv school 28 2023-11-10
  step health "Importing the health register" import health.txt health 22 2023-11-10
  step welfare "Importing the welfare register" import welfare.csv welfare 11 2023-11-10
  step link "Linking the registers into persons, and counting" "$binary" link-run --province "$province"
  # After the number, which their agendas cite.
  step assemblies "Its assemblies: last year's, adopted, and this year's, at work" \
    "$binary" demo load --province "$province"
  step cases "400 of the children on its list as cases, at every step" "$binary" demo care --province "$province"
  # Left for the visitor: the vocational colleges, whom the first number counts as out of school.
  mkdir -p "$folder/next"
  [ ! -e "$folder/school_vocational.csv" ] || mv "$folder/school_vocational.csv" "$folder/next/"
}

prepare
$prepare_only && exit 0

cat <<TXT

Samatcha, demonstration province Khon Kaen: http://127.0.0.1:${SAMATCHA_PORT:-8080}
  accounts   secretariat  secretariat2  officer  caseworker  coordinator  volunteer1  delegate  viewer
             who receive referrals: hospital  learning  shelter  skills
             of this year's assembly: chair1 ... chair4 (rooms), agency1 ... agency65 (delegates)
  password   samatcha-demo   (all persons are invented)
  next       log in as officer, import $folder/next/school_vocational.csv for 10 November 2566,
             then as secretariat link the registers again: the number changes, and says why.
  replay     see a whole assembly happen at this address: $binary demo replay --speed 5

TXT
exec "$binary" serve "$@"
