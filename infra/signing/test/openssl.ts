import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in which the openssl command line works on files, as whoever checks a signature by hand would. */
export class OpensslFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'xianjie-openssl-'));

  /** Runs a script of shell commands in the folder; throws when one of them fails. */
  run(script: string): string {
    return execFileSync('sh', ['-e', '-c', script], {
      cwd: this.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
  put(name: string, content: string | Buffer): void {
    writeFileSync(join(this.path, name), content);
  }
  read(name: string): Buffer {
    return readFileSync(join(this.path, name));
  }
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The command blocks of a Markdown page, by the name behind the language: ```sh NAME. */
export function commandsOf(page: URL): Map<string, string> {
  const text = readFileSync(page, 'utf8');
  return new Map([...text.matchAll(/^```sh (\S+)\n([\s\S]*?)^```$/gm)].map(([, name, script]) => [name!, script!]));
}
