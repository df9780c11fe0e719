import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './province';

/** Everybody's in the demonstration. */
export const demonstration_password = 'samatcha-demo';

/** A server of its own with the demonstration's agencies, accounts and assemblies, but no registers. */
export async function makeDemonstration(binary: string): Promise<() => void> {
  const data = mkdtempSync(join(tmpdir(), 'samatcha-demonstration-'));
  const run = (given: string) => execFileSync(binary, [...given.split(' '), '--data', data]);
  run('province add 40 --demonstration');
  run('province fill 40');
  run('demo load');
  const { program, base } = await serve(binary, data);
  process.env.SAMATCHA_TEST_DEMONSTRATION_URL = base;
  return () => {
    program.removeAllListeners('exit');
    program.kill();
    rmSync(data, { recursive: true, force: true });
  };
}
