import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelled, printRecordDocument, readRecordDocument } from "./document.ts";

const seed = readFileSync(fileURLToPath(new URL("testing/seed-record.txt", import.meta.url)), "utf8");

describe("a record written by hand elsewhere, with mis-decoded emoji and Windows paths", () => {
  const document = readRecordDocument(seed);

  test("is the same text after taking apart and putting together", () => {
    expect(printRecordDocument(document)).toBe(seed);
    expect(seed).toContain("\u201a\u00fa\u00d6 Impact"); // the emoji as it was mangled, so that a mended fixture fails here
  });

  test("has all its front matter", () => {
    expect(document.missing).toEqual([]);
    expect(document.front).toMatchObject({
      id: 11,
      date: "2026-01-03",
      model: "qwen3-code-plus",
      branch: "phase-04/001-docker-containerization",
      labels: ["docker", "containerization", "backend", "fastapi", "uv", "multi-stage", "security"],
      links: { spec: null, ticket: null, adr: null, pr: null },
    });
  });

  test("keeps its Windows paths as they are", () => {
    expect(document.front.files).toEqual([
      "D:\\todo-app\\phase-04\\backend\\Dockerfile",
      "D:\\todo-app\\specs\\phase-04\\001-docker-containerization\\tasks.md",
      "D:\\todo-app\\phase-04\\backend\\.dockerignore",
    ]);
  });

  test("has its tests in order, word for word", () => {
    expect(document.front.tests).toEqual([
      "docker build -t todo-backend:latest .",
      "docker run -d --network todo-network --name backend -p 8000:8000 -e MCP_SERVER_URL=http://mcp-server:8080 todo-backend:latest",
      "curl http://localhost:8000/",
      "curl http://localhost:8000/health",
    ]);
  });

  test("has its sections, and what they say under mangled emoji", () => {
    expect(document.sections.map((section) => section.heading)).toEqual([
      "Prompt",
      "Response snapshot",
      "Outcome",
      "Evaluation notes (flywheel)",
    ]);
    expect(labelled(document, "Outcome", "Next prompts")).toBe(
      "Ready to proceed with User Story 3 - Frontend Containerization",
    );
    expect(labelled(document, "Outcome", "Impact")).toMatch(/^Successfully containerized/);
    expect(labelled(document, "Evaluation notes", "Graders run and results")).toMatch(/^All tests passed/);
    expect(labelled(document, "Outcome", "Weather")).toBeNull();
  });
});

describe("any text", () => {
  test("comes back character for character", () => {
    const piece = fc.constantFrom(
      "---\n",
      "## A\n",
      "```\n",
      "id: 1\n",
      " - x\n",
      "\r\n",
      "\ufeff",
      "labels: [a,\n",
      "text",
      "\n",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(piece).map((pieces) => pieces.join("")),
        ),
        (text) => {
          expect(printRecordDocument(readRecordDocument(text))).toBe(text);
        },
      ),
    );
  });

  test.each([
    { says: "no front matter", text: "## Prompt\nhi\n", headings: ["Prompt"], id: 0 },
    { says: "front matter that never ends", text: "---\nid: 4\n## Prompt\n", headings: ["Prompt"], id: 0 },
    { says: "CRLF line ends", text: "---\r\nid: 7\r\n---\r\n## Prompt\r\n", headings: ["Prompt"], id: 7 },
    {
      says: "a heading inside a fence",
      text: "---\nid: 7\n---\n## A\n```\n## not one\n```\n## B\n",
      headings: ["A", "B"],
      id: 7,
    },
    { says: "an id that is no number", text: "---\nid: first\n---\n", headings: [], id: 0 },
  ])("is read without a throw: $says", ({ text, headings, id }) => {
    const document = readRecordDocument(text);
    expect(document.sections.map((section) => section.heading)).toEqual(headings);
    expect(document.front.id).toBe(id);
    expect(printRecordDocument(document)).toBe(text);
  });
});
