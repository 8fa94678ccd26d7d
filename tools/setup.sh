#!/usr/bin/env bash
# Prepare .venv and the assets; do again only what has changed. `setup.sh base` to run, `setup.sh dev` to test.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-base}

need() { command -v "$1" >/dev/null || { echo "Er ontbreekt iets: $2. Installeer het Debian-pakket: $2" >&2; exit 1; }; }
stamp() { cat "$@" | sha256sum | cut -d' ' -f1; }
is_new() { [ "$(cat "$1" 2>/dev/null)" != "$2" ]; }

need python3 python3
need node nodejs
need npm npm
if [ ! -x .venv/bin/python ]; then
  python3 -m venv .venv || { echo "Python kan geen eigen map maken. Installeer het Debian-pakket: python3-venv" >&2; exit 1; }
fi

# Who has the tools of a developer keeps them when only `base` is asked.
[ "$what" = base ] && [ -e .venv/.dev ] && what=dev
want=$(stamp requirements/uv.txt "requirements/$what.txt")
if is_new .venv/.stamp "$want"; then
  echo "Pakketten van Python ophalen …"
  if .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt 2>/dev/null; then
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "requirements/$what.txt"
  else
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "requirements/$what.txt"
  fi
  [ "$what" = dev ] && touch .venv/.dev
  echo "$want" > .venv/.stamp
fi

want=$(stamp package-lock.json .npmrc; echo "$what")
if is_new node_modules/.stamp "$want"; then
  echo "Lettertypen en stijl ophalen …"
  if [ "$what" = dev ]; then npm ci --silent; else npm ci --silent --omit=dev; fi
  echo "$want" > node_modules/.stamp
fi

mkdir -p var
want=$(stamp assets.json tools/assets.py package-lock.json $(find locale rondom/base/static -type f \( -name '*.po' -o -path '*/css/*' -o -path '*/js/*' \) | sort))
if is_new var/.assets "$want" || [ ! -e rondom/base/static/vendor/rondom.css ]; then
  .venv/bin/python tools/assets.py
  echo "$want" > var/.assets
fi

want=$(find rondom/*/static config -type f ! -name '*.pyc' -print0 | sort -z | xargs -0 cat | sha256sum | cut -d' ' -f1)
if is_new var/.static "$want" || [ ! -e "${RONDOM_VAR:-var}/static/staticfiles.json" ]; then
  .venv/bin/python manage.py collectstatic --noinput --clear -v0 -i css -i js
  echo "$want" > var/.static
fi
