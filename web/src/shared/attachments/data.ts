import { answer, api } from '../api/client';
import { purpose } from '../api/purpose.svelte';
import type { AttachmentView } from '../api/types';
import { sendFile } from '../api/upload';

/** What an attachment belongs to, in the words of the server: "case" and its number. */
export interface Subject {
  kind: string;
  id: number;
}

/** As the server keeps them: photos from a camera, and PDF. */
export const accepted = 'image/jpeg,image/png,image/webp,application/pdf';
export const attachment_bytes_max = 20_000_000;

const queryOf = (subject: Subject) => ({
  params: { query: { subject_kind: subject.kind, subject_id: subject.id } },
});

export const loadAttachments = (subject: Subject) =>
  answer(api.GET('/api/v1/attachments', queryOf(subject)));

export const addAttachment = (
  subject: Subject,
  file: File,
  progress: (sent: number, total: number) => void,
) =>
  sendFile<AttachmentView>(
    `/attachments?subject_kind=${subject.kind}&subject_id=${subject.id}`,
    file,
    progress,
  );

export const removeAttachment = (id: number) =>
  answer(api.DELETE('/api/v1/attachments/{id}', { params: { path: { id } } }));

/** A link sends no headers: why it is opened stands in its address. */
export const fileAddress = (id: number) => `/api/v1/attachments/${id}/file?purpose=${purpose()}`;
