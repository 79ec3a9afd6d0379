import * as z from "zod";
import type { FleetClaim, FleetPoint, FleetService } from "../core/fleet.ts";
import { migrate, unreadable } from "./migrate.ts";

const text = z.string();
const score = z.number().min(0).max(10);

/** What a fleet asks of a record. The rest of it, most of its bytes, is not looked at: there may be thousands. */
const wanted = z.object({
  front: z.object({ id: z.number(), date: text }),
  facts: z.object({ name: text, framework: text }),
  scoresAfter: z.object({ security: score, efficiency: score }).nullable(),
  image: z.object({ bytes: z.number().min(0) }).nullable(),
  proofs: z.array(
    z.object({
      claim: text,
      title: text,
      verdict: z.enum(["PASS", "FAIL", "SKIPPED"]),
      said: text,
      control: z.object({ verdict: text }).nullable(),
    }),
  ),
  skipped: z.array(z.object({ step: text, because: text })),
});

/** One record of a fleet: whose it is, its point, and what only the newest one of a service is asked for. */
export interface FleetRecord extends Pick<FleetService, "service" | "framework" | "skipped"> {
  readonly point: FleetPoint;
  readonly claims: readonly FleetClaim[];
}

/** Reads of a record's JSON what a fleet needs. @throws SeaworthyError `record-unreadable`, `record-too-new` */
export function readFleetRecord(json: string, file: string): FleetRecord {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw unreadable(file, "it is not JSON, or not whole", cause);
  }
  const parsed = wanted.safeParse(migrate(value, file));
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw unreadable(file, `${first?.path.map(String).join(".") ?? ""}: ${first?.message ?? "not as the schema says"}`);
  }
  const { front, facts, scoresAfter, image, proofs, skipped } = parsed.data;
  const claims = proofs.map(({ claim, title, verdict, said, control }) => {
    return { claim, title, verdict, said, controlBroken: control?.verdict === "DID_NOT_FAIL" };
  });
  const count = (verdict: FleetClaim["verdict"]): number => claims.filter((one) => one.verdict === verdict).length;
  return {
    service: facts.name,
    framework: facts.framework,
    point: {
      id: front.id,
      date: front.date,
      bytes: image?.bytes ?? null,
      security: scoresAfter?.security ?? null,
      efficiency: scoresAfter?.efficiency ?? null,
      verdicts: { PASS: count("PASS"), FAIL: count("FAIL"), SKIPPED: count("SKIPPED") },
      brokenControls: claims.filter((one) => one.controlBroken).length,
    },
    claims,
    skipped,
  };
}
