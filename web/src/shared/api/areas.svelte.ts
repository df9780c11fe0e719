import { named, t } from '../i18n/language.svelte';
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

/** Registers name places all over the country; only those of the own province are on its map. */
export function isOutside(code: string): boolean {
  return areas !== undefined && code !== '' && !code.startsWith(areas.province.code);
}

/** "หมู่ 4 บ้านดง", as far as it is known. */
export function villageName(place: { village_no: string; village_name: string }): string {
  const number = place.village_no && t('area.village_no', { number: place.village_no });
  return [number, place.village_name].filter(Boolean).join(' ');
}

/** A subdistrict with its district, or the province that an outside code lies in. */
export function placeName(code: string): string {
  if (!code) return t('area.unknown');
  if (isOutside(code)) {
    const province = areas?.provinces.find((one) => one.code === code.slice(0, 2));
    return t('area.outside', { province: province ? named(province) : code });
  }
  return t('area.place', {
    subdistrict: subdistrictName(code),
    district: districtName(districtOf(code)),
  });
}
