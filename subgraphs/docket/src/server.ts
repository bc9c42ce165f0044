import { runProcess } from '@xianjie/subgraph-kit/start-subgraph.ts';
import { startDocket } from './subgraph.ts';

await runProcess(() => startDocket());
