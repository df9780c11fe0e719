export const attachments = {
  'attachment.title': 'Photos and documents',
  'attachment.none': 'No photo or document yet',
  'attachment.add': 'Add a photo or document',
  'attachment.hint':
    'JPEG, PNG, WebP or PDF, up to 20 MB each. Where and when a photo was taken is removed before it is kept.',
  'attachment.sending': 'Sending {name} · {share}',
  'attachment.too_large': '{name} is larger than 20 MB. Make it smaller and send it again.',
  'attachment.remove': 'Remove',
  'attachment.remove_for_good': 'Remove for good',
};
