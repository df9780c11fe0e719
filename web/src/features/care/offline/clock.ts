/** The hour and minute on this phone: "10:42". */
export function clock(ms: number): string {
  const at = new Date(ms);
  return `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
}
