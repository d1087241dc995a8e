"""ckanext-harvest's own CKAN harvester: from a server of ours with a real catalogue, into a second server of ours."""

import datetime
import json

from ckan_stand_in import Harvest, Target, harvest_model
from ckanext.harvest.harvesters.ckanharvester import CKANHarvester
from served import served
from suite import Suite, main


def told(dataset):
    """What a harvest should bring over; the rest is the second site's own."""
    fields = ('id', 'name', 'title', 'notes', 'url', 'version', 'author', 'author_email', 'maintainer', 'license_id',
              'license_title', 'isopen', 'type', 'state', 'private', 'extras')
    columns = ('id', 'name', 'url', 'format', 'description', 'mimetype', 'size', 'hash', 'position', 'created')
    return {
        **{field: dataset[field] for field in fields},
        'tags': [tag['name'] for tag in dataset['tags']],
        'groups': sorted(group['name'] for group in dataset['groups']),
        'organization': dataset['organization']['title'],
        'resources': [{column: resource[column] for column in columns} for resource in dataset['resources']],
    }


class HarvestSuite(Suite):
    """ckanext-harvest's CKANHarvester."""

    def prepare(self):
        self.second = served(ckanister__search__fq_mode='strict')
        self.second_url, second_token, self.second_log = self.second.__enter__()
        self.target = Target(self.second_url, second_token)
        self.home = self.target.post('organization_create', {'name': 'home', 'title': 'Zuhause'})
        self.expected = {dataset['id']: dataset for dataset in self.all_datasets()}
        self.organizations = self.ask('organization_list')
        self.groups = self.ask('group_list')
        self.touched = None

    def finish(self):
        self.second.__exit__(None, None, None)

    def gathered(self, **configuration):
        source = self.target.source('ckan', self.url, self.home['id'], json.dumps(configuration))
        run = Harvest(CKANHarvester(), source, gather_only=True)
        assert run.errors == [], run.errors
        return {item.guid for item in run.objects}

    def with_(self, field, *names):
        def belongs(dataset):
            shown = [dataset['organization']] if field == 'organization' else dataset['groups']
            return any(item['name'] in names for item in shown)
        return {id for id, dataset in self.expected.items() if belongs(dataset)}

    def test_gathers_everything(self):
        assert len(self.expected) > 200
        assert self.gathered() == set(self.expected)

    def test_gathers_with_a_slash_after_the_address(self):
        source = self.target.source('ckan', self.url + '/', self.home['id'])
        assert len(Harvest(CKANHarvester(), source, gather_only=True).ids) == len(self.expected)

    def test_gathers_an_organization(self):
        name = max(self.organizations, key=lambda name: len(self.with_('organization', name)))
        found = self.with_('organization', name)
        assert 5 < len(found) < len(self.expected)
        assert self.gathered(organizations_filter_include=[name]) == found

    def test_gathers_without_an_organization(self):
        names = self.organizations[:2]
        assert self.gathered(organizations_filter_exclude=names) == set(self.expected) - self.with_('organization', *names)

    def test_gathers_a_group(self):
        name = max(self.groups, key=lambda name: len(self.with_('groups', name)))
        assert self.gathered(groups_filter_include=[name]) == self.with_('groups', name) != set()

    def test_gathers_without_groups(self):
        names = self.groups[:2]
        assert self.gathered(groups_filter_exclude=names) == set(self.expected) - self.with_('groups', *names)

    def test_two_organizations_as_on_ckan(self):
        # It sends a bare OR, to which CKAN 2.11 adds clauses that must hold: the names then choose nothing.
        assert self.gathered(organizations_filter_include=self.organizations[:2]) == set(self.expected)

    def test_says_when_nothing_is_there(self):
        source = self.target.source('ckan', self.url, self.home['id'], '{"organizations_filter_include": ["nowhere"]}')
        run = Harvest(CKANHarvester(), source, gather_only=True)
        assert run.ids == [] and run.errors == [f'No datasets found at CKAN: {self.url}'], run.errors

    def test_says_when_it_is_no_ckan(self):
        run = Harvest(CKANHarvester(), self.target.source('ckan', self.url + '/nothing', self.home['id']), gather_only=True)
        assert run.ids == [] and len(run.errors) == 1 and 'was not JSON' in run.errors[0], run.errors

    def test_private_datasets_stay_private(self):
        made = self.ask('package_create', name='clients-private', owner_org=self.organizations[0], private=True)
        try:
            assert made['id'] not in self.gathered()
            assert made['id'] not in self.gathered(api_key=self.token)
        finally:
            self.purge('clients-private')

    def test_harvests_into_another_server(self):
        self.source = self.target.source('ckan', self.url, self.home['id'], json.dumps(
            {'remote_orgs': 'create', 'remote_groups': 'create'}))
        run = Harvest(CKANHarvester(), self.source)
        assert run.errors == [], run.errors[:3]
        assert run.report == {'added': len(self.expected)}, run.report

    def test_what_was_harvested(self):
        for id, dataset in self.expected.items():
            arrived = told(self.target.post('package_show', {'id': id}))
            # The harvester makes names of its own from those it finds: some signs become others.
            assert {**arrived, 'name': ''} == {**told(dataset), 'name': ''}, (arrived, told(dataset))

    def test_organizations_and_groups_came_along(self):
        for name in {dataset['organization']['name'] for dataset in self.expected.values()}:
            here, there = (ask('organization_show', {'id': name}) for ask in (self.post, self.target.post))
            assert (here['id'], here['title'], here['description']) == (there['id'], there['title'], there['description'])
        found = {group['name'] for dataset in self.expected.values() for group in dataset['groups']}
        assert found == set(self.target.post('group_show', {'id': name})['name'] for name in found)

    def test_two_organizations_of_a_strict_server(self):
        names = self.organizations[:3]
        source = self.target.source('ckan', self.second_url, self.home['id'], json.dumps({'organizations_filter_include': names}))
        run = Harvest(CKANHarvester(), source, gather_only=True)
        assert {item.guid for item in run.objects} == self.with_('organization', *names) != set()

    def post(self, action, data):
        return self.ask(action, **data)

    def test_an_incremental_harvest_finds_nothing_new(self):
        run = Harvest(CKANHarvester(), self.source)
        assert run.ids == [] and run.errors == [], run.errors

    def test_an_incremental_harvest_finds_the_one_that_changed(self):
        self.touched = next(iter(self.expected))
        self.ask('package_patch', id=self.touched, notes='Geändert: Bäume 樹木')
        run = Harvest(CKANHarvester(), self.source)
        assert run.errors == [] and [item.guid for item in run.objects] == [self.touched], run.report
        assert run.report == {'updated': 1}, run.report
        assert self.target.post('package_show', {'id': self.touched})['notes'] == 'Geändert: Bäume 樹木'

    def test_a_change_of_long_ago_is_not_asked_for(self):
        source = self.target.source('ckan', self.url, self.home['id'])
        last = max(dataset['metadata_modified'] for dataset in self.all_datasets())
        moment = datetime.datetime.fromisoformat(last) + datetime.timedelta(hours=1)
        # Solr knows milliseconds.
        for milliseconds, found in ((0, 1), (1, 0)):
            earlier = harvest_model.HarvestJob(source=source, status='Finished')
            earlier.gather_started = moment + datetime.timedelta(milliseconds=milliseconds)
            earlier.save()
            run = Harvest(CKANHarvester(), source, gather_only=True)
            assert len(run.ids) == found, (last, milliseconds, run.ids)

    def test_a_forced_harvest_changes_nothing(self):
        self.source.config = json.dumps({'remote_orgs': 'create', 'remote_groups': 'create', 'force_all': True})
        self.source.save()
        run = Harvest(CKANHarvester(), self.source)
        assert run.errors == [] and run.report == {'not modified': len(self.expected)}, run.report

    def test_tags_and_extras_of_the_source(self):
        source = self.target.source('ckan', self.url, self.home['id'], json.dumps({
            'default_tags': [{'name': 'geerntet'}], 'override_extras': True, 'force_all': True,
            'default_extras': {'harvested_from': '{harvest_source_url}', 'dataset': '{dataset_id}'}}))
        self.ask('package_patch', id=self.touched, notes='Noch einmal')
        run = Harvest(CKANHarvester(), source, gather_only=True)
        chosen = next(item for item in run.objects if item.guid == self.touched)
        assert CKANHarvester().import_stage(chosen) is True, run.errors
        arrived = self.target.post('package_show', {'id': self.touched})
        extras = {extra['key']: extra['value'] for extra in arrived['extras']}
        assert 'geerntet' in [tag['name'] for tag in arrived['tags']]
        assert extras['harvested_from'] == self.url and extras['dataset'] == self.touched
        assert arrived['organization']['name'] == 'home' and arrived['organization']['title'] == 'Zuhause'

    def test_the_second_server_reports_no_error(self):
        assert self.second_log.errors() == []


main(HarvestSuite, catalogue=True)
