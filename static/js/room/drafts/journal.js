/**
 * Keeps texts on the disk, where they survive a crash of the browser. localStorage does not: Chromium writes it out
 * after five seconds at the earliest.
 */

const STORE = "drafts"

export class Journal {
  /** @type {Promise<IDBDatabase> | undefined} */
  database
  /** What is to be written, null for what is to be deleted. @type {Map<string, string | null>} */
  waiting = new Map()
  /** @type {Promise<void> | undefined} */
  writing

  /** @param {string} name of the database */
  constructor(name) {
    this.name = name
  }

  /**
   * Return all texts by key. Rejects if the browser has no such storage.
   * @returns {Promise<Map<string, string>>}
   */
  async all() {
    const store = (await this.#open()).transaction(STORE).objectStore(STORE)
    const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())])
    return new Map(keys.map((key, index) => [String(key), values[index]]))
  }

  /**
   * Write the text, or delete it if it is null. Resolves once the newest text of each key is on the disk.
   * @param {string} key
   * @param {string | null} text
   */
  put(key, text) {
    this.waiting.set(key, text)
    this.writing ??= this.#write().finally(() => {
      this.writing = undefined
    })
    return this.writing
  }

  async #write() {
    const database = await this.#open()
    while (this.waiting.size) {
      const transaction = database.transaction(STORE, "readwrite", { durability: "strict" })
      const store = transaction.objectStore(STORE)
      for (const [key, text] of this.waiting) {
        if (text === null) store.delete(key)
        else store.put(text, key)
      }
      this.waiting.clear()
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve
        transaction.onabort = () => reject(transaction.error)
      })
    }
  }

  #open() {
    this.database ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    return this.database
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
