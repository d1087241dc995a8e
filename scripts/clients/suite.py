"""What the suites share: they play their tests on a server, count them, and end with `N passed, N failed`."""

import argparse
import json
import shutil
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

from served import served


class Refused(Exception):
    """An answer that was no success: its status and what it said."""

    def __init__(self, status, error):
        super().__init__(f'{status}: {error}')
        self.status, self.error = status, error


class Suite:
    """Methods whose names begin with `test_` are played in the order they are written; each may build on those before.

    `url` and `token` are the server and a sysadmin there, `folder` is for files. `ask` is no client under test: it
    prepares what a client finds, and tells what it should have found.
    """

    def __init__(self, url, token, folder):
        self.url, self.token, self.folder = url, token, folder
        self.prepare()

    def prepare(self):
        """What must be there before the first test."""

    def finish(self):
        """Undoes what was made on the server, and ends what was started."""

    def ask(self, action, **parameters):
        headers = {'Content-Type': 'application/json', 'Authorization': self.token}
        request = urllib.request.Request(f'{self.url}/api/3/action/{action}', json.dumps(parameters).encode(), headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)['result']
        except urllib.error.HTTPError as refused:
            with refused:
                raise Refused(refused.code, refused.read().decode()[:500]) from None

    def all_datasets(self, **parameters):
        """All public datasets, in the order of ids."""
        found = []
        while True:
            page = self.ask('package_search', sort='id asc', rows=500, start=len(found), **parameters)
            found += page['results']
            if len(found) >= page['count']:
                return found

    def purge(self, *names):
        for name in names:
            try:
                self.ask('dataset_purge', id=name)
            except Refused as refused:
                if refused.status != 404:
                    raise


def play(suite_class, url, token):
    """Plays all tests; gives how many passed and failed."""
    passed = failed = 0
    folder = tempfile.mkdtemp(prefix='ckanister-clients-')
    suite = suite_class(url.rstrip('/'), token, folder)
    try:
        for name in [name for name in vars(suite_class) if name.startswith('test_')]:
            started = time.monotonic()
            try:
                getattr(suite, name)()
                passed += 1
                print(f'ok   {name[5:]} ({time.monotonic() - started:.1f} s)', flush=True)
            except Exception:
                failed += 1
                print(f'FAIL {name[5:]}\n{traceback.format_exc(limit=-6, chain=False)}', flush=True)
    finally:
        suite.finish()
        shutil.rmtree(folder, ignore_errors=True)
    return passed, failed


def main(suite_class, **server):
    """Plays a suite on a fresh server, made by `served(**server)`, or on `--against URL,TOKEN`; ends the process."""
    parser = argparse.ArgumentParser(description=suite_class.__doc__)
    parser.add_argument('--against', metavar='URL,TOKEN', help='an existing server and the token of a sysadmin there')
    against = parser.parse_args().against
    if against:
        passed, failed = play(suite_class, *against.rsplit(',', 1))
    else:
        with served(**server) as (url, token, log):
            passed, failed = play(suite_class, url, token)
            broken = log.errors()
        # A client may swallow a 500 and go on; the server's log does not.
        if broken:
            failed += 1
            print(f'FAIL the server reports errors: {broken[:3]}')
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed else 0)
