package io.leadhook.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.leadhook.console.EventItem.DeliveryItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether each destination has the newest of a lead, and if not, why. Immutable.
 *
 * @param events newest first; {@code next} leads to older ones
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LeadReport(String leadId, List<Standing> destinations, Page<EventItem> events) {
    /**
     * A lead at one destination.
     *
     * @param state up_to_date, waiting (it will come by itself), or stuck (a person is needed)
     * @param cause the delivery that is in the way; null if there is none
     * @param event of that delivery
     * @param behind how many later deliveries wait for it
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Standing(
            String destination,
            String source,
            String state,
            @Nullable DeliveryItem cause,
            @Nullable EventItem event,
            long behind) {}
}
