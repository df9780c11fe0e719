export const notices = {
  'nav.notices': 'Notices',
  'notices.title': 'Notices',
  'notices.lead':
    'What you were told, newest first. No child is named here; open a line to see more.',
  'notices.none': 'Nothing yet',
  'notices.none_detail':
    'When a referral waits for you, a date passes or a child may be in danger, it is told here.',
  'notices.unread': '{n} not read yet',
  'notices.all_read': 'All read',
  'notices.read_all': 'Mark all as read',
  'notices.new': 'New',
  'notices.alarm': 'Urgent',
  'notices.earlier': 'Show earlier ones',
  'notices.mail': 'By e-mail too',
  'notices.mail_lead':
    'E-mails tell what waits and where to look, without anything about a child. At night only danger to a child is mailed.',
  'notices.mailing': 'When',
  'notices.mailing.at_once': 'Urgent things at once, the rest once a day',
  'notices.mailing.daily': 'Once a day; danger to a child at once',
  'notices.mailing.never': 'Never',
  'notices.address': 'Your e-mail address at work',
  'notices.language': 'Language of the e-mails',
  'notices.language.thai': 'Thai',
  'notices.language.english': 'English',
  'notices.save': 'Save',
};
