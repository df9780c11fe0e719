import { session } from '../../shared/api/session.svelte';
import type { Forum, ForumForm } from './types';

export const newForum = (): ForumForm => ({
  title_th: '',
  title_en: '',
  question_th: '',
  question_en: '',
  area_code: session()?.province?.code ?? '',
  admission: 'open',
  moderation: 'before',
  join_code: '',
  joins_per_hour: 300,
});

export const formOf = (forum: Forum): ForumForm => ({
  title_th: forum.title_th,
  title_en: forum.title_en,
  question_th: forum.question_th,
  question_en: forum.question_en,
  area_code: forum.area_code,
  admission: forum.admission,
  moderation: forum.moderation,
  join_code: forum.join_code,
  joins_per_hour: forum.joins_per_hour,
});

/** A statement a line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
