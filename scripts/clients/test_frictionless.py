"""frictionless: reads datasets and the catalogue as data packages, and publishes one."""

import os

from frictionless import Catalog, FrictionlessException, Package, Resource
from frictionless.portals import CkanControl
from suite import Suite, main

CSV = 'species,height,planted\nLinde,12,2001-05-01\n"Bäume, alte",30,1950-01-31\n'


class FrictionlessSuite(Suite):
    """frictionless with its CKAN portal."""

    def prepare(self):
        organizations = self.ask('organization_list', all_fields=True, sort='package_count desc')
        self.organization = organizations[0]['name']
        self.expected = {dataset['name']: dataset for dataset in self.all_datasets()}
        table = os.path.join(self.folder, 'hoehen.csv')
        with open(table, 'w', encoding='utf-8') as stream:
            stream.write(CSV)
        self.package = Package(
            name='clients-frictionless', title='Höhen der Bäume', description='Grüße\n樹木',
            resources=[Resource(name='hoehen', path='hoehen.csv', basepath=self.folder)], basepath=self.folder)
        self.package.infer()

    def finish(self):
        self.purge('clients-frictionless')

    def control(self, **options):
        return CkanControl(baseurl=self.url, **options)

    def catalog(self, **options):
        return {dataset.package.name: dataset.package for dataset in Catalog(control=self.control(**options)).datasets}

    def test_reads_a_dataset_by_its_page(self):
        for name, dataset in list(self.expected.items())[:20]:
            package = Package(f'{self.url}/dataset/{name}')
            assert package.name == name and package.title == dataset['title']
            assert (package.description or '') == (dataset['notes'] or '')
            assert [resource.path for resource in package.resources] == [item['url'] for item in dataset['resources']]
            assert package.keywords == [tag['name'] for tag in dataset['tags']], name

    def test_reads_a_dataset_by_its_id(self):
        dataset = next(iter(self.expected.values()))
        assert Package(control=self.control(dataset=dataset['id'])).title == dataset['title']

    def test_reads_the_catalogue(self):
        found = self.catalog(num_packages=1000, ignore_package_errors=True)
        assert len(found) > 200
        assert set(found) <= set(self.expected)
        for name, package in found.items():
            assert package.title == self.expected[name]['title']

    def test_reads_pages_of_an_organization(self):
        mine = [item for item in self.expected.values() if item['organization']['name'] == self.organization]
        first = self.catalog(organization_name=self.organization, num_packages=5)
        second = self.catalog(organization_name=self.organization, num_packages=5, results_offset=5)
        assert len(first) == len(second) == 5 and not set(first) & set(second)
        assert set(first) | set(second) <= {item['name'] for item in mine}

    def test_reads_a_group(self):
        group = self.ask('group_list', all_fields=True, sort='package_count desc')[0]['name']
        assert len(self.catalog(group_id=group, num_packages=4)) == 4

    def test_reads_a_search(self):
        found = self.catalog(search={'q': 'title:"healthsites"', 'rows': 3})
        assert len(found) == 3 and all('ealthsites' in package.title for package in found.values())

    def test_publishes_a_package(self):
        control = self.control(apikey=self.token, organization_name=self.organization)
        published = self.package.publish(control=control)
        assert published.url == f'{self.url}/dataset/clients-frictionless', published.url
        shown = self.ask('package_show', id='clients-frictionless')
        assert shown['id'] == published.context['dataset_id'] and shown['title'] == 'Höhen der Bäume'
        assert shown['notes'] == 'Grüße\n樹木' and shown['organization']['name'] == self.organization
        assert [item['name'] for item in shown['resources']] == ['hoehen', 'datapackage'], shown['resources']
        assert all(item['url_type'] == 'upload' for item in shown['resources'])

    def test_reads_what_it_published(self):
        package = Package(f'{self.url}/dataset/clients-frictionless')
        assert package.title == 'Höhen der Bäume'
        types = {field.name: field.type for field in package.resources[0].schema.fields}
        assert types == {'species': 'string', 'height': 'integer', 'planted': 'date'}, types

    def test_reads_the_rows_that_it_published(self):
        url = self.ask('package_show', id='clients-frictionless')['resources'][0]['url']
        rows = Resource(path=url).read_rows()
        assert [row['species'] for row in rows] == ['Linde', 'Bäume, alte'], rows

    def test_publishes_again(self):
        descriptor = {**self.package.to_descriptor(), 'title': 'Neu'}
        changed = Package.from_descriptor({**descriptor, 'id': 'clients-frictionless'}, basepath=self.folder)
        control = self.control(apikey=self.token, organization_name=self.organization, allow_update=True)
        assert changed.publish(control=control).url.endswith('/dataset/clients-frictionless')
        assert self.ask('package_show', id='clients-frictionless')['title'] == 'Neu'

    def test_says_what_is_wrong(self):
        for work, told in (
            (lambda: Package(f'{self.url}/dataset/nothing'), 'Not found'),
            (lambda: self.package.publish(control=self.control(apikey='wrong', organization_name=self.organization)),
             'Authorization Error'),
            (lambda: self.package.publish(control=self.control(apikey=self.token, organization_name=self.organization)),
             'That URL is already in use.'),
            (lambda: self.catalog(search={'q': 'title:('}), 'Search'),
        ):
            try:
                work()
            except FrictionlessException as error:
                assert told in str(error), error
            else:
                raise AssertionError(f'nothing was refused: {told}')


main(FrictionlessSuite, catalogue=True)
