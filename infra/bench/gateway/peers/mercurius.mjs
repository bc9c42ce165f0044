import Fastify from 'fastify';
import gateway from '@mercuriusjs/gateway';

const services = Object.entries(JSON.parse(process.env.SUBGRAPHS)).map(([name, url]) => ({
  name,
  url,
  mandatory: true,
  connections: 64,
}));
const app = Fastify();
app.register(gateway, { jit: 1, gateway: { services } });
const url = await app.listen({ port: 0, host: '127.0.0.1' });
console.log(`ready ${url}/graphql`);
