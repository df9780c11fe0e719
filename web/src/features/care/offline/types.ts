import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import type { components } from '../../../shared/api/schema';

type Schemas = components['schemas'];

export type CaseOnPhone = Schemas['CaseOnPhone'];
export type HeldCases = Schemas['HeldCases'];
export type PhoneEdit = Schemas['PhoneEdit'];
export type VisitForm = Schemas['VisitForm'];
export type TakenEdit = Schemas['TakenEditView'];
export type PhoneView = Schemas['PhoneView'];
export type CaseWritings = Schemas['CaseWritings'];
export type Outcome = VisitForm['outcome'];
export type Option = Schemas['FormOption'];
export type Province = Schemas['Province'];

/** GeoJSON of subdistricts, with their names. */
export type Outlines = FeatureCollection<
  Polygon | MultiPolygon,
  { code: string; name_th: string; name_en: string }
>;
