// On a page without a player: sends what earlier pages could not.

import { Outbox } from "./outbox.js";

const url = document.querySelector("[data-watch-url]")?.dataset.watchUrl;
if (url) new Outbox({ url }).send();
