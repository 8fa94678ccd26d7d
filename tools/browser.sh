#!/usr/bin/env bash
# The journeys need Debian's Chromium; bring it in where we may, else say what to do.
set -euo pipefail
command -v chromium >/dev/null && [ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # The font only so that the pictures of the manual show an emoji as people see it.
  apt-get install -y -qq --no-install-recommends chromium fonts-noto-color-emoji >/dev/null
elif ! command -v chromium >/dev/null; then
  echo "De browserreizen hebben Chromium nodig. Installeer het Debian-pakket: chromium" >&2
  exit 1
fi
