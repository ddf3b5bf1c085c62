package io.leadhook.receive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadhook.inbox.Arrival;
import io.leadhook.inbox.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code answerSender}: tells the sender what was stored. Thread-safe. */
final class AnswerProcessor implements Processor {
    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;

    private final int status;

    AnswerProcessor(int status) {
        this.status = status;
    }

    @Override
    public void process(Exchange exchange) {
        Receipt receipt = Receipt.of(exchange);
        if (receipt == null) {
            throw new IllegalStateException(
                    "the route answers before anything is stored; send to inbox:events before the step answerSender");
        }
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (status == NO_CONTENT || status == RESET_CONTENT) {
            message.setBody(null);
            return;
        }
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(json(receipt.arrivals()).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json(List<Arrival> arrivals) {
        if (arrivals.size() == 1) {
            return json(arrivals.get(0));
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", "accepted");
        ArrayNode events = answer.putArray("events");
        arrivals.forEach(arrival -> events.add(json(arrival)));
        return answer;
    }

    private static ObjectNode json(Arrival arrival) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return arrival instanceof Arrival.Unreadable unreadable
                ? answer.put("status", "quarantined").put("reason", unreadable.reason())
                : answer.put("status", "accepted").put("event_id", arrival.eventId());
    }
}
