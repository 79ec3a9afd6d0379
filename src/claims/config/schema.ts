import type { z } from "zod";

type Zod = typeof z;

const aText = "it is a text, or a table of equals, contains, excludes and matches";
const seconds = "it is a number of seconds over 0";

/** The keys of `[prove]`. */
export function proveSchema({ strictObject, string, array, number }: Zod) {
  const over0 = (says: string) => number({ error: seconds }).gt(0, { error: seconds }).optional().describe(says);
  const names = (says: string) =>
    array(string({ error: "it is a list of texts" }), { error: "it is a list of texts" })
      .optional()
      .describe(says);
  return strictObject({
    only: names("Only these claims, by id; --only counts before it."),
    skip: names("All claims but these; --skip counts before it."),
    tests: names("container-structure-test and goss files beside the ones that are found by their names."),
    "ready-seconds": over0("Within this time the service is ready; 30."),
    "stop-seconds": over0("The grace period after SIGTERM; 10."),
    "recovery-seconds": over0("Within this time the service sees that a dependency is back; 30."),
    "rebuild-seconds": over0("A rebuild after a one-line change takes no longer; no limit."),
    "build-seconds": over0("A build takes no longer; 900."),
    "claim-seconds": over0("After this time a claim is given up as SKIPPED; 900."),
    "smaller-ratio": number({ error: "it is a number over 0 and up to 1" })
      .gt(0, { error: "it is a number over 0 and up to 1" })
      .max(1, { error: "it is a number over 0 and up to 1" })
      .optional()
      .describe("The image has less than this share of the single-stage build's bytes; 1."),
  });
}

/** One `[[claim]]`. */
export function claimSchema(zod: Zod) {
  const { strictObject, string, array, int, record, union, enum: oneOf } = zod;
  const some = string().min(1, { error: "it is not empty" });
  const texts = union([string(), array(string())], { error: "it is a text or a list of texts" });
  const parts = strictObject({
    equals: string().optional(),
    contains: texts.optional(),
    excludes: texts.optional(),
    matches: texts.optional(),
  });
  const text = union([string(), parts], { error: aText });
  const whole = union([int(), array(int())], { error: "it is a whole number or a list of them" });
  const argv = array(string(), { error: "it is a list of texts: the program and its arguments" }).min(1, {
    error: "it names a program",
  });
  const pairs = record(string(), string({ error: "its values are texts" }), { error: "it is a table of texts" });
  const timeout = zod.number({ error: seconds }).gt(0, { error: seconds }).optional();
  const checked = <T extends z.ZodType>(expect: T) => ({
    expect: expect.optional(),
    wrong: expect.optional().describe("What must not be met: the control of this check."),
  });
  const http = strictObject({
    method: string()
      .regex(/^[A-Z]+$/, { error: "it is a method such as GET or POST" })
      .optional(),
    path: string().startsWith("/", { error: "it is a path of the service and starts with /" }),
    headers: pairs.optional(),
    body: string().optional(),
    json: zod.json().optional().describe("The body as data; sets content-type."),
    from: oneOf(["host", "sibling", "inside"], { error: "it is one of host, sibling, inside" }).optional(),
    timeout: timeout.describe("Seconds; 5."),
    ...checked(
      strictObject({
        status: whole.optional().describe("200 where nothing is said."),
        body: text.optional(),
        json: zod.json().optional().describe("The whole body, as data."),
        headers: record(string(), text).optional(),
        within: timeout,
      }),
    ),
  });
  const command = strictObject({
    run: argv,
    in: oneOf(["alone", "service"], { error: "it is one of alone, service" })
      .optional()
      .describe("In a container of its own, or beside the running service."),
    env: pairs.optional(),
    user: string().optional(),
    timeout: timeout.describe("Seconds; 60."),
    ...checked(
      strictObject({
        exit: whole.optional().describe("0 where nothing is said."),
        stdout: text.optional(),
        stderr: text.optional(),
      }),
    ),
  });
  const file = strictObject({
    path: string().startsWith("/", { error: "it is an absolute path of the image" }),
    ...checked(
      strictObject({
        exists: zod.boolean().optional().describe("True where nothing is said."),
        type: oneOf(["file", "directory", "symlink"], { error: "it is one of file, directory, symlink" }).optional(),
        mode: string()
          .regex(/^[0-7]{3,4}$/, { error: 'it is octal digits in quotes, such as "0644"' })
          .optional(),
        uid: int().optional(),
        gid: int().optional(),
        owner: string().optional(),
        group: string().optional(),
        link: string().optional(),
        contents: text.optional(),
        sha256: string().optional(),
        "max-bytes": int().optional(),
        "min-bytes": int().optional(),
      }),
    ),
  });
  const port = strictObject({
    port: int().min(1, { error: "it is a port from 1 to 65535" }).max(65535, { error: "it is a port from 1 to 65535" }),
    ...checked(strictObject({ listening: zod.boolean().optional(), address: string().optional() })),
  });
  return strictObject({
    id: string({ error: "it is a text, and must be there" }).regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
      error: "it is small letters and digits with - between them",
    }),
    title: string({ error: "it is a text that could be false, and must be there" }).min(1, {
      error: "it is not empty",
    }),
    why: string().optional(),
    service: some.optional().describe("The service that it is about; every one that this file is the nearest to."),
    http: array(http, { error: "it is written as [[claim.http]]" }).optional(),
    command: array(command, { error: "it is written as [[claim.command]]" }).optional(),
    file: array(file, { error: "it is written as [[claim.file]]" }).optional(),
    port: array(port, { error: "it is written as [[claim.port]]" }).optional(),
    control: strictObject({
      command: argv.optional().describe("In place of the service's own command."),
      entrypoint: argv.optional(),
      env: pairs.optional().describe("Over the service's environment."),
      user: string().optional(),
      dockerfile: array(string()).optional().describe("Instructions on top of the image."),
      none: some.optional().describe("Why there is no control."),
    })
      .optional()
      .describe("What is broken so that the claim must fail; made from the checks where nothing is said."),
  });
}

export type ProveTable = z.infer<ReturnType<typeof proveSchema>>;
export type ClaimTable = z.infer<ReturnType<typeof claimSchema>>;

/** The JSON Schema of `[prove]` and `[[claim]]` in seaworthy.toml, `seaworthy.prove` and `seaworthy.claim` in package.json. */
export function claimsJsonSchema(zod: Zod): object {
  const shape = zod.object({ prove: proveSchema(zod).optional(), claim: zod.array(claimSchema(zod)).optional() });
  return {
    ...zod.toJSONSchema(shape, { io: "input" }),
    title: "seaworthy: [prove] and [[claim]] in seaworthy.toml; the same keys under seaworthy in package.json",
  };
}
