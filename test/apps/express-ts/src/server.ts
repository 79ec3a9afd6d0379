import { mkdirSync } from 'node:fs';
import express, { type Request } from 'express';

import { env } from './env.js';
import api from './routes/api.js';

const app = express();
mkdirSync('cache/pages', { recursive: true });
app.get<object, string>('/healthz', (req, res) => { res.send('ok'); });
app.use('/api', api);
app.get('/account', requireAuth, (req, res) => { res.send('me'); });
app.listen(env.PORT, () => console.log(`listening on ${env.PORT}`));

function requireAuth(req: Request, res: unknown, next: () => void): void { next(); }
