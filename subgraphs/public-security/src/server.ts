import { runProcess, startSubgraph } from '@xianjie/subgraph-kit/start-subgraph.ts';
import { subgraph } from './subgraph.ts';

await runProcess(() => startSubgraph(subgraph));
