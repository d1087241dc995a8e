"""A client of npm on a server of ours: `test_npm.py NAME FOLDER` plays npm/NAME.mjs with the packages in FOLDER."""

import os
import subprocess
import sys

from served import ROOT, served


def main():
    name, folder = sys.argv[1:3]
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'npm', f'{name}.mjs')
    node = os.path.join(ROOT, 'node_modules', '.bin', 'node')
    against = sys.argv[sys.argv.index('--against') + 1] if '--against' in sys.argv else None
    if against:
        url, token = against.rsplit(',', 1)
        sys.exit(subprocess.run([node, script, url, token, os.path.abspath(folder)]).returncode)
    with served(catalogue=True, ckan__datastore__sqlsearch__enabled='true') as (url, token, log):
        done = subprocess.run([node, script, url, token, os.path.abspath(folder)])
        if log.errors():
            print(f'FAIL the server reports errors: {log.errors()[:3]}\n0 passed, 1 failed')
            sys.exit(1)
        sys.exit(done.returncode)


main()
