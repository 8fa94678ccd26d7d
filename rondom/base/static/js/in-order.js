/** What was said and done at a table without a line goes along later, in its order and once: each has a key of its own.
 *
 * It waits as everything waits (`what-waits.js`), so any page of Rondom takes it along. What is refused stays, with why.
 */
import { arrived, canWait, caughtUp, keep, opened, send } from "./what-waits.js";

const here = new Map() // where nothing can wait on the device, the page itself keeps it
const under = ({ key }) => `row#${key}`

export async function put(row) {
  if (canWait()) await keep(under(row), { row })
  else here.set(row.key, row)
}

export async function settle(row) {
  here.delete(row.key)
  await arrived(under(row))
}

async function rows() {
  const kept = canWait() ? (await opened()).flatMap(([, { row }]) => row ?? []) : [...here.values()]
  return kept.sort((one, other) => one.nth - other.nth)
}

export const rowsAbout = async (about) => (await rows()).filter((row) => row.about === about)

/** No line, too many, signed out, an error of ours, or first another page to go by: it waits. */
const waits = (answer) => !answer || answer.type === "opaqueredirect" || answer.status >= 500 || [401, 429].includes(answer.status)

async function whyNot(answer) {
  const isSaid = answer.headers.get("Content-Type")?.startsWith("text/plain")
  return (isSaid && (await answer.text())) || "–"
}

async function inTurn() {
  let sent = 0
  for (const row of await rows()) {
    if (row.refused) continue
    const answer = await send(row, "manual")
    if (waits(answer)) return { sent, isAway: true }
    if (answer.ok) await settle(row)
    else await put({ ...row, refused: await whyNot(answer) })
    sent += answer.ok ? 1 : 0
  }
  return { sent, isAway: false }
}

let last = Promise.resolve()

/** How many were taken in, and whether something still waits. One at a time, over all pages of this browser. */
export function sendInOrder() {
  last = last.then(() => navigator.locks?.request("in-order", inTurn) ?? inTurn()).catch(() => ({ sent: 0, isAway: true }))
  return last
}

async function catchUp() {
  await caughtUp
  if (!canWait() || !(await rows()).some((row) => !row.refused)) return
  const { sent } = await sendInOrder()
  if (sent && document.querySelector("goes-on")) location.reload()
}

if (document.body.dataset.waits) catchUp()
