// The view draws in a frame and asks its host for what there is to draw; this is that host.
import { parse } from "@markwhen/parser"

const { lanes, cards } = JSON.parse(document.getElementById("cards").textContent)
const inLane = (lane) => cards.filter((card) => card.lane === lane).map(({ start, end, text }) => `${start}/${end}: ${text}`)
const rawText = lanes.flatMap(({ id, title }) => [`section ${title}`, ...inLane(id), "endSection"]).join("\n")
const parsed = parse(rawText)
const state = {
  appState: { isDark: false, colorMap: {}, detailPath: undefined, hoveringPath: undefined, path: "/" },
  markwhenState: { rawText, parsed, transformed: parsed.events },
}

addEventListener("message", ({ data, source }) => {
  if (data.request && data.type in state) {
    source.postMessage({ type: data.type, response: true, id: data.id, params: state[data.type] }, "*")
  }
})
const frame = document.createElement("iframe")
frame.src = document.getElementById("timeline").dataset.view
document.getElementById("timeline").append(frame)
