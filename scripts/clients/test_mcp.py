"""ckan-mcp-server, driven by the protocol's own client over its standard streams."""

import asyncio
import json
import os
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from suite import Suite, main


class McpSuite(Suite):
    """ckan-mcp-server, and the client of the package mcp."""

    def prepare(self):
        self.expected = {dataset['name']: dataset for dataset in self.all_datasets()}

    def calls(self, *calls, key=None):
        """Starts the MCP server, calls its tools one after another and gives what each said."""
        env = {**os.environ, 'CKAN_URL': self.url, **({'CKAN_API_KEY': key} if key else {})}
        with open(os.path.join(self.folder, 'mcp.log'), 'a', encoding='utf-8') as log:
            return asyncio.run(self.session(calls, env, log))

    async def session(self, calls, env, log):
        server = StdioServerParameters(command=sys.executable, args=['-m', 'mcp_ckan_server'], env=env)
        async with stdio_client(server, errlog=log) as streams, ClientSession(*streams) as session:
            await session.initialize()
            self.tools = [tool.name for tool in (await session.list_tools()).tools]
            said = []
            for name, arguments in calls:
                answer = await session.call_tool(f'ckan_{name}', arguments)
                text = answer.content[0].text
                said.append(text if text.startswith('Error:') else json.loads(text))
            return said

    def test_tools(self):
        assert self.calls() == []
        assert len(self.tools) == 10 and 'ckan_package_search' in self.tools, self.tools

    def test_datasets(self):
        first = min(self.expected)
        names, page, shown = self.calls(
            ('package_list', {'limit': 1000}), ('package_list', {'limit': 5, 'offset': 10}), ('package_show', {'id': first}))
        assert names == sorted(self.expected) and page == names[10:15]
        assert shown == self.expected[first]

    def test_search(self):
        everything, some, sorted_page = self.calls(
            ('package_search', {}),
            ('package_search', {'q': 'title:Straße*', 'rows': 3}),
            ('package_search', {'fq': 'res_format:CSV', 'sort': 'name asc', 'rows': 4, 'start': 2}))
        assert everything['count'] == len(self.expected) and len(everything['results']) == 10
        assert some['count'] == self.ask('package_search', q='title:Straße*')['count']
        with_csv = sorted(name for name, dataset in self.expected.items()
                          if any(item['format'] == 'CSV' for item in dataset['resources']))
        assert [item['name'] for item in sorted_page['results']] == with_csv[2:6]

    def test_organizations_and_groups(self):
        first = self.ask('organization_list')[0]
        organizations, groups, full, shown = self.calls(
            ('organization_list', {}), ('group_list', {'all_fields': True}), ('organization_list', {'all_fields': True}),
            ('organization_show', {'id': first, 'include_datasets': True}))
        assert organizations == self.ask('organization_list') and len(organizations) > 40
        assert groups == self.ask('group_list', all_fields=True)
        assert full[0]['package_count'] >= 0 and full[0]['name'] == organizations[0]
        assert shown['name'] == first and 'packages' in shown

    def test_tags_resources_and_status(self):
        resource = next(iter(self.expected.values()))['resources'][0]
        tags, shown, status = self.calls(('tag_list', {}), ('resource_show', {'id': resource['id']}), ('status_show', {}))
        assert tags == self.ask('tag_list') and len(tags) > 100
        assert shown == resource
        assert status['ckan_version'].startswith('2.11')

    def test_a_private_dataset_with_a_token(self):
        organization = next(iter(self.expected.values()))['organization']['name']
        made = self.ask('package_create', name='clients-private', owner_org=organization, private=True)
        try:
            hidden, = self.calls(('package_show', {'id': 'clients-private'}))
            assert 'Authorization Error' in hidden
            wrong, = self.calls(('package_show', {'id': 'clients-private'}), key='wrong')
            assert 'Authorization Error' in wrong
            shown, = self.calls(('package_show', {'id': 'clients-private'}), key=self.token)
            assert shown['id'] == made['id']
        finally:
            self.purge('clients-private')

    def test_says_what_is_wrong(self):
        nothing, bad_query, gone = self.calls(
            ('package_show', {'id': 'nothing'}), ('package_search', {'q': 'title:('}), ('site_read', {}))
        assert 'Not Found Error' in nothing and 'Search' in bad_query
        # It calls an action that CKAN has no more: CKAN's answer is a text, which it stumbles over.
        assert gone.startswith('Error:'), gone


main(McpSuite, catalogue=True)
