package io.leadhook.destination;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Puts bounds on every HTTP client that camel-http builds: one deadline from connecting to the last byte, and a largest
 * answer. Without them a receiver that drips or floods holds a worker for as long as it likes, because camel-http has
 * only a time-out between two bytes and none for the whole. Named in {@code camel.component.http.http-client-configurer}.
 * Thread-safe.
 */
@Component("boundedHttpClient")
final class BoundedHttpClient implements HttpClientConfigurer, DisposableBean {
    private final Duration timeout;
    private final ScheduledThreadPoolExecutor timer;

    BoundedHttpClient(@Value("${leadhook.delivery.timeout:10s}") Duration timeout) {
        this.timeout = timeout;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "leadhook-attempt-deadline");
            thread.setDaemon(true);
            return thread;
        });
        // Nearly every deadline is disarmed: what is over must not pile up until its time.
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder clientBuilder) {
        clientBuilder.addExecInterceptorFirst("leadhook-bounds", new BoundedExchange(timer, timeout));
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
