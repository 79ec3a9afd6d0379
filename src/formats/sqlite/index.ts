export { DamagedSqlite, sqliteRows } from "./read.ts";
export type { Value } from "./record.ts";
