import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usual_fields } from '../src/features/registers/fields';
import { ApiClient } from './api_client';

export const password = 'a sentence nobody guesses';
/**
 * Accounts that the journeys use; the last two are of a province with nothing in it, and of one that is no
 * demonstration.
 */
export const accounts = {
  secretariat: 'secretariat',
  case_worker: 'caseworker',
  third_reader: 'thirdreader',
  officer: 'officer',
  viewer: 'viewer',
  newcomer: 'secretariat42',
  second_factor: 'secretariat41',
} as const;
export const snapshot_date = '2023-11-10';
/** Left for the journey that imports by hand. */
export const file_to_import = 'school_private.csv';

interface Preview {
  columns: { index: number; field?: string | null }[];
}

export function serve(
  binary: string,
  data: string,
): Promise<{ program: ChildProcess; base: string }> {
  const program = spawn(binary, ['serve', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (bytes: Buffer) => {
      said += bytes.toString();
      const base = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said)?.[0];
      if (base) resolve({ program, base });
    };
    program.stdout.on('data', listen);
    program.stderr.on('data', listen);
    program.on('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
}

async function importFile(api: ApiClient, folder: string, name: string, agreement_id: number) {
  const upload = await api.upload<{ id: number }>(name, readFileSync(join(folder, name)));
  const preview = await api.post<Preview>(`/uploads/${upload.id}/preview`, { agreement_id });
  const started = await api.post<{ job_id: number }>('/imports', {
    upload_id: upload.id,
    agreement_id,
    snapshot_date,
    mapping: preview.columns
      .filter((column) => column.field)
      .map(({ index, field }) => ({ index, field })),
    save_template: false,
  });
  await api.finished(started.job_id);
}

function addAgency(api: ApiClient, name_th: string): Promise<{ id: number }> {
  return api.post('/agencies', {
    name_th,
    name_en: '',
    sector: 'state',
    ministry: 'กระทรวงทดลอง',
    kind: 'office',
    mandate_th: '',
    mandate_en: '',
    area_code: '40',
  });
}

function addAccount(
  api: ApiClient,
  login: string,
  role: string,
  agency_id: number,
): Promise<unknown> {
  return api.post('/accounts', { login, display_name: login, role, agency_id, password });
}

function addAgreement(
  api: ApiClient,
  agency_id: number,
  register_kind: string,
  of: string,
): Promise<{ id: number }> {
  return api.post('/agreements', {
    agency_id,
    register_kind,
    name: `ข้อตกลง ${of}`,
    purpose: 'ค้นหาเด็กและเยาวชนนอกระบบการศึกษาเพื่อดูแลและส่งต่อ',
    legal_basis: 'พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 มาตรา 24 (4)',
    fields: usual_fields[register_kind],
    valid_from: '2023-01-01',
    valid_until: '2099-12-31',
  });
}

/** Agreements with different agencies for each file, all but one imported and linked. */
async function fill(api: ApiClient, folder: string): Promise<void> {
  const files = readdirSync(folder).filter((name) => /^(civil|school|health|welfare)/.test(name));
  for (const name of files.toSorted()) {
    const register_kind = /^[a-z]+/.exec(name)![0];
    const agency = await addAgency(api, `สำนักงานเจ้าของ ${name}`);
    const agreement = await addAgreement(api, agency.id, register_kind, name);
    if (name !== file_to_import) await importFile(api, folder, name, agreement.id);
  }
  const run = await api.post<{ job_id: number }>('/link-runs', { snapshot_ids: [] });
  await api.finished(run.job_id);
}

export async function makeProvince(binary: string): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'samatcha-browser-'));
  const data = join(folder, 'var');
  const registers = join(folder, 'registers');
  const run = (given: string[], input = '') => execFileSync(binary, given, { input });

  run(['province', 'add', '40', '--demonstration', '--data', data]);
  run(['province', 'add', '41', '--data', data]);
  run(['province', 'add', '42', '--demonstration', '--data', data]);
  const agency_less = {
    secretariat: '40',
    viewer: '40',
    newcomer: '42',
    second_factor: '41',
  } as const;
  for (const [account, province] of Object.entries(agency_less)) {
    const role = account === 'viewer' ? 'viewer' : 'secretariat';
    const login = accounts[account as keyof typeof agency_less];
    run(['user', 'add', login, '--role', role, '--province', province, '--data', data], password);
  }
  run(
    'generate --province 40 --children 3000 --seed 5 --split-school-types --out'
      .split(' ')
      .concat(registers),
  );

  const { program, base } = await serve(binary, data);
  const end = () => {
    program.removeAllListeners('exit');
    program.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const api = new ApiClient(base);
    await api.signIn(accounts.secretariat, password);
    const social = await addAgency(api, 'สำนักงานพัฒนาสังคมทดลอง');
    await addAccount(api, accounts.case_worker, 'case_worker', social.id);
    await addAccount(api, accounts.third_reader, 'case_worker', social.id);
    // An agency that agreed, and never sent anything.
    const college = await addAgency(api, 'วิทยาลัยทดลอง');
    await addAgreement(api, college.id, 'school', 'วิทยาลัย');
    await addAccount(api, accounts.officer, 'data_officer', college.id);
    await fill(api, registers);
  } catch (thrown) {
    end();
    throw thrown;
  }
  process.env.SAMATCHA_TEST_URL = base;
  process.env.SAMATCHA_TEST_REGISTERS = registers;
  return end;
}
