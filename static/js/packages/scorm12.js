// The run-time environment of SCORM 1.2 (RTE 3.3, 3.4) inside a package's frame. It stands in each of the package's pages
// and speaks to the college's page around the frame by messages alone.
//
// What the learner has stored so far comes in the frame's name: it is there before the first script of the package runs,
// and stays when the package goes on to another page of its own. ASCII only: the page around this may be in any encoding.
(() => {
  "use strict";
  const quietly = (act) => { try { return act(); } catch { return undefined; } };

  // Without an origin there is no storage; packages that ask for it anyway would stop there.
  const inMemory = () => {
    const kept = new Map();
    return {
      get length() { return kept.size; },
      key: (n) => [...kept.keys()][n] ?? null,
      getItem: (name) => kept.get(String(name)) ?? null,
      setItem: (name, value) => { kept.set(String(name), String(value)); },
      removeItem: (name) => { kept.delete(String(name)); },
      clear: () => kept.clear(),
    };
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    if (!quietly(() => window[name])) quietly(() => Object.defineProperty(window, name, { value: inMemory(), configurable: true }));
  }
  if (quietly(() => document.cookie) === undefined) {
    let jar = "";
    quietly(() => Object.defineProperty(document, "cookie", { get: () => jar, set: (value) => { jar = String(value).split(";")[0]; } }));
  }

  // A page in a frame of the package finds the API where the package itself would look for it: above.
  const above = window.parent === window ? null : quietly(() => window.parent.API);
  if (above) {
    const { open } = window.parent;
    window.API = above;
    window.open = (address, ...rest) => open(address ? quietly(() => new URL(address, document.baseURI).href) ?? address : address, ...rest);
    const pane = quietly(() => window.frameElement.closest("[data-mingliang-pane]"));
    if (pane) {
      window.close = () => pane.remove();
      quietly(() => { window.opener = window.parent; });
    }
    return;
  }
  const launch = quietly(() => JSON.parse(window.name));
  if (!launch || !launch.mingliang) return;

  const ERRORS = {
    0: "No error", 101: "General exception", 201: "Invalid argument error", 202: "Element cannot have children",
    203: "Element not an array - cannot have count", 301: "Not initialized", 401: "Not implemented error",
    402: "Invalid set value, element is a keyword", 403: "Element is read only", 404: "Element is write only",
    405: "Incorrect data type",
  };
  const MOST = { interactions: 250, objectives: 250, within: 20 };
  const text = (most) => (value) => value.length <= most;
  const oneOf = (...words) => (value) => words.includes(value);
  const number = (least, most) => (value) => /^-?\d+(\.\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most;
  const whole = (least, most) => (value) => /^-?\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
  const score = (value) => value === "" || number(0, 100)(value);
  const identifier = (value) => /^\S{1,255}$/.test(value);
  const span = (value) => /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/.test(value);
  const clock = (value) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value);
  const STATUSES = ["passed", "completed", "failed", "incomplete", "browsed"];

  // How an element may be used, r(ead) and w(ritten), and what it takes.
  const ELEMENTS = [
    [/^cmi\.core\.(student_id|student_name|credit|entry|total_time|lesson_mode)$/, "r"],
    [/^cmi\.core\.lesson_location$/, "rw", text(1000)],
    [/^cmi\.core\.lesson_status$/, "rw", oneOf(...STATUSES)],
    [/^cmi\.core\.exit$/, "w", oneOf("time-out", "suspend", "logout", "")],
    [/^cmi\.core\.session_time$/, "w", span],
    [/^cmi\.core\.score\.(raw|min|max)$/, "rw", score],
    [/^cmi\.suspend_data$/, "rw", text(64000)],
    [/^cmi\.launch_data$/, "r"],
    [/^cmi\.comments$/, "rw", text(4096)],
    [/^cmi\.comments_from_lms$/, "r"],
    [/^cmi\.student_data\.(mastery_score|max_time_allowed|time_limit_action)$/, "r"],
    [/^cmi\.student_preference\.audio$/, "rw", whole(-1, 100)],
    [/^cmi\.student_preference\.language$/, "rw", text(255)],
    [/^cmi\.student_preference\.speed$/, "rw", whole(-100, 100)],
    [/^cmi\.student_preference\.text$/, "rw", whole(-1, 1)],
    [/^cmi\.objectives\.\d+\.id$/, "rw", identifier],
    [/^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, "rw", score],
    [/^cmi\.objectives\.\d+\.status$/, "rw", oneOf(...STATUSES, "not attempted")],
    [/^cmi\.interactions\.\d+\.id$/, "w", identifier],
    [/^cmi\.interactions\.\d+\.objectives\.\d+\.id$/, "w", identifier],
    [/^cmi\.interactions\.\d+\.time$/, "w", clock],
    [/^cmi\.interactions\.\d+\.type$/, "w",
      oneOf("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric")],
    [/^cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern$/, "w", text(1000)],
    [/^cmi\.interactions\.\d+\.weighting$/, "w", number(-1000, 1000)],
    [/^cmi\.interactions\.\d+\.student_response$/, "w", text(1000)],
    [/^cmi\.interactions\.\d+\.result$/, "w",
      (value) => oneOf("correct", "wrong", "unanticipated", "neutral")(value) || number(-1000000, 1000000)(value)],
    [/^cmi\.interactions\.\d+\.latency$/, "w", span],
  ];
  const CHILDREN = {
    "cmi.core": "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time",
    "cmi.core.score": "raw,min,max",
    "cmi.student_data": "mastery_score,max_time_allowed,time_limit_action",
    "cmi.student_preference": "audio,language,speed,text",
    "cmi.objectives": "id,score,status",
    "cmi.interactions": "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
  };
  const LISTS = /^cmi\.(objectives|interactions|interactions\.\d+\.(objectives|correct_responses))$/;
  const known = (name) => ELEMENTS.find(([pattern]) => pattern.test(name));

  const values = launch.values;
  let isOn = Boolean(launch.isOn);
  let error = 0;

  const fail = (code, answer) => { error = code; return answer; };
  const done = (answer) => { error = 0; return answer; };
  const remember = () => quietly(() => { window.name = JSON.stringify({ ...launch, values, isOn }); });
  const tell = (kind, changed) => window.parent.postMessage({ mingliang: launch.mingliang, kind, values: changed }, "*");
  const isNothing = (argument) => argument === undefined || argument === null || argument === "";

  const count = (list) => {
    const start = `${list}.`;
    const found = Object.keys(values).filter((name) => name.startsWith(start)).map((name) => parseInt(name.slice(start.length), 10));
    return found.length ? Math.max(...found) + 1 : 0;
  };

  // A place in a list is the next free one or one that is there.
  const isInTurn = (name) => {
    const parts = name.split(".");
    return parts.every((part, at) => {
      if (!/^\d+$/.test(part)) return true;
      const most = at > 2 ? MOST.within : MOST[parts[at - 1]];
      return Number(part) < most && Number(part) <= count(parts.slice(0, at).join("."));
    });
  };

  const keyword = (name) => {
    const [, base, word] = /^(.*)\.(_children|_count|_version)$/.exec(name) ?? [];
    if (!word) return null;
    if (word === "_version") return base === "cmi" ? done("3.4") : fail(201, "");
    if (word === "_count") return LISTS.test(base) ? done(String(count(base))) : fail(203, "");
    const children = CHILDREN[base.replace(/\.\d+/g, "")] ?? (/^cmi\.objectives\.\d+\.score$/.test(base) ? "raw,min,max" : null);
    return children ? done(children) : fail(known(base) ? 202 : 201, "");
  };

  const get = (name) => {
    if (!isOn) return fail(301, "");
    const answer = keyword(name);
    if (answer !== null) return answer;
    const element = known(name);
    if (!element) return fail(/^cmi\./.test(name) ? 401 : 201, "");
    if (!element[1].includes("r")) return fail(404, "");
    if (/\.\d+\./.test(name) && !isInTurn(name)) return fail(201, "");
    return done(values[name] ?? "");
  };

  const set = (name, value) => {
    if (!isOn) return fail(301, "false");
    if (/\._(children|count|version)$/.test(name)) return fail(402, "false");
    const element = known(name);
    if (!element) return fail(/^cmi\./.test(name) ? 401 : 201, "false");
    if (!element[1].includes("w")) return fail(403, "false");
    if (!isInTurn(name)) return fail(201, "false");
    if (!element[2](value)) return fail(405, "false");
    values[name] = name === "cmi.comments" ? ((values[name] ?? "") + value).slice(-4096) : value;
    remember();
    tell("set", { [name]: values[name] });
    return done("true");
  };

  window.API = {
    LMSInitialize: (nothing) => {
      if (!isNothing(nothing)) return fail(201, "false");
      if (isOn) return fail(101, "false");
      isOn = true;
      remember();
      tell("begin", {});
      return done("true");
    },
    LMSFinish: (nothing) => {
      if (!isNothing(nothing)) return fail(201, "false");
      if (!isOn) return fail(301, "false");
      isOn = false;
      remember();
      tell("finish", {});
      return done("true");
    },
    LMSCommit: (nothing) => {
      if (!isNothing(nothing)) return fail(201, "false");
      if (!isOn) return fail(301, "false");
      tell("commit", {});
      return done("true");
    },
    LMSGetValue: (name) => get(String(name)),
    LMSSetValue: (name, value) => set(String(name), String(value ?? "")),
    LMSGetLastError: () => String(error),
    LMSGetErrorString: (code) => ERRORS[Number(code)] ?? "",
    LMSGetDiagnostic: (code) => ERRORS[Number(isNothing(code) ? error : code)] ?? "",
  };

  // A window of the package's own pages opens inside its frame: one apart from the college's page could not speak to the
  // page that opened it, and a learner on a phone would not find the way back.
  const openElsewhere = window.open.bind(window);
  const home = `${location.pathname.split("/").slice(0, 3).join("/")}/`;
  const isOwnPage = (url) => url?.origin === location.origin && url.pathname.startsWith(home) && /\.x?html?$/i.test(url.pathname);
  const panes = new Map();

  const openInside = (address, name) => {
    const known = panes.get(name);
    if (known?.isConnected) {
      if (address !== "about:blank") known.firstChild.src = address;
      return known.firstChild.contentWindow;
    }
    const [pane, frame, close] = ["div", "iframe", "button"].map((kind) => document.createElement(kind));
    pane.dataset.mingliangPane = "";
    pane.style.cssText = "position:fixed;inset:0;z-index:2147483647;display:flex;flex-direction:column-reverse;background:#fff";
    frame.style.cssText = "flex:1;width:100%;border:0";
    close.style.cssText = "align-self:flex-end;min-width:60px;min-height:60px;padding:0 16px;border:0;background:#fff;color:#1f1b16;font:20px sans-serif";
    close.type = "button";
    close.textContent = launch.close;
    const before = document.activeElement;
    const shut = () => {
      pane.remove();
      before?.focus?.();
    };
    close.addEventListener("click", shut);
    pane.addEventListener("keydown", (event) => event.key === "Escape" && shut());
    frame.addEventListener("load", () => {
      frame.title = frame.contentDocument?.title || name || document.title;
      frame.contentWindow.addEventListener("keydown", (event) => event.key === "Escape" && shut());
    });
    if (name && name !== "_blank") {
      frame.name = name;
      panes.set(name, pane);
    }
    frame.src = address;
    pane.append(frame, close);
    document.body.append(pane);
    frame.focus();
    return frame.contentWindow;
  };

  window.open = (address, name, features) => {
    const isBlank = isNothing(address) || String(address) === "about:blank";
    const url = isBlank ? null : quietly(() => new URL(address, document.baseURI));
    const canSpeak = self.origin !== "null" && document.body?.localName === "body";
    const isElsewhere = !canSpeak || /^_(self|parent|top)$/i.test(name) || !(isBlank || isOwnPage(url));
    return isElsewhere ? openElsewhere(address, name, features) : openInside(isBlank ? "about:blank" : url.href, String(name ?? ""));
  };
  tell("ready", {});
})();
