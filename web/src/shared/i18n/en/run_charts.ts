export const run_charts = {
  'run_charts.title': 'How this linking decided',
  'run_charts.none_words': 'This linking has no charts. Link again to have them.',
  'run_charts.field': 'What is compared',
  'run_charts.model': 'The strongest evidence is {field}: up to {bits} bits',
  'run_charts.model_words':
    'How often each level is met between records of one person (m) and of two (u). The weight is log2 of m over u.',
  'run_charts.level': 'Level',
  'run_charts.bits': 'Weight (bits)',
  'run_charts.rules': '{rules} rules met {pairs} pairs; none was dropped',
  'run_charts.rules_dropped':
    '{rules} rules met {pairs} pairs and dropped {dropped}, their blocks being too large',
  'run_charts.rules_words':
    'Only pairs that agree by some rule are compared. Each rule counts the pairs that no rule above it had met.',
  'run_charts.rule': 'Rule',
  'run_charts.new_pairs': 'New pairs',
  'run_charts.divided': 'Blocks divided',
  'run_charts.dropped': 'Pairs dropped',
  'run_charts.sizes':
    '{joined} of {persons} persons have more than one record; the most is {largest}',
  'run_charts.sizes_words': 'Unusually many records may be several persons taken for one.',
  'run_charts.records_of': '{n, plural, one {# record} other {# records}}',
  'run_charts.size': 'Records of a person',
  'run_charts.persons': 'Persons',
  'run_charts.unlinkable': '{share} of the records are unlinkable: they say too little',
  'run_charts.all_linkable': 'Every record says enough to be linked',
  'run_charts.unlinkable_words':
    'The weight each record would have against a copy of itself. Records left of the line cannot be linked to any other.',
  'run_charts.records': 'Records',
  'run_charts.compared': 'Against the run before, {field} differs most: {bits} bits',
  'run_charts.compared_same': 'The model hardly differs from that of the run before',
  'run_charts.compared_words':
    'The weight of each level in this run, and in the one before, of {when}.',
  'run_charts.here': 'this run',
  'run_charts.there': 'before',
  'run_charts.difference': 'Difference',
};
