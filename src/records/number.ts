/** A title as part of a file name: ASCII letters and digits joined by `-`, at most 50 of them. */
export function slug(title: string): string {
  const ascii = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  const words = ascii
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join("-")
    .slice(0, 50);
  return (words.endsWith("-") ? words.slice(0, -1) : words) || "record";
}

/** The number of a record's file name, or null where it has none: `0012-backend.md` is 12. */
export function numberOf(fileName: string): number | null {
  const digits = /^(\d{1,9})[-_.]/.exec(fileName.replace(/^.*[/\\]/, ""))?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 10);
}

/** The number after the greatest of the file names, from 1. */
export function nextNumber(fileNames: readonly string[]): number {
  return Math.max(0, ...fileNames.map((name) => numberOf(name) ?? 0)) + 1;
}

/** The two file names of a record: `0012-backend-containerized.md` and `.json`. */
export function recordFileNames(id: number, title: string): { readonly markdown: string; readonly json: string } {
  const stem = `${String(id).padStart(4, "0")}-${slug(title)}`;
  return { markdown: `${stem}.md`, json: `${stem}.json` };
}
