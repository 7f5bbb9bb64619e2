/** What is said about the files that the page saves, and in them. */
export const texts = {
  'result.csv': 'Save table (CSV)',
  'result.json': 'Save everything (JSON)',
  'result.downloads': 'The table has one row for each member. The other file can be opened here again.',
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
