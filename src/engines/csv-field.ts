/** One field of a comma-separated flag value such as that of --mount: both engines read it by the rules of CSV. */
export function csvField(field: string): string {
  return /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
