import type { FleetClaim, FleetPoint, FleetService } from "../../core/fleet.ts";

/** How a service stands by its newest record: `bad` something did not hold · `open` nothing was proved · `partly` all that was checked held, and something was not · `good` all held. */
export const standings = ["bad", "open", "partly", "good"] as const;
export type Standing = (typeof standings)[number];

export const standingWords: Readonly<Record<Standing, string>> = {
  bad: "Did not hold",
  open: "Nothing proved",
  partly: "Held, some skipped",
  good: "Held",
};

/** The colour that stands beside the words. */
export const tones: Readonly<Record<Standing, "bad" | "open" | "good">> = {
  bad: "bad",
  open: "open",
  partly: "good",
  good: "good",
};

export function standingOf({ verdicts, brokenControls }: FleetPoint): Standing {
  if (verdicts.FAIL > 0 || brokenControls > 0) return "bad";
  if (verdicts.PASS === 0) return "open";
  return verdicts.SKIPPED > 0 ? "partly" : "good";
}

/** A service as the page shows it. */
export interface Row {
  readonly service: FleetService;
  readonly newest: FleetPoint;
  readonly standing: Standing;
  /** Failed claims, those whose control let a broken property pass among them, then skipped ones. */
  readonly open: readonly FleetClaim[];
}

/** Every service, those that need somebody first. */
export function rowsOf(services: readonly FleetService[]): readonly Row[] {
  return services
    .flatMap((service): Row[] => {
      const newest = service.points.at(-1);
      if (newest === undefined) return [];
      const failed = service.claims.filter(isFailed);
      const skipped = service.claims.filter((one) => one.verdict === "SKIPPED" && !isFailed(one));
      return [{ service, newest, standing: standingOf(newest), open: [...failed, ...skipped] }];
    })
    .toSorted(
      (a, b) =>
        standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
        failures(b) - failures(a) ||
        b.newest.verdicts.SKIPPED - a.newest.verdicts.SKIPPED ||
        byText(a.service.folder, b.service.folder) ||
        byText(a.service.service, b.service.service),
    );
}

export function isFailed(claim: FleetClaim): boolean {
  return claim.verdict === "FAIL" || claim.controlBroken;
}

const failures = ({ newest }: Row): number => newest.verdicts.FAIL + newest.brokenControls;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
