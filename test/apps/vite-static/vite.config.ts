import { defineConfig, loadEnv } from 'vite';

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, process.cwd(), '');
  return {
    base: '/shop/',
    build: { outDir: './out' },
    server: {
      proxy: {
        '/api': { target: env.SHOP_API_URL || 'http://127.0.0.1:5000', changeOrigin: true },
        '^/ws/.*': { target: 'ws://localhost:5001', ws: true },
      },
    },
  };
});
