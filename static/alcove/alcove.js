// Everything here is a convenience: every page works without it, and the server decides.
(() => {
  "use strict";

  const MINUTE = 60_000;
  const each = (root, selector, work) => root.querySelectorAll(selector).forEach(work);

  // What went wrong, said where it can be heard.
  const notice = (text) => {
    const place = document.getElementById("notice");
    if (place) place.textContent = text;
  };

  // Theme and language menu

  const keepTheme = (theme) => {
    const root = document.documentElement;
    if (theme === "system") root.removeAttribute("data-bs-theme");
    else root.setAttribute("data-bs-theme", theme);
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `alcove-theme=${theme};path=/;max-age=31536000;samesite=lax${secure}`;
    each(document, "[data-theme-form] button", (button) => {
      if (button.value === theme) button.setAttribute("aria-pressed", "true");
      else button.removeAttribute("aria-pressed");
    });
  };

  const closeMenus = (except) =>
    each(document, "details.menu[open]", (menu) => {
      if (!menu.contains(except)) menu.open = false;
    });

  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    closeMenus(null);
    menu?.querySelector("summary").focus();
  });

  // One press, one submission

  const release = (form) => {
    form.removeAttribute("data-sending");
    each(form, "[data-held]", (button) => {
      button.disabled = false;
      button.removeAttribute("data-held");
    });
  };

  const tooLong = (form) => {
    if (form.method !== "post") return false;
    let total = 0;
    for (const value of new FormData(form).values()) {
      if (typeof value === "string") total += new Blob([value]).size;
    }
    return total > 1_000_000;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-theme-form]") && event.submitter) {
      event.preventDefault();
      keepTheme(event.submitter.value);
      return;
    }
    if (tooLong(form)) {
      event.preventDefault();
      event.stopPropagation();
      notice(document.getElementById("notice").dataset.tooLong);
      return;
    }
    if (form.hasAttribute("data-sending")) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    form.setAttribute("data-sending", "");
    // After this turn: a disabled button would not send its own name and value.
    setTimeout(() => {
      each(form, "button:not([type=button]):not(:disabled), input[type=submit]:not(:disabled)", (button) => {
        button.disabled = true;
        button.setAttribute("data-held", "");
      });
    }, 0);
    // A download leaves the page where it is.
    setTimeout(() => release(form), 8000);
  }, true);

  window.addEventListener("pageshow", (event) => {
    // Back after a lock: ask the server again instead of showing what the browser kept.
    if (event.persisted) location.reload();
    each(document, "form[data-sending]", release);
  });

  // Masked names

  const timers = new WeakMap();

  const hideName = (box) => {
    clearInterval(timers.get(box));
    each(box, "[data-name]", (name) => name.remove());
    const masked = box.querySelector("[data-masked]");
    if (masked) masked.hidden = false;
    box.removeAttribute("data-rehide-after");
  };

  const countDown = (box) => {
    clearInterval(timers.get(box));
    const seconds = Number(box.dataset.rehideAfter);
    const left = box.querySelector("[data-left]");
    const end = Date.now() + seconds * 1000;
    const tick = () => {
      const rest = Math.ceil((end - Date.now()) / 1000);
      if (rest <= 0) hideName(box);
      else if (left) left.textContent = left.dataset.left.replace("0", String(rest));
    };
    timers.set(box, setInterval(tick, 1000));
    tick();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-hide-now], [data-keep-showing]");
    const box = button?.closest("[data-rehide-after]");
    if (!box) return;
    if (button.hasAttribute("data-keep-showing")) return countDown(box);
    event.preventDefault();
    hideName(box);
    box.querySelector("[data-masked] select, [data-masked] button")?.focus();
  });

  // Parts of the page that arrive or change

  const wake = (root) => {
    const boxes = [...root.querySelectorAll("[data-rehide-after]")];
    if (root.matches?.("[data-rehide-after]")) boxes.push(root);
    boxes.forEach(countDown);
    each(root, "[data-signature]", signatureBox);
    each(root, "[data-with-script]", (element) => { element.hidden = false; });
    root.querySelector("[data-errors]")?.focus();
  };

  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) wake(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) release(form);
  });

  // A whole page where a part was asked for: the lock, the sign-in, or a plain redirect. Go there.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (/^\s*<!doctype html/i.test(xhr.responseText) && xhr.status < 400) {
      event.detail.shouldSwap = false;
      location.assign(xhr.responseURL);
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const said = page.querySelector("[data-said]")?.textContent.replace(/\s+/g, " ").trim();
    notice(said || document.getElementById("notice").dataset.failed);
  });
  document.addEventListener("htmx:sendError", () => {
    notice(document.getElementById("notice").dataset.offline);
  });
  document.addEventListener("htmx:beforeRequest", () => notice(""));

  // Error summary: a link goes to the field and puts the cursor there.

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-errors] a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    const field = place.matches("input, select, textarea")
      ? place
      : place.querySelector("input:not([type=hidden]), select, textarea");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  });

  // A signature drawn with finger or pen, kept as lines of points; without this, on paper or typed.

  const signatureBox = (field) => {
    const form = field.form;
    const method = form?.querySelector("[name=method]");
    if (!method || field.dataset.woken) return;
    field.dataset.woken = "yes";
    const space = "http://www.w3.org/2000/svg";
    const box = document.createElement("div");
    box.className = "signature-box";
    const label = document.createElement("p");
    label.textContent = field.dataset.label;
    const sheet = document.createElementNS(space, "svg");
    sheet.setAttribute("class", "signature");
    sheet.setAttribute("viewBox", "0 0 1000 300");
    sheet.setAttribute("role", "img");
    sheet.setAttribute("aria-label", field.dataset.label);
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "btn btn-sm btn-outline-secondary";
    clear.textContent = field.dataset.clear;
    box.append(label, sheet, clear);
    method.closest(".mb-3, div").after(box);
    let strokes = [];
    try { strokes = JSON.parse(field.value || "[]"); } catch { strokes = []; }
    let line = null;
    const draw = (stroke) => {
      const shown = document.createElementNS(space, "polyline");
      shown.setAttribute("points", stroke.join(" "));
      sheet.append(shown);
      return shown;
    };
    strokes.forEach(draw);
    const point = (event) => {
      const place = sheet.getBoundingClientRect();
      const across = Math.round(((event.clientX - place.left) / place.width) * 1000);
      const down = Math.round(((event.clientY - place.top) / place.height) * 300);
      return [Math.min(Math.max(across, 0), 1000), Math.min(Math.max(down, 0), 300)];
    };
    sheet.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      sheet.setPointerCapture(event.pointerId);
      strokes.push(point(event));
      line = draw(strokes.at(-1));
    });
    sheet.addEventListener("pointermove", (event) => {
      if (!line) return;
      strokes.at(-1).push(...point(event));
      line.setAttribute("points", strokes.at(-1).join(" "));
    });
    const end = () => {
      if (!line) return;
      line = null;
      field.value = JSON.stringify(strokes);
    };
    sheet.addEventListener("pointerup", end);
    sheet.addEventListener("pointercancel", end);
    clear.addEventListener("click", () => {
      strokes = [];
      sheet.replaceChildren();
      field.value = "";
    });
    const follow = () => { box.hidden = method.value !== "drawn"; };
    method.addEventListener("change", follow);
    follow();
  };

  // What is being typed is kept on the server shortly after, so that a closed page loses nothing.

  each(document, "form[data-draft]", (form) => {
    const said = form.querySelector("[data-draft-said]");
    const PAUSE = 1500;
    let timer = 0;
    let kept = new URLSearchParams(new FormData(form)).toString();
    let sending = null;
    const say = (text) => {
      said.hidden = false;
      said.textContent = text;
    };
    const keep = () => {
      clearTimeout(timer);
      if (form.hasAttribute("data-sending")) return;
      const body = new URLSearchParams(new FormData(form));
      const now = body.toString();
      if (now === kept) return;
      kept = now;
      sending?.abort();
      sending = new AbortController();
      // A page that goes away may still send so much.
      const keepalive = now.length < 60_000;
      fetch(form.dataset.draft, { method: "POST", body, redirect: "manual", keepalive, signal: sending.signal })
        .then((answer) => answer.json())
        .then((answer) => say(answer.said || said.dataset.failed))
        .catch((error) => {
          if (error.name === "AbortError") return;
          kept = "";
          say(said.dataset.failed);
        });
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    });
    form.addEventListener("change", keep);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      sending?.abort();
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
    window.addEventListener("pagehide", keep);
  });

  // Idle: warn one minute before, then hand over to the server, which locks by its own clock too.

  const watchIdle = () => {
    const limit = Number(document.body.dataset.idleSeconds) * 1000;
    const lockForm = document.querySelector("form[data-lock]");
    const dialog = document.getElementById("idle");
    if (!limit || !lockForm) return;
    const others = new BroadcastChannel("alcove-idle");
    let active = Date.now();
    let told = active;

    const tellServer = () => {
      told = Date.now();
      const body = new URLSearchParams(new FormData(lockForm));
      fetch(document.body.dataset.awakeUrl, { method: "POST", body, redirect: "manual" })
        .then((answer) => { if (answer.type === "opaqueredirect" || answer.status === 401) location.reload(); })
        .catch(() => {});
    };
    const touched = (fromHere) => {
      active = Date.now();
      if (dialog?.open) dialog.close();
      if (!fromHere) return;
      others.postMessage("active");
      if (active - told > limit / 4) tellServer();
    };
    others.onmessage = () => touched(false);
    let last = 0;
    for (const kind of ["keydown", "pointerdown", "scroll", "input"]) {
      document.addEventListener(kind, () => {
        if (dialog?.open || Date.now() - last < 2000) return;
        last = Date.now();
        touched(true);
      }, { passive: true, capture: true });
    }
    const lock = () => {
      lockForm.removeAttribute("data-sending");
      lockForm.submit();
    };
    dialog?.querySelector("[data-idle-stay]").addEventListener("click", () => {
      told = 0;
      touched(true);
    });
    dialog?.querySelector("[data-idle-lock]").addEventListener("click", lock);
    dialog?.addEventListener("cancel", () => { told = 0; touched(true); });
    const warning = Math.min(MINUTE, limit / 3);
    const timer = setInterval(() => {
      const idle = Date.now() - active;
      if (idle >= limit) {
        clearInterval(timer);
        lock();
      } else if (idle >= limit - warning && dialog && !dialog.open) {
        dialog.showModal();
      }
    }, 1000);
  };

  // On a phone the row of tabs is wider than the page: bring the one we are on into it.
  each(document, ".tabs [aria-current]", (tab) => {
    const row = tab.closest(".tabs");
    const beyond = tab.getBoundingClientRect(), seen = row.getBoundingClientRect();
    if (beyond.right > seen.right || beyond.left < seen.left) {
      row.scrollLeft += (beyond.left + beyond.right - seen.left - seen.right) / 2;
    }
  });

  wake(document);
  watchIdle();
})();
