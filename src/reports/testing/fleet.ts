import type { Fleet, FleetClaim, FleetPoint, FleetService } from "../../core/fleet.ts";

const ids = ["builds", "health-honest", "imports", "no-secrets", "non-root", "serves", "smaller", "starts", "stops"];

/** The same numbers for the same seed, from 0 to 1. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A fleet as large as is asked for: every fifth service fails a claim, every seventh skips some, some were never built. */
export function fleetOf(services: number, records: number): Fleet {
  const made = Array.from({ length: services }, (_, at) => serviceOf(at, Math.max(1, records - (at % 3))));
  return {
    name: "services",
    services: made,
    records: made.reduce((sum, one) => sum + one.points.length, 0),
    unread: [{ file: "shop/.seaworthy/records/0009-cut.json", why: "it is not JSON, or not whole" }],
  };
}

export function serviceOf(at: number, records: number): FleetService {
  const next = chance(at + 1);
  const built = at % 11 !== 10;
  const claims = built ? claimsOf(at) : [];
  const count = (verdict: FleetClaim["verdict"]): number => claims.filter((one) => one.verdict === verdict).length;
  const start = 90_000_000 + Math.floor(next() * 400_000_000);
  const points = Array.from({ length: records }, (_, index): FleetPoint => {
    const last = index === records - 1;
    const failed = last ? count("FAIL") : next() < 0.1 ? 2 : 0;
    return {
      id: index + 1,
      date: new Date(Date.UTC(2026, 0, 1) + index * 86_400_000).toISOString().slice(0, 10),
      bytes: built ? Math.round(start * (1 - (0.3 * index) / records + 0.04 * next())) : null,
      security: built || index % 2 === 0 ? Math.min(10, 5 + Math.floor((10 * index) / records) / 2) : null,
      efficiency: Math.min(10, 4 + Math.floor((12 * index) / records) / 2),
      verdicts: {
        PASS: last ? count("PASS") : built ? ids.length - failed : 0,
        FAIL: failed,
        SKIPPED: last ? count("SKIPPED") : 0,
      },
      brokenControls: 0,
    };
  });
  const folder = at % 4 === 0 ? "shop" : `team-${at % 6}/service-${at}`;
  const stem = `${folder}/.seaworthy/records/${String(records).padStart(4, "0")}-service-${at}`;
  return {
    folder,
    service: `service-${at}`,
    framework: ["fastapi", "express", "vite"][at % 3] ?? "",
    points,
    claims,
    skipped: built ? [] : [{ step: "build", because: "no container engine answers" }],
    record: `${stem}.md`,
    reports: at % 2 === 0 ? [{ id: records, date: points.at(-1)?.date ?? "", path: `${stem}.html` }] : [],
  };
}

function claimsOf(at: number): readonly FleetClaim[] {
  return ids.map((claim, index): FleetClaim => {
    const verdict = at % 5 === 1 && index === 8 ? "FAIL" : at % 7 === 2 && index > 4 ? "SKIPPED" : "PASS";
    const said = { FAIL: "killed after 10 s: SIGTERM was ignored", SKIPPED: "the service has no route", PASS: "yes" };
    return { claim, title: `The ${claim} claim holds`, verdict, said: said[verdict], controlBroken: false };
  });
}
