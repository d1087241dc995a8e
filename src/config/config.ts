// Made from schemas/config.json; test/config/config.test.ts says how.

/** The configuration: every option by its name. */
export interface Config {
  /** Public address of the site, the start of every address in an answer. Empty: the address listened on. */
  readonly 'ckan.site_url': string
  /** Path under which the site is served, `/data` for example; `{{LANG}}` marks the place of the language. */
  readonly 'ckan.root_path': string
  /** Name of the site, and of the user that CKAN calls the site user. */
  readonly 'ckan.site_id': string
  /** Title of the site. */
  readonly 'ckan.site_title': string
  /** Subtitle of the site. */
  readonly 'ckan.site_description': string
  /** Address of the logo. */
  readonly 'ckan.site_logo': string
  /** About page, as Markdown. */
  readonly 'ckan.site_about': string
  /** Introduction on the front page, as Markdown. */
  readonly 'ckan.site_intro_text': string
  /** Styles added to every page. */
  readonly 'ckan.site_custom_css': string
  /** Name of the theme. */
  readonly 'ckan.theme': string
  /** Leave the version out of status_show for everyone but sysadmins. */
  readonly 'ckan.hide_version': boolean
  /** Parts of CKAN that answer; what is left out answers as a CKAN without it. */
  readonly 'ckan.plugins': readonly string[]
  /** Seconds for which an answer to an anonymous reader may be kept. */
  readonly 'ckan.cache_expires': number
  /** Address for error mails, shown by status_show. */
  readonly email_to: string
  /** Mail server, with `:port` where it is not 25; port 465 is TLS from the start. Empty: no mail is sent. */
  readonly 'smtp.server': string
  /** Go over to TLS before anything is sent; where that fails, nothing is. */
  readonly 'smtp.starttls': boolean
  /** Check the certificate of the mail server, at port 465 as well. */
  readonly 'smtp.starttls_verify': boolean
  /** File of certificates to trust in place of the well-known ones, PEM. */
  readonly 'smtp.starttls_ca_bundle': string
  /** User at the mail server. Empty: without login. */
  readonly 'smtp.user': string
  /** Password at the mail server. */
  readonly 'smtp.password': string
  /** Address that mails come from. Empty: no mail is sent. */
  readonly 'smtp.mail_from': string
  /** Address that answers to mails go to. Empty: `smtp.mail_from`. */
  readonly 'smtp.reply_to': string
  /** Language of the site. */
  readonly 'ckan.locale_default': string
  /** Languages that may stand at the start of a path; empty: all of CKAN's. */
  readonly 'ckan.locales_offered': readonly string[]
  /** Anyone may create datasets without an organization; needs the next two. */
  readonly 'ckan.auth.anon_create_dataset': boolean
  /** Datasets may do without an organization. */
  readonly 'ckan.auth.create_unowned_dataset': boolean
  /** Users who are in no organization may create datasets. */
  readonly 'ckan.auth.create_dataset_if_not_in_organization': boolean
  /** Users may create groups. */
  readonly 'ckan.auth.user_create_groups': boolean
  /** Users may create organizations. */
  readonly 'ckan.auth.user_create_organizations': boolean
  /** Admins of a group may delete it. */
  readonly 'ckan.auth.user_delete_groups': boolean
  /** Admins of an organization may delete it. */
  readonly 'ckan.auth.user_delete_organizations': boolean
  /** Anyone may create users through the API. */
  readonly 'ckan.auth.create_user_via_api': boolean
  /** Anyone may register in the web interface. */
  readonly 'ckan.auth.create_user_via_web': boolean
  /** Anyone may see and list users. */
  readonly 'ckan.auth.public_user_details': boolean
  /** Roles that count in the groups below, too. */
  readonly 'ckan.auth.roles_that_cascade_to_sub_groups': readonly string[]
  /** Anyone who sees a dataset may see the details of its changes. */
  readonly 'ckan.auth.public_activity_stream_detail': boolean
  /** Users may be given a role in a single dataset. */
  readonly 'ckan.auth.allow_dataset_collaborators': boolean
  /** Collaborators may be admins of a dataset. */
  readonly 'ckan.auth.allow_admin_collaborators': boolean
  /** Collaborators may move a dataset to another organization. */
  readonly 'ckan.auth.allow_collaborators_to_change_owner_org': boolean
  /** New users get a legacy API key. */
  readonly 'ckan.auth.create_default_api_keys': boolean
  /** The cookie of a signed-in browser counts in the API. */
  readonly 'ckan.auth.enable_cookie_auth_in_api': boolean
  /** Header that carries the API token. */
  readonly apitoken_header_name: string
  /** Random bytes in a token. */
  readonly 'api_token.nbytes': number
  /** How tokens are signed. */
  readonly 'api_token.jwt.algorithm': 'HS256' | 'HS384' | 'HS512'
  /** Secret that signs tokens, `string:…` or `file:…`. Empty: SECRET_KEY; made on first use. */
  readonly 'api_token.jwt.encode.secret': string
  /** Secret that checks tokens. Empty: the one that signs them. */
  readonly 'api_token.jwt.decode.secret': string
  /** Secret of the site; made on first use. */
  readonly SECRET_KEY: string
  /** Seconds that a token lives without `expires_in` (plugin expire_api_token). */
  readonly 'expire_api_token.default_lifetime': number
  /** Seconds between two notes of when a user was last seen. */
  readonly 'ckan.user.last_active_interval': number
  /** Pages of every other site may read answers. */
  readonly 'ckan.cors.origin_allow_all': boolean
  /** Origins whose pages may read answers. */
  readonly 'ckan.cors.origin_whitelist': readonly string[]
  /** Most datasets in one answer of package_search. */
  readonly 'ckan.search.rows_max': number
  /** Most values of a facet. */
  readonly 'search.facets.limit': number
  /** Values of a facet shown by the web interface. */
  readonly 'search.facets.default': number
  /** Order of package_search. */
  readonly 'ckan.search.default_package_sort': string
  /** The web interface finds private datasets for those who may see them. */
  readonly 'ckan.search.default_include_private': boolean
  /** Dataset types that the web interface finds: `dataset`, `true` for all, or a list. */
  readonly 'ckan.search.show_all_types': string
  /** Deleted datasets leave the search index. */
  readonly 'ckan.search.remove_deleted_packages': boolean
  /** Query parsers that a query may name in `{!…}`. */
  readonly 'ckan.search.solr_allowed_query_parsers': readonly string[]
  /** How fq meets the hidden filters: `ckan` joins them as one text, so that `fq=a:1 OR a:2` filters nothing; `strict` reads fq by itself. */
  readonly 'ckanister.search.fq_mode': 'ckan' | 'strict'
  /** package_search minds ext_bbox, as with CKAN's extension for spatial search; without it, CKAN ignores it. */
  readonly 'ckanister.search.bbox': boolean
  /** Words are looked up by the word forms of this language, too (`cjk`: Chinese, Japanese, Korean). After a change: ckanister search-index rebuild. */
  readonly 'ckanister.search.language':
    | ''
    | 'arabic'
    | 'armenian'
    | 'basque'
    | 'catalan'
    | 'cjk'
    | 'czech'
    | 'danish'
    | 'dutch'
    | 'finnish'
    | 'french'
    | 'german'
    | 'hungarian'
    | 'irish'
    | 'italian'
    | 'norwegian'
    | 'portuguese'
    | 'romanian'
    | 'russian'
    | 'slovene'
    | 'spanish'
    | 'swedish'
    | 'tamil'
    | 'turkish'
  /** What ext_bbox finds: `solr-bbox` areas that overlap, most overlap first; `solr-spatial-field` points and touching areas, too, in the order asked for. */
  readonly 'ckanext.spatial.search_backend': 'solr-bbox' | 'solr-spatial-field'
  /** Order of group_list and organization_list. */
  readonly 'ckan.default_group_sort': string
  /** Most names in one list. */
  readonly 'ckan.group_and_organization_list_max': number
  /** Most groups in one list with all_fields. */
  readonly 'ckan.group_and_organization_list_all_fields_max': number
  /** Datasets on a page of the web interface. */
  readonly 'ckan.datasets_per_page': number
  /** Users on a page of the web interface. */
  readonly 'ckan.user_list_limit': number
  /** Keep a record of changes (plugin activity). */
  readonly 'ckan.activity_streams_enabled': boolean
  /** Activities in an answer. */
  readonly 'ckan.activity_list_limit': number
  /** Most activities in an answer. */
  readonly 'ckan.activity_list_limit_max': number
  /** Users whose activities are left out of lists. */
  readonly 'ckan.hide_activity_from_users': readonly string[]
  /** Lets send_email_notifications send: new activities of the dashboard, to users who asked for it. */
  readonly 'ckan.activity_streams_email_notifications': boolean
  /** E-mails tell of activities no older than this: 2 days, 14 days or 4:35:00 (hours, minutes, seconds). */
  readonly 'ckan.email_notifications_since': string
  /** Count page views (plugin tracking). */
  readonly 'ckan.tracking_enabled': boolean
  /** Largest file of a resource, in MiB; 0: no limit. */
  readonly 'ckan.max_resource_size': number
  /** Largest image of a group, organization or user, in MiB; 0: no limit. */
  readonly 'ckan.max_image_size': number
  /** First halves of the media types that an image of a group may have. */
  readonly 'ckan.upload.group.types': readonly string[]
  /** Media types that an image of a group may have. */
  readonly 'ckan.upload.group.mimetypes': readonly string[]
  /** First halves of the media types that an image of a user may have. */
  readonly 'ckan.upload.user.types': readonly string[]
  /** Media types that an image of a user may have. */
  readonly 'ckan.upload.user.mimetypes': readonly string[]
  /** First halves of the media types that the logo may have. */
  readonly 'ckan.upload.admin.types': readonly string[]
  /** Media types that the logo may have. */
  readonly 'ckan.upload.admin.mimetypes': readonly string[]
  /** How the media type of a file is found: by the extension of its name, by its contents, or not at all (empty). */
  readonly 'ckan.mimetype_guess': 'file_ext' | 'file_contents' | '' | 'None'
  /** Fields of a resource that the search index knows by name. */
  readonly 'ckan.extra_resource_fields': readonly string[]
  /** File with a table of formats in place of CKAN's own. */
  readonly 'ckan.resource_formats': string
  /** Address of a list of licences in place of CKAN's own: an http(s) address or a file. */
  readonly licenses_group_url: string
  /** Views made by themselves for a new resource. */
  readonly 'ckan.views.default_views': readonly string[]
  /** Text of an empty cell. */
  readonly 'ckan.datatables.null_label': string
  /** Entries on a page of a feed. */
  readonly 'ckan.feeds.limit': number
  /** Author of the feeds; empty: the site id. */
  readonly 'ckan.feeds.author_name': string
  /** Address of the author of the feeds; empty: the site. */
  readonly 'ckan.feeds.author_link': string
  /** Domain in the ids of the feeds; empty: the site. */
  readonly 'ckan.feeds.authority_name': string
  /** Date in the ids of the feeds. */
  readonly 'ckan.feeds.date': string
  /** Rows in an answer of datastore_search. */
  readonly 'ckan.datastore.search.rows_default': number
  /** Most rows in an answer. */
  readonly 'ckan.datastore.search.rows_max': number
  /** datastore_search_sql answers. (Off by default in CKAN; here it runs apart from everything else.) */
  readonly 'ckan.datastore.sqlsearch.enabled': boolean
  /** File with the names of the functions that a query may call; empty: the built-in list. */
  readonly 'ckan.datastore.sqlsearch.allowed_functions_file': string
  /** Language of full-text search in tables. */
  readonly 'ckan.datastore.default_fts_lang': string
  /** Column types that get a full-text index of their own. */
  readonly 'ckan.datastore.default_fts_index_field_types': readonly string[]
  /** Pages answer as RDF where the client asks for it (plugin dcat). */
  readonly 'ckanext.dcat.enable_content_negotiation': boolean
  /** Datasets on a page of the catalogue (plugin dcat). */
  readonly 'ckanext.dcat.datasets_per_page': number
  /** Profiles by which datasets are described (plugin dcat). */
  readonly 'ckanext.dcat.rdf.profiles': readonly string[]
  /** Files (YAML or JSON, in ckanext-scheming's format) that declare the fields of types of datasets (plugin scheming_datasets). */
  readonly 'scheming.dataset_schemas': readonly string[]
  /** The same for organizations (plugin scheming_organizations). */
  readonly 'scheming.organization_schemas': readonly string[]
  /** The same for groups (plugin scheming_groups). */
  readonly 'scheming.group_schemas': readonly string[]
  /** Files of presets; of two with one name that of the earlier file counts. The default stands for ckanext-scheming's own, which need no file. */
  readonly 'scheming.presets': readonly string[]
  /** Datasets of a type that no file declares are refused. */
  readonly 'scheming.dataset_fallback': boolean
  /** Address to listen on. */
  readonly 'ckanister.host': string
  /** Port to listen on; 0: any free one. */
  readonly 'ckanister.port': number
  /** Folder that holds everything: database, files, ckan.ini. */
  readonly 'ckanister.data': string
  /** Largest JSON or form body, in MiB. */
  readonly 'ckanister.max_json_size': number
  /** `X-CKAN-API-Key` and a `Bearer` before the token count, too. */
  readonly 'ckanister.api_key_header': boolean
  /** Files and links of resources are loaded into the DataStore by themselves. */
  readonly 'ckanister.datastore.autoload': boolean
  /** Formats of resources whose files are loaded. */
  readonly 'ckanister.datastore.autoload_formats': readonly string[]
  /** Seconds that a query of datastore_search_sql may take. */
  readonly 'ckanister.datastore.sql_timeout': number
  /** Megabytes that a query of datastore_search_sql may take. */
  readonly 'ckanister.datastore.sql_memory': number
  /** Dumps as csv and tsv put an apostrophe before texts that a spreadsheet would run as a formula; `spreadsheet_safe` in the address says otherwise for one dump. */
  readonly 'ckanister.datastore.spreadsheet_safe': boolean
  /** The most requests that a harvest sends to its source in a second. */
  readonly 'ckanister.harvest.requests_per_second': number
  /** Bytes of one answer of a source, unpacked. */
  readonly 'ckanister.harvest.max_size': number
  /** Seconds that one answer of a source may take. */
  readonly 'ckanister.harvest.timeout': number
  /** Milliseconds before a source that was busy is asked again; doubled each time, three times at the most. */
  readonly 'ckanister.harvest.patience': number
  /** Folders of this machine that sources of the kind `folder` may lie in. */
  readonly 'ckanister.harvest.folders': readonly string[]
  /** Private networks that links may lead to all the same: `10.1.2.3 192.168.0.0/16`. */
  readonly 'ckanister.fetch.allowed_networks': readonly string[]
  /** Bytes of a file that is fetched from a link, unpacked. */
  readonly 'ckanister.fetch.max_size': number
  /** Seconds that fetching a file may take. */
  readonly 'ckanister.fetch.timeout': number
}
