import * as z from "zod";

const count = z.number();
const text = z.string();

/** The files that a service opened, or why nothing is known of them. */
export const necessary = z.union([
  z.looseObject({
    how: text,
    driven: z.array(text),
    files: count,
    bytes: count,
    imageFiles: count,
    imageBytes: count,
    opened: z.array(z.looseObject({ path: text, bytes: count })),
    groups: z.array(
      z.looseObject({
        kind: z.enum(["python", "node", "dpkg", "folder"]),
        name: text,
        files: count,
        bytes: count,
        openedFiles: count,
        openedBytes: count,
      }),
    ),
  }),
  z.looseObject({ notWatched: text }),
]);
