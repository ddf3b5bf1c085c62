package io.leadhook.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;

/** One of several consumers of a queue: posts a message, and acknowledges it when the receiver has answered 2xx. */
final class ArtemisConsumer {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ClientSession session;
    private final String queue;
    private final URI url;

    ArtemisConsumer(ClientSessionFactory sessions, String queue, String url) throws ActiveMQException {
        this.session = sessions.createSession(true, true, 0);
        this.queue = queue;
        this.url = URI.create(url);
    }

    void start() throws ActiveMQException {
        session.createConsumer(queue).setMessageHandler(this::deliver);
        session.start();
    }

    private void deliver(ClientMessage message) {
        byte[] body = new byte[message.getBodyBuffer().readableBytes()];
        message.getBodyBuffer().readBytes(body);
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", message.getStringProperty(Message.HDR_DUPLICATE_DETECTION_ID))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            if (isTaken(request)) {
                message.individualAcknowledge();
            } else {
                session.rollback(); // it comes again after the redelivery delay
            }
        } catch (ActiveMQException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }

    private static boolean isTaken(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
