import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en, fillMessage } from './en';
import { th } from './th';

const source = join(import.meta.dirname, '../..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) =>
    /\.(svelte|ts)$/.test(name) && !name.endsWith('.test.ts') && !/i18n.(th|en)./.test(name),
);
const text = files.map((name) => readFileSync(join(source, name), 'utf8')).join('\n');
const keys = Object.keys(th);
const names = (message: string) =>
  [...message.matchAll(/\{(\w+)/g)].map((match) => match[1]!).toSorted();
const by_code = (key: string) => key.slice(0, key.lastIndexOf('.'));

describe('the catalogues', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(en).toSorted()).toEqual(keys.toSorted());
  });

  it.each(['th', 'en'])('have each key in one file only (%s)', async (language) => {
    const folder = join(import.meta.dirname, language);
    const parts = readdirSync(folder).filter((name) => name !== 'index.ts');
    const found: string[] = [];
    for (const name of parts)
      for (const part of Object.values((await import(join(folder, name))) as object))
        if (typeof part === 'object') found.push(...Object.keys(part as object));
    expect(found.filter((key, i) => found.indexOf(key) !== i)).toEqual([]);
  });

  it.each(keys)('%s has the same placeholders in both languages', (key) => {
    const [thai, english] = [th[key as keyof typeof th], en[key as keyof typeof th]];
    expect([...new Set(names(english))]).toEqual([...new Set(names(thai))]);
    expect(thai.trim() && english.trim()).toBeTruthy();
  });

  it('have a text for everything that a page names', () => {
    const used = [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1]!);
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((key) => !(key in th))).toEqual([]);
  });

  it('have nothing that no page names', () => {
    const families = new Set(
      [...text.matchAll(/(?:tCode\(\s*'|`)([\w.]+?)(?:'|\.\$\{)/g)].map((match) => match[1]!),
    );
    const unused = keys.filter((key) => !text.includes(`'${key}'`) && !families.has(by_code(key)));
    expect(unused).toEqual([]);
  });

  it('need no plural in Thai: the page fills names only', () => {
    expect(Object.values(th).filter((message) => /\{\w+,/.test(message))).toEqual([]);
  });

  it('count in English', () => {
    const message = en['child.in_registers'];
    expect(fillMessage(message, { n: 1 })).toBe('found in 1 register');
    expect(fillMessage(message, { n: 3 })).toBe('found in 3 registers');
  });
});
