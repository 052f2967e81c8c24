/** The result of `call`, which touches the browser's storage: null where that is switched off or full. */
export function attempt(call) {
  try {
    return call()
  } catch {
    return null
  }
}
