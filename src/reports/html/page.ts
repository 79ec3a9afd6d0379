import type { SeaworthyRecord } from "../../core/record.ts";
export function recordPage(record: SeaworthyRecord): string { return record.front.title; }
