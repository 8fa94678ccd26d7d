// Cards in, on the page's behalf parsed: what the view finds in its page and draws at once, without a host around it.
import { readFileSync } from "node:fs"
import { parse } from "@markwhen/parser"

const { lanes, cards } = JSON.parse(readFileSync(0, "utf8"))
const inLane = (lane) => cards.filter((card) => card.lane === lane).map(({ start, end, text }) => `${start}/${end}: ${text}`)
const rawText = lanes.flatMap(({ id, title }) => [`section ${title}`, ...inLane(id), "endSection"]).join("\n")
const parsed = parse(rawText)
process.stdout.write(JSON.stringify({ rawText, parsed, transformed: parsed.events }))
