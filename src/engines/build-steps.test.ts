import { expect, test } from "vitest";
import { buildkitSteps, sequentialSteps, type StepReader } from "./build-steps.ts";

/** Lines of a builder, one a second. */
function read(reader: StepReader, text: string): readonly string[] {
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) reader.line(line, at);
  return reader
    .steps(lines.length)
    .map(({ name, cached, seconds }) => `${name} | ${cached ? "cached" : "built"} | ${seconds}`);
}

test("BuildKit of docker 20.10, captured: stages, cache, and output that looks like a mark", () => {
  const printed = `#1 [internal] load build definition from Dockerfile
#1 sha256:6d9f6b6a9ae5b901030a997b0b96795988dd02d4bd705a8ed428f444c9fd14b2
#1 transferring dockerfile: 220B done
#1 DONE 0.0s

#4 [a 1/3] FROM docker.io/library/h2-base:1
#4 sha256:c19ef07c7f05ae648e128ccc08af92bc2fbb3fff239948cf29e277833d7695bb
#4 DONE 0.0s

#7 [a 3/3] COPY a.txt /a.txt
#7 sha256:6d226735af20a01935bbdef0df3473c578a59de604797507a67a8301d7953da6
#7 CACHED

#5 [a 2/3] RUN echo hi && sleep 1
#5 0.123 #7 DONE 99.0s
#5 DONE 1.1s

#10 exporting to image
#10 exporting layers 0.0s done
#10 DONE 0.0s`;
  expect(read(buildkitSteps(), printed)).toEqual([
    "FROM docker.io/library/h2-base:1 | built | 0",
    "COPY a.txt /a.txt | cached | 0",
    "RUN echo hi && sleep 1 | built | 1.1",
  ]);
});

test("BuildKit: a step that failed has the seconds until it did", () => {
  const printed = `#8 [stage-1 1/1] RUN false
#8 sha256:fb979e9bdc6aed9179729c0caa3a754dae4c0bc00c66961c9f5fa8c78698e20a
#8 ERROR: executor failed running [/bin/sh -c false]: exit code: 1
------
 > [stage-1 1/1] RUN false:
------`;
  expect(read(buildkitSteps(), printed)).toEqual(["RUN false | built | 2"]);
});

test("docker's classic builder, captured", () => {
  const printed = `Sending build context to Docker daemon  4.096kB
Step 1/3 : FROM h2-base:1 AS a
 ---> 78e10ed42cf3
Step 2/3 : RUN echo hi && sleep 1
 ---> Using cache
 ---> 044408156e12
Step 3/3 : RUN echo "---> Using cache"
 ---> Running in 4deec0b3f66b
---> Using cached nothing
Successfully built 0241b1256913`;
  expect(read(sequentialSteps(), printed)).toEqual([
    "FROM h2-base:1 AS a | built | 2",
    "RUN echo hi && sleep 1 | cached | 3",
    'RUN echo "---> Using cache" | built | 4',
  ]);
});

test("buildah of podman 4.3, captured, with stages and without", () => {
  const printed = `[1/2] STEP 1/2: FROM localhost/h2-base:1 AS a
[1/2] STEP 2/2: RUN echo hi && sleep 1
--> Using cache aeac80cfb0d49d302bbd2d4581a67a73b6b5a9e37ec6e4b239afdbb4329f425f
--> aeac80cfb0d
[2/2] STEP 1/2: FROM aeac80cfb0d
[2/2] STEP 2/2: COPY a.txt /a.txt
[2/2] COMMIT h2:1
--> b8e328f001e`;
  expect(read(sequentialSteps(), printed)).toEqual([
    "FROM localhost/h2-base:1 AS a | built | 1",
    "RUN echo hi && sleep 1 | cached | 3",
    "FROM aeac80cfb0d | built | 1",
    "COPY a.txt /a.txt | built | 3",
  ]);
  expect(read(sequentialSteps(), "STEP 1/2: FROM h2:1\nSTEP 2/2: COPY a.txt /a")).toEqual([
    "FROM h2:1 | built | 1",
    "COPY a.txt /a | built | 1",
  ]);
});
