import { Router } from 'express';

const router = Router();
router.get('/things', (req, res) => res.json([]));
router.get('/things/:id', (req, res) => res.json({}));
router.post('/things', (req, res) => res.json({}));
export default router;
