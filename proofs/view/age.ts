/** How old a snapshot is; both are ISO 8601, and of the first its day counts. */
export function ageText(taken: string, today: string): string {
  const days = Math.round((Date.parse(today) - Date.parse(taken.slice(0, 10))) / 86_400_000);
  const count = `${Math.abs(days)} day${Math.abs(days) === 1 ? "" : "s"}`;
  if (days < 0) return `${count} ahead of today: check the clock`;
  return days === 0 ? "taken today" : `${count} old`;
}
