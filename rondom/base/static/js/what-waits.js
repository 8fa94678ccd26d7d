/** What could not be sent waits on the device, encrypted, until a line is there again (decision 0020).
 *
 * The key stands in the session on the server and in the page, never on the disk: who signs out leaves nothing that can be read.
 * Without `crypto.subtle` (no https) nothing waits here, and the page itself goes on trying.
 */
const [HOUSE, ROOM] = ["rondom", "waiting"]
const SECRET = document.body.dataset.waits

const done = (asked) =>
  new Promise((well, badly) => {
    asked.onsuccess = () => well(asked.result)
    asked.onerror = () => badly(asked.error)
  })

async function inRoom(mode, act) {
  const opening = indexedDB.open(HOUSE, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(ROOM)
  const house = await done(opening)
  try {
    return await done(act(house.transaction(ROOM, mode).objectStore(ROOM)))
  } finally {
    house.close()
  }
}

const bytes = (text) => new TextEncoder().encode(text)
const key = () =>
  crypto.subtle.importKey("raw", Uint8Array.from(atob(SECRET), (sign) => sign.charCodeAt(0)), "AES-GCM", false, ["encrypt", "decrypt"])

/** An address tells of whom something is: it does not stand there readable either. */
async function nameOf(where) {
  const hash = await crypto.subtle.digest("SHA-256", bytes(SECRET + where))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

const address = (where) => where.split("#")[0]
export const canWait = () => Boolean(SECRET && globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks)

/** Keep what a form says; `where` is its address, with `#` and a name where one address takes in several. */
export async function wait(where, body) {
  if (!canWait()) return
  await keep(where, { where, said: fieldsOf(body) })
}

export const fieldsOf = (body) =>
  [...body].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken")

export async function keep(under, what) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes(JSON.stringify(what)))
  const name = await nameOf(under)
  await inRoom("readwrite", (room) => room.put({ iv, box }, name))
}

/** All that waits and can be read; what a former session left can not, and goes. */
export async function opened() {
  const found = []
  for (const name of await inRoom("readonly", (room) => room.getAllKeys())) {
    const kept = await inRoom("readonly", (room) => room.get(name))
    if (!kept) continue
    const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, await key(), kept.box).catch(() => null)
    if (open) found.push([name, JSON.parse(new TextDecoder().decode(open))])
    else await inRoom("readwrite", (room) => room.delete(name))
  }
  return found
}

export async function arrived(where) {
  if (!canWait()) return
  const name = await nameOf(where)
  await inRoom("readwrite", (room) => room.delete(name))
}

/** How many of what waited were taken in. What goes in an order of its own (`in-order.js`) is left to that. */
async function sendWaiting() {
  let sent = 0
  for (const [name, waiting] of await opened()) {
    if (waiting.row || !(await unlessHeld(waiting))) continue
    await inRoom("readwrite", (room) => room.delete(name))
    sent++
  }
  return sent
}

/** A page that is open sends its own text, which may be newer by now. */
const unlessHeld = (waiting) =>
  navigator.locks.request(address(waiting.where), { ifAvailable: true }, (isFree) => Boolean(isFree) && takenIn(waiting))

/** Nothing where there is no line. A page to which one is sent on is not gone after. */
export async function send({ where, said }, redirect = "follow") {
  const body = new FormData()
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value)
  for (const [name, value] of said) body.append(name, value)
  return fetch(address(where), { method: "POST", body, redirect, headers: { Accept: "text/plain" } }).catch(() => null)
}

async function takenIn(waiting) {
  const answer = await send(waiting)
  return Boolean(answer) && answer.status < 500 && ![401, 403, 429].includes(answer.status)
}

/** A page on which one writes was drawn before this arrived: it is drawn anew, and nobody types in it meanwhile. */
async function catchUp() {
  if (!canWait() || !(await inRoom("readonly", (room) => room.count()))) return
  const writing = document.querySelector("save-self, type-lines")
  if (writing) writing.inert = true
  try {
    if ((await sendWaiting()) && writing) location.reload()
  } finally {
    if (writing) writing.inert = false
  }
}

export const caughtUp = SECRET ? catchUp() : globalThis.indexedDB?.deleteDatabase(HOUSE)

/** This page sees to what is sent to an address, as long as it is open. */
export async function seesTo(where) {
  await caughtUp
  navigator.locks?.request(address(where), { mode: "shared" }, () => new Promise(() => {}))
}
