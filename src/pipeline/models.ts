import Table from "cli-table3";
import { listModels, type ModelRow } from "../models/list-models.ts";

const HEAD = ["model", "status", "in", "out", "cache read", "max out", "sampling"];

/** The models as a table that fits 80 columns, newest first: prices in USD per million tokens on the day of `atMs`. */
export function modelsTable(atMs: number): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [], compact: true }, chars: { mid: "" } });
  for (const row of listModels(atMs)) table.push(cells(row));
  const day = new Date(atMs).toISOString().slice(0, 10);
  return `${table.toString()}\nUSD per million tokens on ${day}; – = no price in force or none established. More with --json.\n`;
}

/** The same as JSON, with everything that is known. */
export function modelsJson(atMs: number): string {
  return `${JSON.stringify(listModels(atMs), null, 2)}\n`;
}

function cells(row: ModelRow): string[] {
  const status =
    row.status === "active" ? "active" : `${row.status === "retired" ? "ret." : "depr."} ${row.retires ?? ""}`;
  const prices = [row.inputUsd, row.outputUsd, row.cacheReadUsd].map((usd) => (usd === null ? "–" : String(usd)));
  return [row.id, status.trim(), ...prices, `${row.maxOutputTokens / 1000}k`, row.sampling ? "yes" : "no"];
}
