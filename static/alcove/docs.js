// Starts Swagger UI on the page of the API. What a reader types there stays in this page alone.
(() => {
  "use strict";

  const place = document.getElementById("api");
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");

  // Swagger UI reads the theme from a class.
  const paint = () => {
    const chosen = root.getAttribute("data-bs-theme");
    root.classList.toggle("dark-mode", chosen ? chosen === "dark" : device.matches);
  };
  paint();
  device.addEventListener("change", paint);
  new MutationObserver(paint).observe(root, { attributeFilter: ["data-bs-theme"] });

  // A browser that is signed in shows that this page asked; a token needs no such sign.
  const sign = (request) => {
    if (new URL(request.url, location.href).origin === location.origin) {
      request.headers["X-CSRFToken"] = place.dataset.csrf;
    }
    return request;
  };

  // Only a token can be typed in; that a browser is signed in needs no typing.
  const byToken = (spec) => {
    delete spec.components.securitySchemes.session;
    for (const path of Object.values(spec.paths)) {
      for (const operation of Object.values(path)) operation.security = [{ token: [] }];
    }
    return spec;
  };

  const draw = (spec) => window.SwaggerUIBundle({
    domNode: place,
    spec: byToken(spec),
    layout: "BaseLayout",
    presets: [window.SwaggerUIBundle.presets.apis],
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    filter: true,
    persistAuthorization: false,
    queryConfigEnabled: false,
    validatorUrl: null,
    requestInterceptor: sign,
  });

  fetch(place.dataset.schema).then((answer) => answer.json()).then(draw);
})();
