"""As much of CKAN as a harvester needs, without CKAN's PostgreSQL, Solr and Redis.

The real packages `ckan`, `ckanext-harvest` and `ckanext-dcat` run; what the harvesters keep of sources, jobs and
objects is in an SQLite database in memory, by CKAN's own models. Actions are sent to a server (the `target`), so that a
harvest ends there: import this before anything of `ckanext`.
"""

import logging

import requests
import sqlalchemy
from ckan import logic, model
from ckan.common import config, config_declaration
from ckan.lib import plugins as dataset_plugins
from ckan.model import meta
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import StaticPool


@compiles(JSONB, 'sqlite')
def json_in_sqlite(*_, **__):
    return 'JSON'


config_declaration.setup()
config_declaration.make_safe(config)
config_declaration.normalize(config)
config['ckan.site_url'] = 'http://harvester.example'
dataset_plugins.set_default_package_plugin()
logging.getLogger('ckan').setLevel(logging.ERROR)
logging.getLogger('ckanext').setLevel(logging.CRITICAL)

engine = sqlalchemy.create_engine('sqlite://', poolclass=StaticPool, connect_args={'check_same_thread': False})
meta.engine = engine
model.Session.configure(bind=engine)

# Its import makes the tables of harvests known to CKAN's metadata.
from ckanext.harvest import model as harvest_model  # noqa: E402
from ckanext.harvest import queue  # noqa: E402

KEPT = ('package', 'package_extra', 'user')
meta.metadata.create_all(engine, tables=[
    table for name, table in meta.metadata.tables.items() if name in KEPT or name.startswith('harvest_')])


@sqlalchemy.event.listens_for(engine, 'before_cursor_execute', retval=True)
def without_deferring(_connection, _cursor, statement, parameters, _context, _many):
    """PostgreSQL alone defers constraints; SQLite checks none."""
    return ('SELECT 1' if statement.startswith('SET CONSTRAINTS') else statement), parameters


def remember(dataset, source_id=None):
    """Names and guids are looked up in the database: keeps these of a dataset that the target has."""
    package, extra = meta.metadata.tables['package'], meta.metadata.tables['package_extra']
    if model.Session.execute(sqlalchemy.select(package.c.id).where(package.c.id == dataset['id'])).first():
        return
    known = {'id': dataset['id'], 'name': dataset['name'], 'title': dataset.get('title'), 'state': 'active'}
    model.Session.execute(package.insert().values(**known, type='dataset', owner_org=dataset.get('owner_org')))
    for item in dataset.get('extras', []):
        if item['key'] == 'guid':
            row = {'id': f"{dataset['id']}-guid", 'package_id': dataset['id'], 'state': 'active'}
            model.Session.execute(extra.insert().values(**row, key='guid', value=item['value']))
    model.Session.commit()


class Target:
    """Sends the actions that harvesters call to a server, and raises CKAN's exceptions for its errors."""

    ACTIONS = ('package_show', 'package_create', 'package_update', 'package_delete', 'group_show', 'group_create',
               'organization_show', 'organization_create', 'user_show')

    def __init__(self, url, token):
        self.url, self.token = url, token
        self.sources = {}
        logic._actions.update({name: self.action(name) for name in self.ACTIONS})
        logic._actions['get_site_user'] = lambda _context, _data: {'name': 'default'}

    def action(self, name):
        def call(_context, data):
            if name == 'package_show' and data.get('id') in self.sources:
                return self.sources[data['id']]
            result = self.post(name, data)
            if name == 'package_create':
                remember(result)
            return result
        return call

    def post(self, name, data):
        answer = requests.post(f'{self.url}/api/3/action/{name}', json=data, headers={'Authorization': self.token})
        if answer.ok:
            return answer.json()['result']
        error = answer.json()['error'] if isinstance(answer.json(), dict) else {'message': answer.json()}
        if answer.status_code == 404:
            raise logic.NotFound(error.get('message'))
        if answer.status_code == 403:
            raise logic.NotAuthorized(error.get('message'))
        raise logic.ValidationError({key: value for key, value in error.items() if key != '__type'})

    def source(self, kind, url, owner_org, config_text='{}'):
        """A harvest source whose datasets become those of an organization of the target."""
        source = harvest_model.HarvestSource(url=url, type=kind, title='Source', config=config_text)
        source.save()
        shown = {'id': source.id, 'name': f'source-{source.id}', 'title': 'Source', 'owner_org': owner_org}
        self.sources[source.id] = shown
        remember(shown)
        return source


class Harvest:
    """One run of a harvester over a source, as ckanext-harvest's queues play it; `report` counts its outcomes."""

    def __init__(self, harvester, source, gather_only=False):
        self.job = harvest_model.HarvestJob(source=source, status='Running')
        self.job.save()
        self.ids = queue.gather_stage(harvester, self.job) or []
        self.objects = [model.Session.query(harvest_model.HarvestObject).get(id) for id in self.ids]
        self.report = {}
        for item in [] if gather_only else self.objects:
            queue.fetch_and_import_stages(harvester, item)
            self.report[item.report_status] = self.report.get(item.report_status, 0) + 1
        self.job.status = 'Finished'
        self.job.save()

    @property
    def errors(self):
        told = [error.message for error in self.job.gather_errors]
        return told + [error.message for item in self.objects for error in item.errors]
