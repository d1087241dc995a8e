"""Fresh servers of ours, each on a free port with a data folder of its own, for as long as a `with` block lasts."""

import contextlib
import gzip
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = ['node', os.path.join(ROOT, 'bin', 'ckanister.js')]
CATALOGUE = os.path.join(ROOT, 'fixtures', 'catalogue')

# Each fourth dataset of the demonstration catalogue is loaded: all portals are among them, and clients that page
# by 100 need three pages.
EVERY = 4


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Log:
    """What the server writes: one JSON object a line."""

    def __init__(self, file):
        self.file = file

    def read(self):
        with open(self.file, encoding='utf-8', errors='replace') as stream:
            return stream.read()

    def errors(self):
        """What the server itself calls an error: an answer with 500, a job that broke."""
        return [line for line in self.read().split('\n') if '"level":"error"' in line]


def wait_until_it_answers(url, process, log, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        if process.poll() is not None:
            raise SystemExit(f'the server ended with code {process.returncode}: {log.read()[-2000:]}')
        try:
            urllib.request.urlopen(url + '/api/3', timeout=5).read()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise SystemExit(f'no answer from {url} within {seconds} s: {log.read()[-2000:]}')
            time.sleep(0.1)


def read_records(kind):
    with gzip.open(os.path.join(CATALOGUE, f'{kind}.jsonl.gz'), 'rt', encoding='utf-8') as stream:
        return [json.loads(line) for line in stream]


def load_catalogue(folder, env):
    """Loads all organizations and groups of the demonstration catalogue and a part of its datasets; gives these."""
    chosen = read_records('datasets')[::EVERY]
    source = os.path.join(folder, 'chosen.jsonl')
    with open(source, 'w', encoding='utf-8') as stream:
        stream.writelines(json.dumps(record) + '\n' for record in chosen)
    others = [os.path.join(CATALOGUE, f'{kind}.jsonl.gz') for kind in ('organizations', 'groups')]
    subprocess.run(PROGRAM + ['load', *others, source, '--data', folder], env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return chosen


def environment(url, options):
    """Options of the server as environment variables, as CKAN names them: `ckan.site_url` is CKAN__SITE_URL."""
    chosen = {
        'ckan.site_url': url,
        'ckan.plugins': 'activity datastore text_view image_view dcat datajson croissant',
        # The catalogue links to portals; the tests ask nobody but the server.
        'ckanister.datastore.autoload': 'false',
        **options,
    }
    names = {name: name.upper().replace('.', '__') for name in chosen}
    return {**os.environ, **{names[name]: value for name, value in chosen.items()}}


@contextlib.contextmanager
def served(catalogue=False, **options):
    """Gives the address, a sysadmin's token and the log. `options` are the server's, with `__` for a dot."""
    folder = tempfile.mkdtemp(prefix='ckanister-clients-')
    log = Log(os.path.join(folder, 'server.log'))
    port = free_port()
    url = f'http://127.0.0.1:{port}'
    env = environment(url, {name.replace('__', '.'): value for name, value in options.items()})
    person = ['admin', '--email', 'admin@example.com', '--password', 'correct-horse', '--sysadmin', '--token']
    process = None
    try:
        added = subprocess.run(
            PROGRAM + ['user', 'add', *person, '--data', folder], env=env, check=True, stdout=subprocess.PIPE, text=True
        )
        token = added.stdout.strip().split('\n')[-1]
        if catalogue:
            load_catalogue(folder, env)
        with open(log.file, 'w', encoding='utf-8') as stream:
            process = subprocess.Popen(
                PROGRAM + ['serve', '--port', str(port), '--data', folder], env=env, stdout=stream, stderr=stream)
        wait_until_it_answers(url, process, log)
        yield url, token, log
    finally:
        if process is not None:
            process.terminate()
            process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
