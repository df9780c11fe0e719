import type { Paragraph } from './types';

/** What comes out of Word, LibreOffice or a mail: paragraphs, with the number taken from before the words. */
export type PastedParagraph = Pick<Paragraph, 'kind' | 'depth' | 'text'>;

interface Line {
  text: string;
  /** Level of a list that the program numbered itself; 1 is the outermost. */
  list_level: number;
}

const entities: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…',
  lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', zwnj: '', shy: '', middot: '·', bull: '•',
}; // prettier-ignore

function decoded(text: string): string {
  return text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name[0] !== '#') return entities[name.toLowerCase()] ?? whole;
    const code =
      name[1]!.toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

const block = /^(p|div|li|h[1-6]|tr|ul|ol|table|blockquote)$/;
const unseen = /^(style|script|head|title|xml|o:p)$/;

/** The lines of clipboard HTML. Read, never shown: nothing of its markup gets into the page. */
function linesOfHtml(html: string): Line[] {
  const lines: Line[] = [];
  let text = '';
  let list_level = 0;
  let lists = 0;
  let hidden = '';
  let in_margin = false;
  let ignored_spans = 0;
  const end_line = () => {
    const clean = tidy(decoded(text));
    if (clean) lines.push({ text: clean, list_level });
    text = '';
    list_level = 0;
  };
  for (const [, comment, closing, tag_text, attributes, words] of html.matchAll(
    /(<!--[\s\S]*?(?:-->|$)|<!\[[\s\S]*?\]>|<![^>]*>)|<(\/?)([a-z][\w:]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+|<)/gi,
  )) {
    if (comment !== undefined) continue;
    if (words !== undefined) {
      if (!hidden && !ignored_spans && !in_margin) text += words.replace(/[\r\n\t ]+/g, ' ');
      continue;
    }
    const tag = tag_text!.toLowerCase();
    const is_end = closing === '/';
    if (unseen.test(tag) && !attributes!.endsWith('/')) {
      if (!is_end) hidden ||= tag;
      else if (hidden === tag) hidden = '';
      continue;
    }
    // Word writes the number of a list into a span to be ignored.
    if (tag === 'span' && (ignored_spans > 0 || /mso-list:\s*ignore/i.test(attributes!))) {
      ignored_spans = Math.max(0, ignored_spans + (is_end ? -1 : 1));
      continue;
    }
    // LibreOffice writes the head and foot of the pages before and after the text.
    if (tag === 'div') in_margin = !is_end && /title="?(header|footer)/.test(attributes!);
    if (tag === 'br') end_line();
    if (/^t[dh]$/.test(tag)) text += ' ';
    if (!block.test(tag)) continue;
    if (tag === 'p' && !is_end && list_level && !text.trim()) continue; // <li><p>
    end_line();
    ignored_spans = 0;
    if (tag === 'ul' || tag === 'ol') lists = Math.max(0, lists + (is_end ? -1 : 1));
    if (is_end) continue;
    const level = /mso-list:\s*l\d+\s+level(\d)/i.exec(attributes!);
    if (level) list_level = Number(level[1]);
    else if (tag === 'li') list_level = Math.max(1, lists);
  }
  end_line();
  return lines;
}

function tidy(text: string): string {
  return text
    .replace(/[\u00a0\t ]+/g, ' ')
    .replace(/[\u200b\ufeff]/g, '')
    .normalize('NFC')
    .trim();
}

/** "๓.๑ ", "ข้อ ๓ ", "(2) ", "1) ", "3.1.2. "; a year or a sum of money at the beginning is none. */
const written_number =
  /^(?:ข้อ(?:ที่)?\s*)?\(?([\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2}){0,3})(?:[.)]+\s*|\s+)(?=\S)/;

/** What a document of ours prints below a paragraph: whom it asks, and where its words came from. */
const printed_note =
  /^(?:หน่วยงานที่ขอให้ดำเนินการ:|ถ้อยคำมาจากข้อเสนอแก้ไขของ |Asked to act:|Words from amendments by )/;

function paragraphsOf(lines: Line[]): PastedParagraph[] {
  const paragraphs: PastedParagraph[] = [];
  let operative = false;
  for (const line of lines) {
    if (printed_note.test(line.text)) continue;
    const number = written_number.exec(line.text);
    const marked = number !== null && /[.)]|ข้อ/.test(number[0]);
    const text = marked ? line.text.slice(number[0].length) : line.text;
    const level = line.list_level || (marked ? number[1]!.split('.').length : 0);
    if (level > 0 || /^ขอให้/.test(text)) operative = true;
    const deepest = paragraphs.at(-1)?.kind === 'operative' ? paragraphs.at(-1)!.depth + 1 : 0;
    paragraphs.push(
      operative
        ? { kind: 'operative', depth: Math.min(Math.max(level - 1, 0), deepest, 2), text }
        : { kind: 'preambular', depth: 0, text },
    );
  }
  return paragraphs;
}

/** What was pasted, as paragraphs: those before the first number are the preamble. */
export function paragraphsOfHtml(html: string): PastedParagraph[] {
  const fragment = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/.exec(html);
  return paragraphsOf(linesOfHtml(fragment?.[1] ?? html));
}

export function paragraphsOfText(text: string): PastedParagraph[] {
  return paragraphsOf(
    text
      .split(/\r\n|\r|\n/)
      .map((line) => ({ text: tidy(line), list_level: 0 }))
      .filter((line) => line.text),
  );
}
