import { describe, expect, it } from "vitest";
import { buildTargets } from "./build-targets.ts";
import type { Context } from "./context.ts";

/** A context over files by absolute path, whose trees are told, so that a reading of the code shows. */
function contextOf(files: Readonly<Record<string, string>>): { context: Context; trees: string[] } {
  const trees: string[] = [];
  const context = {
    absolute: (path: string) => path,
    files: {
      exists: (path: string) => Promise.resolve(Object.keys(files).some((one) => one.startsWith(path))),
      readText: (path: string) => Promise.resolve(files[path] ?? ""),
      tree: (root: string) => {
        trees.push(root);
        return Promise.resolve({ root, entries: [], read: () => null });
      },
    },
  } as unknown as Context;
  return { context, trees };
}

const service = { "/app/api/Dockerfile": "FROM scratch\n" };
const compose = (image: string, build = "./api") =>
  `name: shop\nservices:\n  api:\n    image: ${image}\n    build: ${build}\n`;

describe("what to build", () => {
  it.each(["shop-api", "shop-api:latest"])("is told by the compose file above, the code unread: %s", async (image) => {
    const { context, trees } = contextOf({ ...service, "/app/compose.yaml": compose(image) });
    expect(await buildTargets(context, "/app/api")).toEqual([
      { folder: "/app/api", plan: { service: "api", path: "api", image: "shop-api" } },
    ]);
    expect(trees).toEqual([]);
  });

  it.each([
    { says: "no Dockerfile", files: { "/app/compose.yaml": compose("shop-api"), "/app/api/main.py": "" } },
    { says: "another name for the image", files: { ...service, "/app/compose.yaml": compose("registry/api:1.2") } },
    { says: "another folder", files: { ...service, "/app/compose.yaml": compose("shop-api", "./web") } },
    { says: "no compose file", files: service },
  ])("is read from the code with $says", async ({ files }) => {
    const { context, trees } = contextOf(files);
    await expect(buildTargets(context, "/app/api")).rejects.toMatchObject({ code: "app-not-found" });
    expect(trees).not.toEqual([]);
  });
});
