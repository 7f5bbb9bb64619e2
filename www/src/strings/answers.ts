/** What is said about trades and about which answers mattered. */
export const texts = {
  'trades.title': 'Best trades between commonality and diversity',
  'trades.lead.pairs': 'Every trade that no other pairs better, for one round of pairs exactly.',
  'trades.lead': 'Plans at eleven mixes, each going on from its neighbour.',
  'trades.go': 'Find the best trades',
  'trades.label': 'Finding trades',
  'trades.started': 'Finding the best trades.',
  'trades.finished': '{count} {count|trade|trades} found.',
  'answers.title': 'Which answers mattered',
  'answers.lead':
    'Leaves out each question in turn, forms the plan again, and says what it is worth less when all answers count.',
  'answers.go': 'Find out which answers mattered',
  'answers.label': 'Leaving out one question after the other',
  'answers.started': 'Finding out which answers mattered.',
  'answers.finished': 'Found out which answers mattered.',
  'answers.list': 'Questions, those whose answers mattered most first',
  'answers.noise': 'Plans with all answers differ by {noise} by chance.',
  'answers.exact': 'The method is exact: nothing of this is chance.',
  'answers.drop': 'What could be left out',
  'answers.stop': 'Stop',
  'answers.stale': 'The wishes, rules or form have changed since this was found.',
} as const satisfies Record<string, string>;
