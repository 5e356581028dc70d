# numNA Geo in one image: `numna-geo serve` by default, any other command by name.
# Versions are pinned by tag; pin digests in your own registry if you mirror them.

FROM node:22.20.0-bookworm-slim AS assets
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --ignore-scripts
COPY frontend ./
RUN npm run build

FROM python:3.11.14-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/numna-geo
COPY requirements.lock /build/
RUN /opt/numna-geo/bin/pip install --no-deps --require-hashes -r /build/requirements.lock
COPY . /build/
COPY --from=assets /build/frontend/dist /build/frontend/dist
RUN /opt/numna-geo/bin/pip install --no-deps --no-build-isolation /build

FROM python:3.11.14-slim-bookworm
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin numna \
    && install -d -o numna -g numna /var/lib/numna-geo/downloads
COPY --from=packages /opt/numna-geo /opt/numna-geo
ENV PATH=/opt/numna-geo/bin:$PATH HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
USER numna
WORKDIR /home/numna
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=5 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
ENTRYPOINT ["numna-geo"]
CMD ["serve"]
