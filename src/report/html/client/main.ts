import type { PageData } from "../page-data.ts";
import { byId } from "./dom/elements.ts";
import { ReportPage } from "./page.ts";

// Written by the reporter beside this script.
const data = JSON.parse(byId("data", HTMLElement).textContent) as PageData;
if (data.suites.length > 0) void new ReportPage(data);

/** What was folded before a print, to be folded again after it. */
let opened: HTMLDetailsElement[] = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details")].filter(({ open }) => !open);
  for (const part of opened) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
});
