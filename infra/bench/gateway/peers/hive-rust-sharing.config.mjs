export const gatewayConfig = {
  logging: 'error',
  landingPage: false,
  graphiql: false,
  inboundInflightRequestDeduplication: true,
};
