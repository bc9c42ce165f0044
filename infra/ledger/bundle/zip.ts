import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const DEFLATED = 8;
/** names are UTF-8 */
const UTF8 = 0x0800;
const NEEDS = 20;

/** DOS date and time, in UTC so that the same content gives the same file everywhere. */
function dosTime(at: Date): [time: number, date: number] {
  return [
    (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  ];
}

/** A zip archive (PKWARE APPNOTE) of files of at most 4 GB. */
export function zip(entries: readonly ZipEntry[], at: Date): Buffer {
  const [time, date] = dosTime(at);
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const file = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    [NEEDS, UTF8, DEFLATED, time, date].forEach((value, place) => facts.writeUInt16LE(value, place * 2));
    [crc32(bytes), packed.length, bytes.length].forEach((value, place) => facts.writeUInt32LE(value, 10 + place * 4));
    facts.writeUInt16LE(file.length, 22);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(LOCAL);
    locals.push(local, facts, file, packed);
    const head = Buffer.alloc(6);
    head.writeUInt32LE(CENTRAL);
    head.writeUInt16LE(NEEDS, 4);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(head, facts, tail, file);
    offset += 30 + file.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** Reads one file of an archive that `zip` made; null when it has none of that name. */
export function unzip(archive: Buffer, name: string): Buffer | null {
  const end = archive.length - END_LENGTH;
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error('this is no zip archive as the hub makes them');
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const size = archive.readUInt32LE(at + 20);
    const offset = archive.readUInt32LE(at + 42);
    if (archive.subarray(at + 46, at + 46 + nameLength).toString('utf8') === name) {
      const start = offset + 30 + nameLength + archive.readUInt16LE(offset + 28);
      return inflateRawSync(archive.subarray(start, start + size));
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return null;
}
