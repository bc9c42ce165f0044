import fc from 'fast-check';

/** Properties are tried on the same values each time, so that a failure can be seen again; `FC_SEED=N` tries others. */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_125) });
