import { z } from 'zod';

export const env = z
  .object({
    PORT: z.coerce.number().default(4000),
    DATABASE_URL: z.string(),
    SESSION_SECRET: z.string().min(32),
    LOG_FORMAT: z.string().optional(),
  })
  .parse(process.env);
