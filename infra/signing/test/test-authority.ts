import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { OpensslFolder } from './openssl.ts';

const CONFIG = `
[ tsa ]
default_tsa = one
[ one ]
serial = serial
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ ca_extensions ]
basicConstraints = critical,CA:TRUE
[ tsa_extensions ]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ server_extensions ]
extendedKeyUsage = serverAuth
`;
const certify = (name: string, extensions: string, key = 'rsa:2048') => `
openssl req -newkey ${key} -nodes -keyout ${name}.key -subj '/CN=${name}' -out ${name}.csr 2>/dev/null
openssl x509 -req -in ${name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile ts.cnf -extensions ${extensions} -out ${name}.pem 2>/dev/null
`;

/** A time-stamping authority around `openssl ts`, with certificates of its own; it can be away. */
export class TestAuthority {
  readonly folder = new OpensslFolder();
  isAway = false;
  asked = 0;
  #server: Server | undefined;

  constructor(key = 'rsa:2048') {
    this.folder.put('ts.cnf', CONFIG);
    this.folder.put('serial', '01\n');
    this.folder.run(`

      openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -subj '/CN=test root' -days 30 -out ca.pem 2>/dev/null
      ${certify('tsa', 'tsa_extensions', key)}`);
  }
  get certFile(): string {
    return join(this.folder.path, 'ca.pem');
  }
  /** another certificate of the same root, which is not for time-stamping */
  useServerCertificate(): void {
    this.folder.run(certify('tsa', 'server_extensions'));
  }
  answer(request: Buffer): Buffer {
    this.folder.put('request.tsq', request);
    this.folder.run('openssl ts -reply -config ts.cnf -section one -queryfile request.tsq -out reply.tsr 2>/dev/null');
    return this.folder.read('reply.tsr');
  }
  async listen(): Promise<string> {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        this.asked += 1;
        if (this.isAway) return void response.writeHead(503).end();
        response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
        response.end(this.answer(Buffer.concat(parts)));
      });
    });
    await new Promise<void>((done) => this.#server!.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  async stop(): Promise<void> {
    await new Promise((done) => (this.#server ? this.#server.close(done) : done(null)));
    this.folder.remove();
  }
}
