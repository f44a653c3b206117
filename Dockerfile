# The command in a container: the wheel of this repository, its grammars inside, no root, no network.
#
#     docker build -t un-rapporteur .
#     docker run --rm --read-only --tmpfs /tmp -v "$PWD:/work" -u "$(id -u)" un-rapporteur convert . -o out
FROM python:3.13-slim AS wheel
WORKDIR /source
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY grammars grammars
COPY pipeline pipeline
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.13-slim
COPY --from=wheel /wheels /wheels
RUN set -- /wheels/un_rapporteur-*.whl \
    && pip install --no-cache-dir "$1[postgresql,remote]" \
    && rm -r /wheels \
    && useradd --create-home --uid 10001 rapporteur
USER rapporteur
WORKDIR /work
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
ENTRYPOINT ["rapporteur"]
CMD ["--help"]
