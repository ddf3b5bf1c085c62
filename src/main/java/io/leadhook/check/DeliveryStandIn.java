package io.leadhook.check;

import io.leadhook.delivery.DeliveryOptions;
import java.util.Map;
import org.apache.camel.support.PropertyBindingSupport;

/** The stand-in for {@code delivery:}, whose options have ranges and words of their own: the start would refuse others. */
final class DeliveryStandIn extends StandInComponent {
    static final String SCHEME = "delivery";

    DeliveryStandIn() {
        super(OwnComponents.options(DeliveryOptions.class));
    }

    @Override
    void check(String name, Map<String, Object> given) {
        DeliveryOptions options = new DeliveryOptions();
        PropertyBindingSupport.bindProperties(getCamelContext(), options, given);
        options.check(name);
    }
}
