# syntax=docker/dockerfile:1

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /switchboard ./cmd/switchboard

FROM debian:bookworm-slim AS program
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data switchboard && install -d -o switchboard -g switchboard -m 0700 /data
COPY --from=build /switchboard /usr/local/bin/switchboard
COPY LICENSE /usr/share/doc/switchboard/LICENSE
ENV SWITCHBOARD_ADDR=0.0.0.0:8080 SWITCHBOARD_DATA=/data SWITCHBOARD_LOG=json
USER switchboard
WORKDIR /data
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["switchboard"]
CMD ["serve"]

# With PostgreSQL's programs beside it, for a container that needs no other:
#   docker build --target alone -t switchboard:alone . && docker run -p 8080:8080 -v switchboard:/data switchboard:alone
FROM program AS alone
USER root
RUN mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf \
    && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold postgresql-15 \
    && rm -rf /var/lib/apt/lists/*
USER switchboard

# The default: the program alone, with DATABASE_URL pointing at a server.
FROM program
