/**
 * What a transport of the stream offers, and what it reports to its delegate, the Connection.
 *
 * Why a stream ended: "lost" (the connection broke), "unknown" (the answer was no stream), "soon" (the server asks to
 * come back at once), "busy" (it asks for a pause), "refused" (it will not serve this client).
 *
 * @typedef {"lost" | "unknown" | "soon" | "busy" | "refused"} EndReason
 *
 * @typedef {object} Transport
 * @property {(lastEventId: string) => void} start connects, once it has closed an earlier connection
 * @property {() => void} stop closes the connection without a report
 *
 * @typedef {object} TransportDelegate
 * @property {() => void} connected
 * @property {(event: StreamEvent) => void} received
 * @property {(reason: EndReason, message?: string) => void} disconnected `message` is fit for the candidate
 *
 * @import { StreamEvent } from "./events.js"
 */

export {}
