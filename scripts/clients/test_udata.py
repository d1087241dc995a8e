"""udata (data.gouv.fr): its CKAN and DCAT back ends, whole, over mongomock in place of MongoDB."""

import json
import logging
import re
from urllib.parse import unquote

import mongomock
import pymongo

# mongoengine takes pymongo's client when it is imported; mongomock makes no text indexes, and none is needed here.
pymongo.MongoClient = mongomock.MongoClient

import mongoengine  # noqa: E402

mongoengine.Document.ensure_indexes = classmethod(lambda _class: None)

from suite import Suite, main  # noqa: E402
from udata import settings  # noqa: E402
from udata.app import create_app  # noqa: E402
from udata.core.dataset.models import Dataset, License  # noqa: E402
from udata.harvest.backends.ckan.harvesters import CkanBackend  # noqa: E402
from udata.harvest.backends.dcat import DcatBackend  # noqa: E402
from udata.harvest.models import HarvestSource  # noqa: E402


class Settings(settings.Testing):
    MONGODB_HOST = 'mongodb://localhost/udata'
    URLS_ALLOW_LOCAL = True
    URLS_ALLOW_PRIVATE = True
    HARVESTER_BACKENDS = ['ckan', 'dcat']
    DEFAULT_LANGUAGE = 'en'


def is_closed(value):
    """Whether a polygon's rings end where they begin: udata takes no others."""
    shape = json.loads(value)
    rings = shape['coordinates'] if shape['type'] == 'Polygon' else sum(shape['coordinates'], [])
    return all(ring[0] == ring[-1] for ring in rings)


def is_address(url):
    return re.fullmatch(r'(https?|ftps?)://\S+', url, re.IGNORECASE) is not None


class UdataSuite(Suite):
    """udata's CkanBackend and DcatBackend."""

    def prepare(self):
        app = create_app(settings.Defaults, override=Settings)
        app.logger.setLevel(logging.ERROR)
        logging.getLogger('udata').setLevel(logging.CRITICAL)
        app.app_context().push()
        app.test_request_context('/').push()
        for licence in self.ask('license_list'):
            License(id=licence['id'], title=licence['title'], url=licence['url'] or None).save()
        self.expected = {dataset['id']: dataset for dataset in self.all_datasets()}

    def harvest(self, backend, path, dryrun=True, **configuration):
        source = HarvestSource(name='Source', url=self.url + path, backend=backend.name, config=configuration)
        if not dryrun:
            source.save()
        return backend(source, dryrun=dryrun).harvest()

    def outcome(self, job):
        """What came in, and why the rest did not, both by id."""
        done = {item.remote_id: item.dataset for item in job.items if item.status == 'done'}
        return done, {item.remote_id: item.errors[0].message for item in job.items if item.status != 'done'}

    def spatial_is_bad(self, dataset):
        return any(extra['key'] == 'spatial' and not is_closed(extra['value']) for extra in dataset['extras'])

    def refused_of_ckan(self, dataset):
        """What udata refuses of a CKAN: data that CKAN, too, stores and sends as it is."""
        resources = dataset['resources']
        return resources == [] or self.spatial_is_bad(dataset) or not all(is_address(item['url']) for item in resources)

    def test_ckan_whole_catalogue(self):
        job = self.harvest(CkanBackend, '/')
        assert [error.message for error in job.errors] == []
        self.taken, refused = self.outcome(job)
        assert set(self.taken) | set(refused) == set(self.expected) and len(self.expected) > 200
        bad = {id for id, dataset in self.expected.items() if self.refused_of_ckan(dataset)}
        assert set(refused) == bad, (set(refused) ^ bad, refused)
        for message in refused.values():
            assert re.search('has no record|Invalid URL|must start and end at the same point', message), message

    def test_ckan_what_was_harvested(self):
        for id, taken in self.taken.items():
            dataset = self.expected[id]
            assert taken.title == dataset['title'] and taken.slug == dataset['name'], id
            assert taken.harvest.ckan_name == dataset['name']
            assert taken.harvest.created_at.isoformat() == dataset['metadata_created'][:10], id
            assert len(taken.tags) <= len(dataset['tags'])
            own = {extra['key']: extra['value'] for extra in dataset['extras'] if extra['value']}
            for key in ('catalog_type', 'geographic_region', 'title_fra'):
                assert taken.extras.get(key) == own.get(key), (id, key)

    def test_ckan_resources(self):
        for id, taken in self.taken.items():
            sent = self.expected[id]['resources']
            assert [str(item.harvest.remote_id) for item in taken.resources] == [item['id'] for item in sent], id
            assert [item.url for item in taken.resources] == [item['url'] for item in sent], id
            assert [item.format for item in taken.resources] == [item['format'].lower() for item in sent], id

    def test_ckan_licences(self):
        names = {id: (taken.license.id if taken.license else None) for id, taken in self.taken.items()}
        known = {licence['id'] for licence in self.ask('license_list')}
        licensed = [id for id in names if self.expected[id]['license_id'] in known]
        assert len(licensed) > 50
        assert {names[id] for id in licensed} == {self.expected[id]['license_id'] for id in licensed}

    def test_ckan_filters(self):
        name = max(self.ask('organization_list', all_fields=True), key=lambda item: item['package_count'])['name']
        mine = {id for id, dataset in self.expected.items() if dataset['organization']['name'] == name}
        for kind, wanted in (('include', mine), ('exclude', set(self.expected) - mine)):
            job = self.harvest(CkanBackend, '/', filters=[{'key': 'organization', 'value': name, 'type': kind}])
            assert {item.remote_id for item in job.items} == wanted, kind

    def test_ckan_two_filters(self):
        tag = max(self.ask('package_search', **{'facet.field': ['tags'], 'rows': 0})['facets']['tags'].items(),
                  key=lambda item: item[1])[0]
        dataset = next(item for item in self.expected.values() if tag in [own['name'] for own in item['tags']])
        name = dataset['organization']['name']
        job = self.harvest(CkanBackend, '/', filters=[
            {'key': 'tags', 'value': f'"{tag}"'}, {'key': 'organization', 'value': name}])
        assert {item.remote_id for item in job.items} == {
            id for id, item in self.expected.items()
            if item['organization']['name'] == name and tag in [own['name'] for own in item['tags']]}

    def test_ckan_private_datasets(self):
        name = next(iter(self.expected.values()))['organization']['name']
        made = self.ask('package_create', name='clients-private', owner_org=name, private=True)
        try:
            job = self.harvest(CkanBackend, '/', filters=[{'key': 'organization', 'value': name}])
            assert made['id'] not in [item.remote_id for item in job.items]
        finally:
            self.purge('clients-private')

    def test_says_what_is_wrong(self):
        for backend, path, told in (
            (CkanBackend, '/nothing/', '404'), (DcatBackend, '/catalog.ttl?page=0', '409'), (DcatBackend, '/nothing.ttl', '404'),
        ):
            job = self.harvest(backend, path)
            assert job.status == 'failed' and told in job.errors[0].message, (path, job.errors[0].message)

    def test_kept_in_udata(self):
        name = next(iter(self.expected.values()))['organization']['name']
        jobs = [self.harvest(CkanBackend, '/', dryrun=False, filters=[{'key': 'organization', 'value': name}])
                for _ in range(2)]
        first, second = (self.outcome(job)[0] for job in jobs)
        assert first and {dataset.id for dataset in first.values()} == {dataset.id for dataset in second.values()}
        assert Dataset.objects.count() == len(first)

    def refused_of_dcat(self, dataset):
        """It also stumbles over a checksum without an algorithm, as ckanext-dcat writes it where no field names one."""
        return self.spatial_is_bad(dataset) or any(
            item['url'] == 'http://' or item['hash'] and not item.get('hash_algorithm') for item in dataset['resources'])

    def test_dcat_whole_catalogue_in_each_format(self):
        for suffix in ('ttl', 'rdf', 'jsonld'):
            job = self.harvest(DcatBackend, f'/catalog.{suffix}')
            assert [error.message for error in job.errors] == [], suffix
            self.taken, refused = self.outcome(job)
            assert set(self.taken) | set(refused) == set(self.expected), suffix
            bad = {id for id, dataset in self.expected.items() if self.refused_of_dcat(dataset)}
            assert set(refused) == bad, (set(refused) ^ bad, refused)
            self.compare_with_dcat(suffix)

    def compare_with_dcat(self, suffix):
        for id, taken in self.taken.items():
            dataset = self.expected[id]
            assert taken.title == dataset['title'], (suffix, taken.title, dataset['title'])
            assert taken.harvest.remote_id == id and str(taken.harvest.uri) == f'{self.url}/dataset/{id}'
            assert taken.harvest.issued_at.isoformat()[:19] == dataset['metadata_created'][:19], (suffix, id)
            assert taken.harvest.modified_at.isoformat()[:19] == dataset['metadata_modified'][:19], (suffix, id)
            # Of resources that lead to the same address it keeps one; ckanext-dcat escapes more signs than there must be.
            found, sent = {unquote(item.url) for item in taken.resources}, {unquote(item['url']) for item in dataset['resources'] if item['url']}
            assert found == sent, (suffix, id, found ^ sent)

    def test_dcat_from_a_later_page_and_of_an_organization(self):
        name = next(iter(self.expected.values()))['organization']['name']
        mine = {id for id, dataset in self.expected.items() if dataset['organization']['name'] == name}
        for path, wanted in ((f'/catalog.ttl?fq=organization:{name}', mine), ('/catalog.rdf?page=3', None)):
            found = {item.remote_id for item in self.harvest(DcatBackend, path).items}
            assert found == wanted if wanted else len(found) == len(self.expected) - 200, path


main(UdataSuite, catalogue=True)
