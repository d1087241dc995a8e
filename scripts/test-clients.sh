#!/usr/bin/env bash
# `npm run test:clients [-- --against URL,TOKEN]`: drives the real ckanapi against a fresh server of ours, or another one.
# The client lives in a private virtual environment in .cache; nothing else of the machine is touched.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.cache/clients
wanted='ckanapi==4.11'

if [ "$(cat "$venv/installed" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$venv"
  if ! python3 -m venv "$venv"; then
    echo 'This Python cannot make virtual environments; installing python3-venv' >&2
    apt-get install -y -qq python3-venv >&2 || { apt-get update -qq >&2 && apt-get install -y -qq python3-venv >&2; }
    rm -rf "$venv"
    python3 -m venv "$venv"
  fi
  "$venv/bin/pip" install --quiet --disable-pip-version-check "$wanted"
  echo "$wanted" >"$venv/installed"
fi

export PYTHONDONTWRITEBYTECODE=1
exec "$venv/bin/python" scripts/clients/test_ckanapi.py "$@"
