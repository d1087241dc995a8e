"""The real ckanapi, library and command line, at work on a server: our own fresh one, or `--against URL,TOKEN`.

Every name carries a mark of this run, and everything made is deleted and purged at the end, so that a server in use
can be tried too. The last line is `N passed, N failed`.
"""

import gzip
import io
import json
import os
import subprocess
import sys
import time
import urllib.request

import ckanapi
from suite import Suite, main

CKANAPI = os.path.join(os.path.dirname(sys.executable), 'ckanapi')
MARK = f'clients-{int(time.time()):x}'
ORGANIZATION = f'{MARK}-town'
GROUP = f'{MARK}-trees'
COUNT = 24
CSV = 'species,height\nlinden,12\n"Bäume, alte",30\n'.encode()


def name_of(number):
    return f'{MARK}-{number:03}'


def dataset(number):
    return {
        'name': name_of(number),
        'title': f'Verzeichnis der Bäume {number} 樹木',
        'notes': 'Line one\nline two\u2028still line two',
        'owner_org': ORGANIZATION,
        'license_id': 'cc-by',
        'private': number % 6 == 5,
        'tags': [{'name': 'trees'}, {'name': f'tag {number % 3}'}],
        'groups': [{'name': GROUP}] if number % 2 else [],
        'extras': [{'key': 'spatial', 'value': '{"type": "Point", "coordinates": [1, 2]}'}],
        'resources': [{'url': f'http://example.com/{number}.csv', 'format': 'csv', 'name': 'Table'}],
    }


PUBLIC = [name_of(number) for number in range(COUNT) if not dataset(number)['private']]


def lines(objects):
    return ''.join(json.dumps(item) + '\n' for item in objects)


def read_lines(file, opener=open):
    with opener(file, 'rt', encoding='utf-8', newline='\n') as stream:
        return [json.loads(line) for line in stream]


def without_times(item):
    """A dataset without the times that every update renews: its own, and those of its resources."""
    timeless = {key: value for key, value in item.items() if key != 'metadata_modified'}
    return {**timeless, 'resources': [
        {key: value for key, value in resource.items() if key != 'metadata_modified'} for resource in item['resources']]}


class CkanapiSuite(Suite):
    """The real ckanapi, library and command line."""

    def prepare(self):
        self.api = ckanapi.RemoteCKAN(self.url, apikey=self.token, user_agent='ckanister-test')
        self.guest = ckanapi.RemoteCKAN(self.url)

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, content):
        with open(self.path(name), 'wb') as stream:
            stream.write(content if isinstance(content, bytes) else content.encode())
        return self.path(name)

    def cli(self, *args, input='', code=0, token=None):
        """Runs `ckanapi …` against the server; gives its standard output."""
        command = [CKANAPI, *args, '-r', self.url, '-a', token or self.token]
        # Its worker processes are `ckanapi` again, looked for on the PATH.
        env = {**os.environ, 'PATH': os.path.dirname(CKANAPI) + os.pathsep + os.environ['PATH']}
        done = subprocess.run(
            command, input=input.encode(), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
        if done.returncode != code:
            told = done.stdout.decode()[-300:] + done.stderr.decode()[-300:]
            raise AssertionError(f'{args[:6]} ended with {done.returncode}: {told}')
        return done.stdout.decode()

    def action(self, name, *args, input='', **options):
        return json.loads(self.cli('action', name, *args, '-j', input=input, **options))

    def outcomes_of_load(self, thing, objects, *options, code=0):
        """Loads lines with two workers; gives for each `create` or `update`, and what refused it."""
        log = self.path(f'load-{thing}-{time.monotonic_ns()}.log')
        source = self.file(f'{thing}.jsonl', lines(objects))
        self.cli('load', thing, '-p', '2', '-q', '-l', log, *options, '-I', source, code=code)
        return [action if error is None else f'{action} {error}' for _, _, action, error, _ in read_lines(log)]

    def stored(self, number):
        return self.api.action.package_show(id=name_of(number))

    # In the order of a day's work: each test may build on those before it.

    def test_status(self):
        assert self.api.action.status_show()['ckan_version'].startswith('2.')
        assert 'ckan_version' in self.action('status_show')

    def test_get_requests(self):
        reader = ckanapi.RemoteCKAN(self.url, apikey=self.token, get_only=True)
        assert reader.action.organization_list(all_fields=True, limit=1) is not None
        assert isinstance(json.loads(self.cli('action', 'license_list', '-g', '-j')), list)

    def test_action_with_strings(self):
        made = self.action('organization_create', f'name={ORGANIZATION}', 'title=Stadt Köln')
        assert made['title'] == 'Stadt Köln' and made['type'] == 'organization'

    def test_action_with_json_from_standard_input(self):
        made = self.action('group_create', '-i', input=json.dumps({'name': GROUP, 'extras': [{'key': 'a', 'value': 'b'}]}))
        assert made['extras'][0]['value'] == 'b'

    def test_load_creates_with_two_processes(self):
        outcomes = self.outcomes_of_load('datasets', [dataset(number) for number in range(COUNT)])
        assert outcomes == ['create'] * COUNT, outcomes

    def test_what_was_loaded(self):
        stored, sent = self.stored(5), dataset(5)
        assert stored['notes'] == sent['notes'] and stored['title'] == sent['title']
        assert stored['private'] is True and stored['organization']['name'] == ORGANIZATION
        assert [tag['name'] for tag in stored['tags']] == ['tag 2', 'trees']
        assert stored['groups'][0]['name'] == GROUP
        assert stored['resources'][0]['format'] == 'CSV'

    def test_search(self):
        query = ['search', 'datasets', f'fq=organization:{ORGANIZATION}']
        names = sorted(json.loads(line)['name'] for line in self.cli(*query, 'include_private:true').split('\n') if line)
        assert names == [name_of(number) for number in range(COUNT)], names
        page = self.cli(*query, 'sort=name asc', 'start:2', 'rows:3').split('\n')
        assert [json.loads(line)['name'] for line in page if line] == PUBLIC[2:5]

    def test_search_with_facets(self):
        answer = self.guest.action.package_search(
            q='bäume', fq=f'organization:{ORGANIZATION}', rows=0, **{'facet.field': ['tags', 'res_format']}
        )
        public = len(PUBLIC)
        assert answer['count'] == public and answer['results'] == []
        assert answer['facets']['res_format'] == {'CSV': public}
        assert answer['facets']['tags']['trees'] == public

    def test_patch(self):
        self.action('package_patch', f'id={name_of(1)}', 'title=Neu', 'tags:[{"name": "new"}]')
        stored = self.stored(1)
        assert stored['title'] == 'Neu' and [tag['name'] for tag in stored['tags']] == ['new']
        assert stored['notes'] == dataset(1)['notes'] and len(stored['resources']) == 1

    def test_upload_from_the_command_line(self):
        made = self.action('resource_create', f'package_id={name_of(2)}', 'name=Höhen',
                           f'upload@{self.file("Höhen der Bäume.csv", CSV)}')
        assert made['url_type'] == 'upload' and made['size'] == len(CSV), made
        assert made['url'].startswith(self.url) and '/download/' in made['url']
        assert self.download(made['url']) == CSV

    def test_upload_from_the_library(self):
        with open(self.file('second.csv', CSV), 'rb') as stream:
            made = self.api.action.resource_create(package_id=name_of(2), name='Second', upload=stream)
        assert made['mimetype'] == 'text/csv' and made['format'] == 'CSV'
        changed = self.api.action.resource_update(
            id=made['id'], package_id=name_of(2), format='TXT', upload=('third.txt', io.BytesIO(b'third')))
        assert self.download(changed['url']) == b'third'

    def download(self, url):
        with urllib.request.urlopen(urllib.request.Request(url, headers={'Authorization': self.token})) as answer:
            return answer.read()

    def test_batch(self):
        self.file('batch.csv', CSV)
        orders = [
            {'action': 'package_patch', 'data': {'id': name_of(3), 'notes': 'by batch'}},
            {'action': 'resource_create', 'data': {'package_id': name_of(3), 'name': 'B'},
             'files': {'upload': self.path('batch.csv')}},
        ]
        self.cli('batch', '--local-files', '-q', '-I', self.file('batch.jsonl', lines(orders)))
        stored = self.stored(3)
        assert stored['notes'] == 'by batch' and len(stored['resources']) == 2

    def test_dump_all_datasets(self):
        self.cli('dump', 'datasets', '--all', '-p', '2', '-q', '-O', self.path('all.jsonl'))
        dumped = {item['name']: item for item in read_lines(self.path('all.jsonl'))}
        assert [name for name in dumped if name.startswith(MARK)] == PUBLIC
        assert dumped[name_of(2)] == self.stored(2)

    def test_dump_by_get_and_compressed(self):
        names = [name_of(number) for number in range(6)]
        self.cli('dump', 'datasets', *names, '-q', '-O', self.path('post.jsonl'))
        self.cli('dump', 'datasets', *names, '-g', '-q', '-O', self.path('get.jsonl'))
        self.cli('dump', 'datasets', *names, '-z', '-q', '-O', self.path('dump.jsonl.gz'))
        dumped = read_lines(self.path('post.jsonl'))
        assert dumped == read_lines(self.path('get.jsonl')) == read_lines(self.path('dump.jsonl.gz'), gzip.open)
        assert [item['name'] for item in dumped] == names

    def test_load_of_a_dump_changes_nothing(self):
        dumped = [item for item in read_lines(self.path('all.jsonl')) if item['name'].startswith(MARK)]
        outcomes = self.outcomes_of_load('datasets', dumped)
        assert outcomes == ['update'] * len(PUBLIC), outcomes
        for before in dumped:
            after = self.api.action.package_show(id=before['id'])
            assert without_times(after) == without_times(before), before['name']

    def test_load_uploads_files_again(self):
        outcomes = self.outcomes_of_load('datasets', [self.stored(2)], '--upload-resources')
        assert outcomes == ['update'], outcomes
        assert [self.download(resource['url']) for resource in self.stored(2)['resources'][1:]] == [CSV, b'third']

    def test_load_reports_what_is_refused(self):
        refused = {**dataset(90), 'name': 'No Good Name'}
        assert self.outcomes_of_load('datasets', [refused], code=3) == ['create ValidationError']
        assert self.outcomes_of_load('datasets', [dataset(4)], '-n', code=3) == ['create ValidationError']
        assert self.outcomes_of_load('datasets', [dataset(91)], '-o', code=3) == ['show NotFound']

    def test_dump_with_the_files(self):
        # It downloads the last resource of a dataset only (its own mistake), and stumbles over hosts that do not exist.
        self.cli('dump', 'datasets', name_of(2), name_of(3), '-p', '2', '-q', '-D', self.path('packages'))
        folder = os.path.join(self.path('packages'), name_of(2))
        with open(os.path.join(folder, 'datapackage.json'), encoding='utf-8') as stream:
            described = json.load(stream)
        assert described['name'] == name_of(2) and len(described['resources']) == 3
        with open(os.path.join(folder, described['resources'][2]['path']), 'rb') as stream:
            assert stream.read() == b'third'

    def test_dump_and_load_organizations(self):
        self.cli('dump', 'organizations', '--all', '-U', '-p', '2', '-q', '-O', self.path('organizations.jsonl'))
        mine = [item for item in read_lines(self.path('organizations.jsonl')) if item['name'] == ORGANIZATION]
        assert len(mine) == 1 and mine[0]['users'][0]['capacity'] == 'admin'
        assert self.outcomes_of_load('organizations', mine, '-U') == ['update']
        after = self.api.action.organization_show(id=ORGANIZATION, include_datasets=False, include_users=True)
        assert after['title'] == 'Stadt Köln' and after['package_count'] == mine[0]['package_count']

    def test_dump_and_load_groups(self):
        self.cli('dump', 'groups', '--all', '-q', '-O', self.path('groups.jsonl'))
        mine = [item for item in read_lines(self.path('groups.jsonl')) if item['name'] == GROUP]
        assert len(mine) == 1 and mine[0]['extras'][0]['key'] == 'a'
        assert self.outcomes_of_load('groups', mine) == ['update']

    def test_dump_users(self):
        self.cli('dump', 'users', '--all', '-q', '-O', self.path('users.jsonl'))
        assert any(user['sysadmin'] for user in read_lines(self.path('users.jsonl')))

    def test_errors_of_the_library(self):
        self.raises(ckanapi.NotFound, self.api.action.package_show, id=f'{MARK}-nothing')
        self.raises(ckanapi.NotAuthorized, self.guest.action.package_create, name='x')
        self.raises(ckanapi.NotAuthorized, self.guest.action.package_show, id=name_of(5))
        refused = self.raises(ckanapi.ValidationError, self.api.action.package_create, name='x', owner_org='nowhere')
        assert 'owner_org' in refused.error_dict and 'name' in refused.error_dict
        self.raises(ckanapi.SearchError, self.api.action.package_search, q='title:(')
        unknown = self.raises(ckanapi.CKANAPIError, self.api.call_action, 'no_such_action')
        assert 'Action name not known' in str(unknown)

    def raises(self, kind, call, *args, **parameters):
        try:
            call(*args, **parameters)
        except kind as error:
            return error
        raise AssertionError(f'no {kind.__name__} from {parameters or args}')

    def test_errors_of_the_command_line(self):
        self.cli('action', 'package_show', f'id={MARK}-nothing', code=1)
        self.cli('action', 'organization_create', f'name={MARK}-x', code=1, token='no-such-token')

    def test_delete_datasets_with_two_processes(self):
        names = [name_of(number) for number in range(COUNT)]
        self.cli('delete', 'datasets', '-p', '2', '-q', *names)
        self.raises(ckanapi.NotAuthorized, self.guest.action.package_show, id=names[0])
        left = self.api.action.package_search(fq=f'organization:{ORGANIZATION}', include_private=True, rows=0)
        assert left['count'] == 0
        for name in names:
            self.api.action.dataset_purge(id=name)
        self.raises(ckanapi.NotFound, self.api.action.package_show, id=names[0])

    def test_delete_organizations_and_groups(self):
        self.cli('delete', 'organizations', '-q', ORGANIZATION)
        self.cli('delete', 'groups', '-q', GROUP)
        assert ORGANIZATION not in self.api.action.organization_list()
        self.api.action.organization_purge(id=ORGANIZATION)
        self.api.action.group_purge(id=GROUP)
        self.raises(ckanapi.NotFound, self.api.action.group_show, id=GROUP)


main(CkanapiSuite)
