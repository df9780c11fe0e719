import { makeDemonstration } from './demonstration';
import { makeProvince } from './province';

/** What the journeys run against; the function takes it away. */
export default async function makeProvinces(): Promise<() => void> {
  const binary = process.env.SAMATCHA_BINARY;
  if (!binary) throw new Error('SAMATCHA_BINARY names the program to test; ./dev test sets it');
  const endProvince = await makeProvince(binary);
  const endDemonstration = await makeDemonstration(binary).catch((thrown: unknown) => {
    endProvince();
    throw thrown;
  });
  return () => {
    endProvince();
    endDemonstration();
  };
}
