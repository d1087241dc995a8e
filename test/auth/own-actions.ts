/** Actions that CKAN does not have, and what they are for. */
export const OWN_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['package_similar', 'datasets like another one: docs/search-extensions.md'],
  ['datapusher_status', 'of an extension that portals have: loading tables'],
  ['datapusher_submit', 'of an extension that portals have: loading tables'],
  ['xloader_status', 'of an extension that portals have: loading tables'],
  ['xloader_submit', 'of an extension that portals have: loading tables'],
  ['datastore_aggregate', 'what a chart of a table needs: docs/datastore-extensions.md'],
  ['resource_load_report', 'what loading a table did with each column and row'],
  ['dcat_dataset_show', 'of an extension that portals have: docs/linked-data.md'],
  ['dcat_catalog_show', 'of an extension that portals have: docs/linked-data.md'],
  ['dcat_catalog_search', 'of an extension that portals have: docs/linked-data.md'],
  ['dcat_datasets_list', 'of an extension that portals have: docs/linked-data.md'],
  ['croissant_dataset_show', 'of an extension that portals have: docs/linked-data.md'],
])
