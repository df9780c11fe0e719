import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(svelte|ts)$/.test(name),
);

function imports(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    relative(source, resolve(dirname(join(source, file)), match[1]!)),
  );
}
const layer = (file: string) => file.split('/')[0]!;
const feature = (file: string) => file.split('/')[1]!;

it('app may use features, features may use shared, and never the other way', () => {
  const order = ['shared', 'features', 'app'];
  const upward = files.flatMap((file) =>
    imports(file)
      .filter((target) => order.indexOf(layer(target)) > order.indexOf(layer(file)))
      .map((target) => `${file} -> ${target}`),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(upward).toEqual([]);
});

it('no feature imports another', () => {
  const across = files
    .filter((file) => layer(file) === 'features')
    .flatMap((file) =>
      imports(file)
        .filter((target) => layer(target) === 'features' && feature(target) !== feature(file))
        .map((target) => `${file} -> ${target}`),
    );
  expect(across).toEqual([]);
});
