import { IntlMessageFormat } from 'intl-messageformat';
import { general } from './general';
import { access } from './access';
import { today } from './today';
import { partners } from './partners';
import { notices } from './notices';
import { referral } from './referral';
import { webhooks } from './webhooks';
import { keeping } from './keeping';
import { board } from './board';
import { registers } from './registers';
import { persons } from './persons';
import { run_charts } from './run_charts';
import { review } from './review';
import { attachments } from './attachments';
import { search } from './search';
import { situation } from './situation';
import { care } from './care';
import { assembly } from './assembly';
import { assembly_room } from './assembly_room';
import { assembly_document } from './assembly_document';
import { assembly_preparation } from './assembly_preparation';
import { assembly_live } from './assembly_live';
import { forum } from './forum';
import { visits } from './visits';
import type { Catalogue } from '../language.svelte';

export const en: Record<keyof Catalogue, string> = {
  ...general,
  ...access,
  ...today,
  ...partners,
  ...notices,
  ...referral,
  ...webhooks,
  ...keeping,
  ...board,
  ...registers,
  ...persons,
  ...run_charts,
  ...review,
  ...attachments,
  ...search,
  ...situation,
  ...care,
  ...assembly,
  ...assembly_room,
  ...assembly_document,
  ...assembly_preparation,
  ...assembly_live,
  ...forum,
  ...visits,
};

const parsed = new Map<string, IntlMessageFormat>();

/** English counts: "1 file", "2 files". */
export function fillMessage(text: string, values: Record<string, string | number>): string {
  let format = parsed.get(text);
  if (!format) {
    format = new IntlMessageFormat(text, 'en-GB', undefined, { ignoreTag: true });
    parsed.set(text, format);
  }
  return String(format.format(values));
}
