"""`npm run test:clients [-- NAME…] [-- --against URL,TOKEN]`: plays real clients on fresh servers, or on another one.

Each is installed from its registry in the versions of clients.py. What cannot be installed is named as not run, and
counted neither as passed nor as failed. The last line is `N passed, N failed`.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import time

from clients import CLIENTS, NOT_RUN
from install import CannotInstall, install_all

HERE = os.path.dirname(os.path.abspath(__file__))
# .ci/run ends a step after ten minutes. What is not installed in time is tried again by the next run.
PATIENCE = 570
INSTALLING = 330
LEAST = 60


def play(client, folder, against, seconds):
    """Plays one client; gives how many of its checks passed and failed."""
    python = sys.executable if client.npm else os.path.join(folder, 'bin', 'python')
    command = [python, '-W', 'ignore', os.path.join(HERE, client.script), *client.arguments, *([folder] if client.npm else [])]
    command += ['--against', against] if against else []
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             errors='replace', start_new_session=True)
    try:
        output, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        output = child.communicate()[0] + f'\nnot done after {seconds:.0f} s\n'
    except BaseException:
        # Its servers end with it.
        os.killpg(child.pid, signal.SIGTERM)
        raise
    counted = re.findall(r'^(\d+) passed, (\d+) failed$', output, re.MULTILINE)
    passed, failed = map(int, counted[-1]) if counted else (0, 0)
    if child.returncode != 0 and failed == 0:
        failed = 1
    print(output if failed else f'{passed} checks passed', flush=True)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(prog='npm run test:clients --', description=__doc__)
    parser.add_argument('names', nargs='*', metavar='NAME', help=', '.join(client.name for client in CLIENTS))
    parser.add_argument('--against', metavar='URL,TOKEN', help='an existing server and the token of a sysadmin there')
    parser.add_argument('--patience', metavar='SECONDS', type=float, default=PATIENCE,
                        help=f'how long all of it may take; what has no time left is not run ({PATIENCE})')
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    deadline = time.monotonic() + asked.patience
    unknown = set(asked.names) - {client.name for client in CLIENTS}
    if unknown:
        parser.error(f'no such client: {", ".join(sorted(unknown))}')
    chosen = [client for client in CLIENTS if not asked.names or client.name in asked.names]
    folders = install_all(chosen, INSTALLING)
    passed = failed = 0
    not_run = [] if asked.names else list(NOT_RUN)
    for client in chosen:
        started = time.monotonic()
        print(f'-- {client.name} ({client.packages[0] if not client.npm else "npm"})', flush=True)
        try:
            folder = folders[client.folder].result()
        except CannotInstall as error:
            print(f'not run: {error}', flush=True)
            not_run.append((client.name, f'not installed: {error}'))
            continue
        left = deadline - time.monotonic()
        if left < LEAST:
            print('not run', flush=True)
            not_run.append((client.name, f'no time left after {asked.patience:.0f} s; see --patience'))
            continue
        good, bad = play(client, folder, asked.against, left)
        print(f'   {time.monotonic() - started:.0f} s', flush=True)
        passed, failed = passed + good, failed + bad
    for name, reason in not_run:
        print(f'not run: {name}: {reason}')
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed or not passed else 0)


main()
