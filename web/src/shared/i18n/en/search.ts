export const search = {
  'search.title': 'Search for a child',
  'search.lead':
    'Type what you know: a name, a surname, a village, an ID or a telephone number. Misspelt names are found too.',
  'search.words': 'Name, village or number',
  'search.hint':
    'What you type is not kept in this browser’s history; that you searched, and when, is written down.',
  'search.look': 'Search',
  'search.none': 'Nobody with a name like this',
  'search.none_detail': 'Try the given name alone, the surname alone, or the ID.',
  'search.found': '{n} found, the most alike first',
  'search.all': 'Show all {n}',
  'search.more': 'The {n} most alike. Add a surname or a village to have fewer.',
  'search.has_case': 'has a case',
  'search.no_name': 'no name',
  'known.title': 'This child may be known already. Look first, so that no child is entered twice.',
  'known.facts': 'aged {age}, {sex}',
  'known.sure': 'the same child with {share}',
  'search.likeness': 'Likeness',
  'search.loading':
    'The system has just started and is reading the registers. Your search runs by itself when it is done.',
  'search.renewing':
    'Registers have just been linked anew and are being read. These results are from the link run before.',
  'search.nothing': 'No register of this province is linked yet',
  'search.nothing_detail':
    'Once registers are imported and linked, children can be found on this page.',
};
