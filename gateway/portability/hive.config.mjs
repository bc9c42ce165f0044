/** Hive Gateway over the hub's subgraphs: it passes the caller's token on, the subgraphs refuse. */
const tokenOf = ({ connectionParams, headers } = {}) => connectionParams?.authorization ?? headers?.authorization;

export const gatewayConfig = {
  logging: 'error',
  landingPage: false,
  graphiql: false,
  transportEntries: {
    docket: {
      options: {
        subscriptions: {
          kind: 'ws',
          options: { connectionParams: { authorization: '{context.connectionParams.authorization}' } },
        },
      },
    },
  },
  plugins: () => [
    {
      onFetch({ options, setOptions, context }) {
        const authorization = tokenOf(context);
        if (authorization) setOptions({ ...options, headers: { ...options.headers, authorization } });
      },
    },
  ],
};
