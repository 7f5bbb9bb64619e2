/** What is said about two members who are not together. */
export const texts = {
  'whynot.title': 'Why not these two?',
  'whynot.lead': 'Choose two members to see what pairing them would cost, and who would be together then.',
  'whynot.first': 'Member',
  'whynot.second': 'With',
  'whynot.round': 'In round',
  'whynot.choose': 'Choose a member…',
  'whynot.waiting': 'Working it out…',
  'whynot.instead': 'These would be together instead:',
} as const satisfies Record<string, string>;
