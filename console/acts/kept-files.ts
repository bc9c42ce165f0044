import { session } from '../shell/session.ts';

/** Files whose upload is not finished: kept by the browser, so that a page that was closed goes on with them. */
const STORE = 'files';
const opened = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('xianjie', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
/** Runs one request; a browser that keeps nothing answers undefined. */
async function run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const database = await opened();
    return await new Promise<T>((resolve, reject) => {
      const request = ask(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    }).finally(() => database.close());
  } catch {
    return undefined;
  }
}

const keyOf = (place: string) => `${session.get()?.sub ?? ''}:${location.pathname}:${place}`;
/** `place` is the field within the page. */
export const keepFile = (place: string, file: File): Promise<unknown> =>
  run('readwrite', (store) => store.put(file, keyOf(place)));
export const keptFile = (place: string): Promise<File | undefined> =>
  run('readonly', (store) => store.get(keyOf(place)) as IDBRequest<File | undefined>);
export const dropFile = (place: string): Promise<unknown> => run('readwrite', (store) => store.delete(keyOf(place)));
/** All of this page. */
export const dropFiles = (): Promise<unknown> =>
  run('readwrite', (store) => store.delete(IDBKeyRange.bound(keyOf(''), `${keyOf('')}\uffff`)));
