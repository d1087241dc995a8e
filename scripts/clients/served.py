"""A fresh server of ours on a free port with a data folder of its own, for as long as a `with` block lasts."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = ['node', os.path.join(ROOT, 'bin', 'ckanister.js')]


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def wait_until_it_answers(url, process, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        if process.poll() is not None:
            raise SystemExit(f'the server ended with code {process.returncode}')
        try:
            urllib.request.urlopen(url + '/api/3', timeout=5).read()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise SystemExit(f'no answer from {url} within {seconds} s')
            time.sleep(0.1)


@contextlib.contextmanager
def served():
    """Gives the address and a sysadmin's token."""
    folder = tempfile.mkdtemp(prefix='ckanister-clients-')
    port = free_port()
    url = f'http://127.0.0.1:{port}'
    env = {**os.environ, 'CKAN__SITE_URL': url}
    person = ['admin', '--email', 'admin@example.com', '--password', 'correct-horse', '--sysadmin', '--token']
    process = None
    try:
        added = subprocess.run(
            PROGRAM + ['user', 'add', *person, '--data', folder], env=env, check=True, stdout=subprocess.PIPE, text=True
        )
        token = added.stdout.strip().split('\n')[-1]
        process = subprocess.Popen(PROGRAM + ['serve', '--port', str(port), '--data', folder], env=env)
        wait_until_it_answers(url, process)
        yield url, token
    finally:
        if process is not None:
            process.terminate()
            process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
