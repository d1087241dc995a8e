"""hdx-python-api, the library of the Humanitarian Data Exchange, on top of ckanapi."""

import os

from hdx.api.configuration import Configuration
from hdx.data.dataset import Dataset
from hdx.data.organization import Organization
from hdx.data.resource import Resource
from hdx.data.user import User
from hdx.data.vocabulary import Vocabulary
from suite import Suite, main


class HdxSuite(Suite):
    """hdx-python-api."""

    def prepare(self):
        self.organization = self.ask('organization_list', all_fields=True, sort='package_count desc')[0]['name']
        self.expected = {dataset['name']: dataset for dataset in self.all_datasets()}
        self.group = self.ask('group_list')[0]
        # It would fetch its lists of formats and tags from elsewhere.
        Resource.set_formatsdict({'csv': 'csv'})
        Vocabulary.set_tagsdict({'trees': {'Action to Take': 'OK'}})
        Vocabulary._approved_vocabulary = {'id': '', 'tags': [{'name': 'trees'}]}
        Configuration.create(hdx_url=self.url, hdx_key=self.token, user_agent='ckanister-test')

    def finish(self):
        self.purge('clients-hdx')
        Configuration.delete()

    def test_a_dataset(self):
        name, dataset = next(iter(self.expected.items()))
        found = Dataset.read_from_hdx(name)
        assert found['title'] == dataset['title'] and found['id'] == dataset['id']
        assert [item['url'] for item in found.get_resources()] == [item['url'] for item in dataset['resources']]

    def test_an_unknown_dataset_is_none(self):
        assert Dataset.read_from_hdx('nothing') is None

    def test_a_search_over_pages(self):
        found = Dataset.search_in_hdx('', fq='res_format:CSV', rows=1000, page_size=20)
        with_csv = {name for name, item in self.expected.items() if any(one['format'] == 'CSV' for one in item['resources'])}
        assert len(found) == len(with_csv) and {item['name'] for item in found} == with_csv

    def test_names_of_all_datasets(self):
        assert sorted(Dataset.get_all_dataset_names()) == sorted(self.expected)

    def test_an_organization_a_resource_and_a_user(self):
        assert Organization.read_from_hdx(self.organization)['name'] == self.organization
        assert sorted(Organization.get_all_organization_names()) == sorted(self.ask('organization_list'))
        resource = next(item['resources'][0] for item in self.expected.values() if item['resources'])
        assert Resource.read_from_hdx(resource['id'])['url'] == resource['url']
        assert User.read_from_hdx('admin')['sysadmin'] is True

    def test_creates_a_dataset_with_an_upload(self):
        table = os.path.join(self.folder, 'hoehen.csv')
        with open(table, 'w', encoding='utf-8') as stream:
            stream.write('species,height\n"Bäume, alte",30\n')
        # It insists on fields that HDX alone knows; other sites leave them out.
        dataset = Dataset({
            'name': 'clients-hdx', 'title': 'Höhen 樹木', 'owner_org': self.organization, 'notes': 'Grüße', 'private': False,
            'dataset_source': 'here', 'maintainer': 'admin', 'dataset_date': '[2020-01-01T00:00:00 TO 2020-12-31T23:59:59]',
            'data_update_frequency': '365', 'groups': [{'name': self.group}], 'license_id': 'cc-by', 'methodology': 'Census',
            'tags': [{'name': 'trees'}]})
        resource = Resource({'name': 'Höhen', 'description': 'Table', 'format': 'csv'})
        resource.set_file_to_upload(table)
        dataset.add_update_resource(resource)
        dataset.create_in_hdx()
        shown = self.ask('package_show', id='clients-hdx')
        assert shown['title'] == 'Höhen 樹木' and len(shown['resources']) == 1, shown
        assert shown['resources'][0]['url_type'] == 'upload'

    def test_downloads_what_it_uploaded(self):
        resource = Dataset.read_from_hdx('clients-hdx').get_resources()[0]
        _, path = resource.download(self.folder)
        with open(path, encoding='utf-8') as stream:
            assert 'Bäume, alte' in stream.read()

    def test_updates_a_dataset(self):
        dataset = Dataset.read_from_hdx('clients-hdx')
        dataset['notes'] = 'Geändert'
        dataset.update_in_hdx(ignore_check=True)
        shown = self.ask('package_show', id='clients-hdx')
        assert shown['notes'] == 'Geändert' and len(shown['resources']) == 1


main(HdxSuite, catalogue=True)
