/** Labels on everything that seaworthy makes in an engine: by them it finds again what it may remove, and touches nothing else. */
export const labels = {
  /** On everything: the run that made it. */
  run: "io.seaworthy.run",
  /** Process id and start time of the owner, so that a later run knows whether it is gone. */
  owner: "io.seaworthy.owner",
  /** `transient` is removed at the end of the run or on the next; `kept` only by `down`. */
  life: "io.seaworthy.life",
  /** The stack (its network's name) that a kept container belongs to. */
  stack: "io.seaworthy.stack",
  /** The service that a container runs. */
  service: "io.seaworthy.service",
  /** On base images made locally: what they stand in for and what they were made from. */
  standIn: "io.seaworthy.stand-in",
  /** `true` on base images that carry the host's extra certificates and so serve builder stages only. */
  hostCertificates: "io.seaworthy.host-certificates",
} as const;
