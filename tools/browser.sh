#!/usr/bin/env bash
# The journeys need Debian's Chromium; bring it in where we may, else say what to do.
set -euo pipefail
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
  echo "De browserreizen hebben Chromium nodig. Installeer het Debian-pakket: chromium" >&2
  exit 1
fi
