export const gatewayConfig = {
  logging: 'error',
  landingPage: false,
  graphiql: false,
  jit: true,
  transportEntries: { docket: { options: { subscriptions: { kind: 'ws' } } } },
};
