#!/usr/bin/env bash
# `npm run test:clients [-- NAME…] [-- --against URL,TOKEN]`: plays real clients of CKAN, installed from their registries,
# on fresh servers of ours or on another one. They live in .cache/clients; docs/clients.md says which they are.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! python3 -c 'import ensurepip' 2>/dev/null; then
  echo 'This Python cannot make virtual environments; installing python3-venv' >&2
  apt-get install -y -qq python3-venv >&2 || { apt-get update -qq >&2 && apt-get install -y -qq python3-venv >&2; }
fi

node --input-type=module -e "
  const { ensureInstalled } = await import('./scripts/ensure-installed.mjs')
  ensureInstalled({ development: true })"

# What Python compiles of clients and of the suite is kept beside them, not in the folders of this repository.
export PYTHONPYCACHEPREFIX="$PWD/.cache/clients/compiled"
exec python3 scripts/clients/run.py "$@"
