import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = process.env.BACKEND_URL ?? 'http://localhost:8000';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': backend, '/health': backend } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
});
