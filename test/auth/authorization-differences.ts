/** Where the answer is another one on purpose. */
export interface Difference {
  /** Where it shows. */
  readonly settings: readonly string[]
  /** `action variant [state] actor`: the rows that it speaks of. */
  readonly rows: RegExp
  readonly ckan: RegExp
  readonly here: RegExp
  /** The beginning of a row of docs/differences.md. */
  readonly listed: string
}

export const DIFFERENCES: readonly Difference[] = [
  {
    settings: ['datastore'],
    rows: /^datastore_run_triggers \[missing\]/,
    ckan: /^409/,
    here: /^404/,
    listed: '`datastore_run_triggers` for a table',
  },
  {
    settings: ['collaborators', 'open'],
    rows: /^resource_view_update /,
    ckan: /^500$/,
    here: /^200/,
    listed: '`resource_view_update` without `resource_id`',
  },
  {
    settings: ['collaborators', 'closed'],
    rows: /^user_invite /,
    ckan: /^(403 Authorization Error: Access denied$|409 .*SMTP server could not be connected)/,
    here: /^409 .*Error sending the invite email/,
    listed: '`user_invite` without a mail server',
  },
  {
    settings: ['closed'],
    rows: /^member_list of (organization|group) \[/,
    ckan: /^200/,
    here: /^403 .*not authorized to read group/,
    listed: 'With `ckan.auth.public_user_details` off, `member_list`',
  },
  {
    settings: ['collaborators', 'closed'],
    rows: /^user_activity_list of the maker of datasets /,
    ckan: /^200/,
    here: /^200/,
    listed: 'Activities about views of private datasets',
  },
  {
    settings: ['collaborators'],
    rows: /^(tag_list|tag_search|tag_autocomplete|format_autocomplete) .*\[-\] (?!sysadmin)/,
    ckan: /^200 shows .*-private, /,
    here: /^200 shows (?!.*(private|draft|deleted))/,
    listed: '`tag_list`, `tag_search`, `tag_autocomplete`',
  },
]
