package io.leadhook.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.SendAcknowledgementHandler;

/** Takes webhooks and answers 200 when the broker has confirmed that the message is in its journal. */
final class ArtemisFront {
    private final Vertx vertx;
    private final ClientSession session;
    private final ClientProducer producer;

    ArtemisFront(Vertx vertx, ClientSessionFactory sessions) throws ActiveMQException {
        this.vertx = vertx;
        this.session = sessions.createSession(true, true);
        this.producer = session.createProducer(ArtemisBaseline.ADDRESS);
    }

    void listen(int port) {
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** On the one event loop, as a session must not be used by two threads. */
    private void take(HttpServerRequest request, Buffer body) {
        JsonObject event = new JsonObject(body);
        ClientMessage message = session.createMessage(true);
        message.getBodyBuffer().writeBytes(body.getBytes());
        message.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID, SimpleString.of(event.getString("event_id")));
        message.putStringProperty(
                Message.HDR_GROUP_ID,
                SimpleString.of(
                        event.getJsonObject("payload").getJsonObject("lead").getString("id")));
        Context loop = vertx.getOrCreateContext();
        try {
            producer.send(message, new SendAcknowledgementHandler() {
                @Override
                public void sendAcknowledged(Message sent) {
                    loop.runOnContext(done -> request.response().end("{\"status\":\"accepted\"}"));
                }

                @Override
                public void sendFailed(Message sent, Exception failure) {
                    loop.runOnContext(
                            done -> request.response().setStatusCode(503).end());
                }
            });
        } catch (ActiveMQException e) {
            request.response().setStatusCode(503).end();
        }
    }
}
