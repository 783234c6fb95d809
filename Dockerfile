# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

FROM swift:6.3-bookworm AS build
WORKDIR /src

# What changes seldom comes first: Debian packages, then Swift packages, then the sources.
COPY script/bootstrap script/bootstrap
RUN script/bootstrap build
COPY Package.swift ./
RUN swift package resolve
COPY openapi.yaml ./
COPY Sources Sources
COPY Tests Tests
# The sources are no checkout here, so who builds says what they are.
ARG COMMIT=
RUN EQUIPOISE_COMMIT=$COMMIT swift build -c release --product equipoise --static-swift-stdlib \
    && install -D "$(swift build -c release --static-swift-stdlib --show-bin-path)/equipoise" \
        /out/usr/local/bin/equipoise \
    && strip --strip-debug /out/usr/local/bin/equipoise \
    && install -D /usr/libexec/swift/linux/swift-backtrace-static \
        /out/usr/local/libexec/swift-backtrace-static


FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Equipoise" \
    org.opencontainers.image.description="Turns an imbalanced image dataset into a balanced one" \
    org.opencontainers.image.licenses="Apache-2.0"

COPY script/runtime-packages /tmp/runtime-packages
RUN apt-get update \
    && sed 's/#.*//' /tmp/runtime-packages \
        | xargs env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/* /tmp/runtime-packages \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin equipoise \
    && install -d -o equipoise -g equipoise -m 0700 /data
COPY --from=build /out/ /

# Others reach the container, so its first start makes a token and prints it once.
# A crash prints where it happened, but no registers: they show bytes of what was worked on.
# OpenCV's own limits stand behind ours.
ENV EQUIPOISE_DATA=/data \
    EQUIPOISE_HOST=0.0.0.0 \
    EQUIPOISE_FIRST_TOKEN=true \
    OPENCV_IO_MAX_IMAGE_WIDTH=16384 \
    OPENCV_IO_MAX_IMAGE_HEIGHT=16384 \
    OPENCV_IO_MAX_IMAGE_PIXELS=50000000 \
    SWIFT_BACKTRACE=enable=yes,color=no,interactive=no,registers=none,swift-backtrace=/usr/local/libexec/swift-backtrace-static

USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["equipoise", "health"]
ENTRYPOINT ["equipoise"]
CMD ["serve"]
