const SLOW_MS = 4_000

/**
 * Wait for `work`, and say so if that takes long.
 * @template T
 * @param {Promise<T>} work
 * @param {(isSlow: boolean) => void} tell called with true if it takes long, and then with false at its end
 * @returns {Promise<T>}
 */
export async function sayIfSlow(work, tell) {
  let isSlow = false
  const timer = setTimeout(() => tell((isSlow = true)), SLOW_MS)
  try {
    return await work
  } finally {
    clearTimeout(timer)
    if (isSlow) tell(false)
  }
}
