import { reports } from "./all.gen.ts";
import type { Report } from "./define.ts";

export type ReportName = keyof typeof reports;

export const reportNames = Object.keys(reports).filter(isReportName);

/** Loads a report by name; only the one that is asked for is read from disk. */
export async function loadReport(name: ReportName): Promise<Report> {
  return (await reports[name]()).default;
}

export function isReportName(name: string): name is ReportName {
  return Object.hasOwn(reports, name);
}
