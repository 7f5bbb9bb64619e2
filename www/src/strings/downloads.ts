/** What is said about the files that the page saves, and in them. */
export const texts = {
  'result.csv': 'Save table (CSV)',
  'result.json': 'Save everything (JSON)',
  'result.report': 'Save report (web page)',
  'result.markdown': 'Save report (Markdown)',
  'result.downloads':
    'The table has one row for each member, and everything can be opened here again. The report is to be read: as a web page it also prints well.',
  'csv.id': 'Id',
  'csv.name': 'Name',
  'csv.group': 'Group',
  'csv.theme': 'Theme',
  'csv.with': 'With',
  'csv.coaches': 'Coaches',
  'csv.learners': 'Learners',
  'csv.panel': 'On the panel',
  'csv.yes': 'yes',
  'csv.chance': 'Chance',
  'csv.rating': 'Rating',
  'csv.unplaced': 'Without a place because',
  'csv.round': '{title}, round {round}',
} as const satisfies Record<string, string>;
