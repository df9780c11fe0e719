import { named } from '../i18n/language.svelte';
import { answer, api } from './client';
import type { AreasView } from './types';

let areas = $state.raw<AreasView | undefined>(undefined);
let asked: Promise<AreasView> | undefined;

/** The own province's areas, fetched once: they do not change while a page is open. */
export async function loadAreas(): Promise<AreasView> {
  asked ??= answer(api.GET('/api/v1/areas'));
  try {
    areas = await asked;
    return areas;
  } catch (thrown) {
    asked = undefined;
    throw thrown;
  }
}

export function forgetAreas(): void {
  areas = undefined;
  asked = undefined;
}

export function subdistrictName(code: string): string {
  const found = areas?.subdistricts.find((one) => one.code === code);
  return found ? named(found) : code;
}

export function districtName(code: string): string {
  const found = areas?.districts.find((one) => one.code === code);
  return found ? named(found) : code;
}

export function districtOf(subdistrict: string): string {
  return (
    areas?.subdistricts.find((one) => one.code === subdistrict)?.district ?? subdistrict.slice(0, 4)
  );
}
