"""Which clients are played, in which versions, and where they are installed."""

from dataclasses import dataclass

# The real CKAN is there for its harvesters, which are its plugins; psycopg2 and python-magic, which it asks for, need the
# system packages.
CKAN = ('ckan[requirements]==2.11.5', 'ckanext-harvest==1.6.3', 'ckanext-dcat==2.4.4')
CKAN_SYSTEM = ('gcc', 'python3-dev', 'libpq-dev', 'libmagic1')
NPM = ('ckanapi@0.3.4', 'ckan@0.2.3', '@portaljs/ckan@0.1.0', '@portaljs/ckan-api-client-js@1.4.0', 'jsdom@29.1.1')


@dataclass(frozen=True)
class Client:
    """`name` is how it is called in reports and on the command line; `folder` where it is installed, in .cache/clients.

    `packages` are exact versions, of PyPI or (with `npm`) of npm; `script` and `arguments` play it. `python`: the oldest
    version that it runs with, and the first that it does not run with.
    """

    name: str
    folder: str
    packages: tuple
    script: str
    arguments: tuple = ()
    npm: bool = False
    system: tuple = ()
    python: tuple = ((3, 9), (4, 0))


CLIENTS = (
    Client('ckanapi', 'ckanapi', ('ckanapi==4.11',), 'test_ckanapi.py'),
    Client('npm:ckanapi', 'npm', NPM, 'test_npm.py', ('ckanapi',), npm=True),
    Client('npm:ckan', 'npm', NPM, 'test_npm.py', ('ckan',), npm=True),
    Client('npm:@portaljs/ckan', 'npm', NPM, 'test_npm.py', ('portaljs-ckan',), npm=True),
    Client('npm:@portaljs/ckan-api-client-js', 'npm', NPM, 'test_npm.py', ('portaljs-api-client',), npm=True),
    Client('ckan-mcp-server', 'mcp', ('ckan-mcp-server==0.0.1', 'mcp==1.30.0', 'aiohttp==3.14.5'), 'test_mcp.py',
           python=((3, 10), (4, 0))),
    Client('frictionless', 'frictionless', ('frictionless[ckan]==5.21.0',), 'test_frictionless.py',
           python=((3, 10), (4, 0))),
    Client('hdx-python-api', 'hdx', ('hdx-python-api==6.7.6',), 'test_hdx.py', python=((3, 10), (4, 0))),
    Client('ckanext-harvest', 'ckan', CKAN, 'test_ckanext_harvest.py', system=CKAN_SYSTEM, python=((3, 10), (3, 14))),
    Client('ckanext-dcat', 'ckan', CKAN, 'test_ckanext_dcat.py', system=CKAN_SYSTEM, python=((3, 10), (3, 14))),
    Client('udata', 'udata', ('udata==17.18.0', 'mongomock==4.3.0'), 'test_udata.py', python=((3, 11), (3, 14))),
)

# Clients that people use, and that this suite cannot play, with the reason.
NOT_RUN = (
    ('ckanr 0.8.1', 'R packages come from CRAN alone: neither PyPI, npm nor Debian has it'),
    ('@aborruso/ckan-mcp-server', 'npm does not have it; ckan-mcp-server of PyPI is played instead'),
)
