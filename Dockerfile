# The image of the hub: built in one stage, run in another that has neither compiler nor sources.
#   docker build -t leadhook .
#   docker run -p 8080:8080 -v leadhook-data:/app/data -e LEADS_WEBHOOK_SECRET -e CRM_URL -e CRM_TOKEN leadhook

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
# What changes rarely comes first, so that the next build need not fetch it again.
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN ./mvnw -B -ntp -q -Pfast-start dependency:go-offline
COPY src src
COPY routes routes
COPY application.yaml ./
RUN ./mvnw -B -ntp -q -Pfast-start -DskipTests package \
 && java -Djarmode=tools -jar target/fast-start/leadhook.jar extract --destination app

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Leadhook" \
      org.opencontainers.image.description="A self-hosted webhook hub for lead events" \
      org.opencontainers.image.licenses="Apache-2.0"

# Routes and application.yaml are looked for in the working directory.
WORKDIR /app
RUN groupadd --system --gid 10001 leadhook \
 && useradd --system --uid 10001 --gid 10001 --home-dir /app --no-create-home --shell /usr/sbin/nologin leadhook \
 && mkdir data && chown leadhook:leadhook data
COPY --from=build /build/app/lib lib
COPY --from=build /build/app/leadhook.jar ./
# Mount your own over these two.
COPY application.yaml ./
COPY routes routes
# One training run of this very JVM on these very files, so that the next start takes about half the time.
COPY bin/fast-start /tmp/fast-start
RUN bash /tmp/fast-start /app --unpacked && rm /tmp/fast-start

# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
VOLUME /app/data
EXPOSE 8080 8081
# The collector is named: by itself the JVM takes another one in a larger container, which costs more processor time and
# more memory here (docs/performance.md). Every minute what the JIT compiler and others have freed goes back to the machine.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+UseSerialGC -XX:TrimNativeHeapInterval=60000 -XX:+ExitOnOutOfMemoryError"

# The private port is bound to loopback unless server.address says otherwise, and the image has no curl: bash speaks
# HTTP well enough. Ready means that both ports accept and the store takes events. Docker restarts nobody for it; what does,
# for a hub that is stuck, is in docs/monitoring.md.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8081} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [ \"$status\" = 200 ]"]

# Java is the first process, so SIGTERM reaches it; it finishes what is in flight for up to 20 s. Give it 30:
#   docker stop --time 30
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-XX:AOTCache=leadhook.aot", "-Dspring.aot.enabled=true", "-jar", "leadhook.jar"]
