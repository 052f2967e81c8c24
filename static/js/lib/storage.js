/**
 * Return the result of `call`, which uses the browser's storage, or null if storage is switched off or full.
 * @template T
 * @param {() => T} call
 * @returns {T | null}
 */
export function attempt(call) {
  try {
    return call()
  } catch {
    return null
  }
}
