import { collecting, type EvidenceLog, noteEvidence } from "./evidence.ts";

/** Begins work that several proofs rest on. Whoever waits for it gets its commands as evidence of its own, once. */
export function sharedWork<T>(work: () => Promise<T>): () => Promise<T> {
  const log: EvidenceLog = { commands: [] };
  const done = collecting(log, work);
  done.catch(() => {});
  return async () => {
    try {
      return await done;
    } finally {
      for (const command of log.commands) noteEvidence(command);
    }
  };
}
