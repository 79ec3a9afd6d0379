import { expect, test } from "vitest";
import { Cli } from "./cli.ts";
import { resources } from "./resources.ts";

/** A client whose `images` answers ids without a look at the filters, as podman 4.3 does with several labels. */
function anyLabel(images: readonly object[]): Cli {
  const answer = { exitCode: 0, signal: null, stderr: "", seconds: 0, timedOut: false, truncated: false };
  return new Cli({
    program: "podman",
    name: "podman",
    global: [],
    env: {},
    ping: ["info"],
    spawn: ({ argv }) =>
      Promise.resolve({ ...answer, argv, stdout: argv[1] === "images" ? "1\n2\n3\n" : JSON.stringify(images) }),
  });
}

const image = (name: string, labels: Readonly<Record<string, string>>): object => ({
  Id: name,
  RepoTags: [name],
  Config: { Labels: labels },
});
const images = [
  image("mine", { run: "a", life: "transient" }),
  image("another-run", { run: "b", life: "transient" }),
  image("kept", { run: "a" }),
];

test.each([
  ["all labels with their values", { run: "a", life: "transient" }, ["mine"]],
  ["a label with any value", { life: "" }, ["mine", "another-run"]],
  ["no label", {}, ["mine", "another-run", "kept"]],
])("an image is listed for %s, whatever the engine's filter lets through", async (_, labels, names) => {
  const listed = await resources(anyLabel(images)).list("image", labels);
  expect(listed.map(({ name }) => name)).toEqual(names);
});
