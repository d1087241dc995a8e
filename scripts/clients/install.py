"""Installs clients into folders of their own under .cache/clients, once for each set of versions."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from served import ROOT

CACHE = os.path.join(ROOT, '.cache', 'clients')
SYSTEM_LOCK = Lock()
PIP_LOCK = Lock()


class CannotInstall(Exception):
    """Why a client is not there."""


def run(command, seconds, **options):
    """Runs a command; what it says is told only when it fails."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, errors='replace', timeout=seconds, **options)
    except subprocess.TimeoutExpired:
        raise CannotInstall(f'{command[0]} was not done after {seconds:.0f} s') from None
    except OSError as error:
        raise CannotInstall(str(error)) from None
    if done.returncode != 0:
        told = [line.strip() for line in done.stdout.split('\n') if line.strip()]
        errors = [line for line in told if 'error' in line.lower()]
        raise CannotInstall((errors or told or [f'{command[0]} ended with {done.returncode}'])[0][:300])


def is_there(package):
    asked = subprocess.run(['dpkg-query', '-W', '-f', '${Status}', package], capture_output=True, text=True)
    return asked.stdout.endswith(' installed')


def install_system(packages, seconds):
    """Debian's packages that are missing. Where there is no apt-get, pip says what it misses."""
    with SYSTEM_LOCK:
        if not shutil.which('apt-get'):
            return
        missing = [package for package in packages if not is_there(package)]
        if not missing:
            return
        command = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', *missing]
        env = {**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'}
        try:
            run(command, seconds, env=env)
        except CannotInstall:
            run(['apt-get', 'update', '-qq'], seconds, env=env)
            run(command, seconds, env=env)


def find_python(oldest, first_too_new):
    """An interpreter of a version that fits, this one if it does."""
    if oldest <= sys.version_info[:2] < first_too_new:
        return sys.executable
    for minor in range(14, 8, -1):
        found = shutil.which(f'python3.{minor}')
        if found and oldest <= (3, minor) < first_too_new:
            return found
    wanted = '.'.join(map(str, oldest))
    raise CannotInstall(f'it needs Python {wanted} or newer, before {".".join(map(str, first_too_new))}')


def install_pip(seconds):
    """One pip installs for all of them: it takes longer to copy than some clients. Gives its interpreter."""
    with PIP_LOCK:
        folder = os.path.join(CACHE, 'pip')
        python = os.path.join(folder, 'bin', 'python')
        if not os.path.exists(os.path.join(folder, 'installed')):
            shutil.rmtree(folder, ignore_errors=True)
            run([sys.executable, '-m', 'venv', folder], seconds)
            # Those of older systems cannot install for another interpreter.
            run([python, '-m', 'pip', 'install', '--quiet', 'pip>=23'], seconds)
            open(os.path.join(folder, 'installed'), 'w', encoding='utf-8').close()
        return python


def install_python(client, folder, seconds):
    pip = [install_pip(seconds), '-m', 'pip', '--python', os.path.join(folder, 'bin', 'python')]
    run([find_python(*client.python), '-m', 'venv', '--without-pip', folder], seconds)
    options = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-compile']
    # Two of them import pkg_resources, which newer setuptools have no more.
    run([*pip, 'install', *options, *client.packages, 'setuptools<81'], seconds)


def install_npm(client, folder, seconds):
    os.makedirs(folder)
    with open(os.path.join(folder, 'package.json'), 'w', encoding='utf-8') as stream:
        stream.write('{"private": true}\n')
    run(['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', *client.packages], seconds,
        cwd=folder)


def install(client, seconds):
    """Gives the client's folder. What is there in the same versions already is left as it is.

    Raises CannotInstall with the reason.
    """
    folder = os.path.join(CACHE, client.folder)
    mark = os.path.join(folder, 'installed')
    wanted = ' '.join((sys.version.split()[0], *client.packages))
    if os.path.exists(mark) and open(mark, encoding='utf-8').read() == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    install_system(client.system, seconds)
    (install_npm if client.npm else install_python)(client, folder, seconds)
    with open(mark, 'w', encoding='utf-8') as stream:
        stream.write(wanted)
    return folder


def install_all(clients, seconds):
    """Starts to install all folders, three at a time; gives for each folder's name what will be its path.

    The first one is played first, the last ones are the largest.
    """
    pool = ThreadPoolExecutor(3)
    folders = {client.folder: client for client in clients}
    first, *others = folders
    started = {name: pool.submit(install, folders[name], seconds) for name in (first, *reversed(others))}
    pool.shutdown(wait=False)
    return started
