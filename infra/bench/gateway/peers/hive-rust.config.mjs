// the JIT of graphql-js and the Rust planner do not go together: answers come out empty
export const gatewayConfig = { logging: 'error', landingPage: false, graphiql: false };
