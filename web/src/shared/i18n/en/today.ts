export const today = {
  'today.title': 'Today',
  'today.lead': '{name} · {role}',
  'today.needs': 'What needs you',
  'today.nothing': 'Nothing is waiting for you.',
  'today.out_of_school': 'children and young people out of school in {province}',
  'today.no_agencies': 'There are no agencies yet. Begin with those that hold registers.',
  'today.no_agreement': 'No agreement stands for the {register}, so it cannot be imported.',
  'today.agreement_ends': 'The agreement “{name}” ends on {date}',
  'today.no_snapshot':
    'The {register} of {agency} was never imported, though its agreement stands.',
  'today.rows_rejected': '{register}: {n} rows could not be taken. Mend them and send again.',
  'today.import_failed':
    'The last import of the {register} failed. What was there before is untouched.',
  'today.job_running': '{kind} is going on',
  'today.link_run_due':
    '{n, plural, one {# new file is} other {# new files are}} not linked yet; the situation still shows the old number.',
  'today.statements_wait':
    '{n, plural, one {# statement waits} other {# statements wait}} to be read in the forum “{title}”.',
  'today.read_statements': 'Read them',
  'today.children_wait': 'About {n} children and young people are waiting to be found.',
  'today.look': 'Open',
  'today.mend': 'See the rows',
  'today.why': 'See why',
  'today.watch': 'See progress',
};
