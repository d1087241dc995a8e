"""ckanext-dcat's own RDF harvester reads the catalogue of a server of ours into a second one, and its serializer is
compared with what the server says of the same datasets."""

import json

import requests
from ckan_stand_in import Harvest, Target, config
from ckanext.dcat.harvesters.rdf import DCATRDFHarvester
from ckanext.dcat.processors import RDFParser, RDFSerializer
from rdflib import Graph
from rdflib.compare import graph_diff, isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF
from served import served
from suite import Suite, main

FORMATS = {'ttl': 'text/turtle', 'rdf': 'application/rdf+xml', 'xml': 'application/rdf+xml', 'n3': 'text/n3',
           'jsonld': 'application/ld+json'}


def extras_of(dataset):
    return {extra['key']: extra['value'] for extra in dataset['extras']}


class DcatSuite(Suite):
    """ckanext-dcat's DCATRDFHarvester and RDFParser."""

    def prepare(self):
        self.second = served()
        second_url, second_token, self.second_log = self.second.__enter__()
        self.target = Target(second_url, second_token)
        self.home = self.target.post('organization_create', {'name': 'home', 'title': 'Zuhause'})
        self.expected = {dataset['id']: dataset for dataset in self.all_datasets()}

    def finish(self):
        self.second.__exit__(None, None, None)

    def harvest(self, path, gather_only=True, source=None, **configuration):
        source = source or self.target.source('dcat_rdf', self.url + path, self.home['id'], json.dumps(configuration))
        run = Harvest(DCATRDFHarvester(), source, gather_only)
        assert run.errors == [], run.errors[:3]
        return run

    def identifiers(self, run):
        return sorted(extras_of(json.loads(item.content))['identifier'] for item in run.objects)

    def test_every_format_page_by_page(self):
        for suffix in ('ttl', 'rdf', 'jsonld'):
            assert self.identifiers(self.harvest(f'/catalog.{suffix}')) == sorted(self.expected), suffix
        # The other two are the same syntaxes by other names.
        with_pdf = sorted(item['id'] for item in self.all_datasets(fq='res_format:PDF'))
        for suffix in ('n3', 'xml'):
            assert self.identifiers(self.harvest(f'/catalog.{suffix}?fq=res_format:PDF')) == with_pdf != [], suffix

    def test_head_and_content_type(self):
        for suffix, media_type in FORMATS.items():
            for path in (f'/catalog.{suffix}?page=2', f'/dataset/{next(iter(self.expected))}.{suffix}'):
                head = requests.head(self.url + path, allow_redirects=False)
                assert head.status_code == 200, path
                assert head.headers['Content-Type'].split(';')[0] == media_type, head.headers

    def test_part_of_the_catalogue(self):
        name = next(iter(self.expected.values()))['organization']['name']
        mine = sorted(id for id, dataset in self.expected.items() if dataset['organization']['name'] == name)
        assert self.identifiers(self.harvest(f'/catalog.ttl?fq=organization:{name}')) == mine
        newest = max(dataset['metadata_modified'] for dataset in self.expected.values())
        found = [id for id, dataset in self.expected.items() if dataset['metadata_modified'] >= newest]
        assert self.identifiers(self.harvest(f'/catalog.rdf?modified_since={newest}')) == sorted(found)

    def test_one_dataset(self):
        id, dataset = next(iter(self.expected.items()))
        for path in (f'/dataset/{id}.jsonld', f'/dataset/{dataset["name"]}.ttl'):
            assert self.identifiers(self.harvest(path)) == [id]

    def test_says_what_is_wrong(self):
        for path, told in (('/dataset/nothing.ttl', '404'), ('/catalog.ttl?page=0', '409'), ('/', 'Error parsing')):
            source = self.target.source('dcat_rdf', self.url + path, self.home['id'])
            run = Harvest(DCATRDFHarvester(), source, gather_only=True)
            assert run.ids == [] and told in run.errors[0], (path, run.errors)

    def test_harvests_into_another_server(self):
        self.source = self.target.source('dcat_rdf', self.url + '/catalog.rdf', self.home['id'])
        run = self.harvest('', gather_only=False, source=self.source)
        assert run.report == {'added': len(self.expected)}, run.report
        self.arrived = {item.guid.rsplit('/', 1)[-1]: item.package_id for item in run.objects}

    def test_what_was_harvested(self):
        for id, dataset in self.expected.items():
            arrived = self.target.post('package_show', {'id': self.arrived[id]})
            extras = extras_of(arrived)
            assert arrived['title'] == dataset['title'] and (arrived['notes'] or '') == (dataset['notes'] or ''), id
            assert arrived['organization']['title'] == 'Zuhause'
            assert [tag['name'] for tag in arrived['tags']] == [tag['name'] for tag in dataset['tags']], id
            assert len(arrived['resources']) == len(dataset['resources']), id
            assert extras['identifier'] == id and extras['uri'] == f'{self.url}/dataset/{id}'
            assert extras['publisher_name'] == dataset['organization']['title'], id
            assert extras['issued'] == dataset['metadata_created'], id

    def test_resources_that_were_harvested(self):
        for id, dataset in self.expected.items():
            arrived = self.target.post('package_show', {'id': self.arrived[id]})
            found = {resource['uri'].rsplit('/', 1)[-1]: resource for resource in arrived['resources']}
            for resource in dataset['resources']:
                there = found[resource['id']]
                assert there['name'] == (resource['name'] or 'Unnamed resource') or not resource['name'], resource['id']
                assert (there['description'] or '') == (resource['description'] or ''), resource['id']
                assert there['size'] == (resource['size'] or None), (resource['size'], there['size'])

    def test_a_second_harvest_updates_and_deletes(self):
        touched, gone = list(self.expected)[0], list(self.expected)[-1]
        self.ask('package_patch', id=touched, notes='Geändert: Bäume 樹木')
        self.ask('package_delete', id=gone)
        run = self.harvest('', gather_only=False, source=self.source)
        assert run.report == {'updated': len(self.expected) - 1, 'deleted': 1}, run.report
        assert self.target.post('package_show', {'id': self.arrived[touched]})['notes'] == 'Geändert: Bäume 樹木'
        assert self.target.post('package_show', {'id': self.arrived[gone]})['state'] == 'deleted'
        self.ask('package_patch', id=gone, state='active')

    def test_profiles(self):
        id = next(iter(self.expected))
        for profile in ('euro_dcat_ap', 'euro_dcat_ap_2', 'euro_dcat_ap_3'):
            graph = Graph().parse(data=requests.get(f'{self.url}/dataset/{id}.ttl?profiles={profile}').text, format='turtle')
            subject = next(graph.subjects(RDF.type, DCAT.Dataset))
            assert str(graph.value(subject, DCTERMS.identifier)) == id
            parser = RDFParser(profiles=[profile])
            parser.g = graph
            assert [dataset['title'] for dataset in parser.datasets()] == [self.expected[id]['title']]

    def graph(self, turtle):
        """Words where an IRI is due are relative IRIs, for both: they need a base."""
        return Graph().parse(data=turtle, format='turtle', publicID=self.url)

    def test_the_same_as_its_serializer_writes(self):
        Target(self.url, self.token)
        config['ckan.site_url'] = self.url
        differing = []
        # Comparing graphs with blank nodes takes its time: not every dataset by every profile.
        for profile, every in (('euro_dcat_ap_3', 8), ('euro_dcat_ap_2', 40), ('euro_dcat_ap', 40)):
            for dataset in self.all_datasets()[::every]:
                serializer = RDFSerializer(profiles=[profile])
                serializer.graph_from_dataset(dataset)
                theirs = self.graph(serializer.g.serialize(format='turtle'))
                ours = self.graph(requests.get(f'{self.url}/dataset/{dataset["id"]}.ttl?profiles={profile}').text)
                if not isomorphic(theirs, ours):
                    _, only_theirs, only_ours = graph_diff(theirs, ours)
                    differing.append((profile, dataset['name'], list(only_theirs)[:4], list(only_ours)[:4]))
        assert differing == [], (len(differing), differing[:3])

    def test_private_and_deleted_datasets_stay_out(self):
        organization = next(iter(self.expected.values()))['organization']['name']
        made = self.ask('package_create', name='clients-private', owner_org=organization, private=True)
        try:
            assert made['id'] not in self.identifiers(self.harvest('/catalog.ttl'))
            assert requests.get(f'{self.url}/dataset/{made["id"]}.ttl').status_code == 403
            allowed = requests.get(f'{self.url}/dataset/{made["id"]}.ttl', headers={'Authorization': self.token})
            assert made['id'] in allowed.text
        finally:
            self.purge('clients-private')

    def test_the_second_server_reports_no_error(self):
        assert self.second_log.errors() == []


main(DcatSuite, catalogue=True)
