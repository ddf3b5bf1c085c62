package io.leadhook.destination;

import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.SimpleTypeConverter;
import org.springframework.stereotype.Component;

/**
 * Turns the header CamelHttpMethod, which route files set as text, into the enum that camel-http asks for. Camel could do
 * it too, but finds its way there anew for each request: seen as 7 % of the processor time of a hub under load.
 */
@Component
class HttpMethodConverter implements CamelContextConfiguration {
    @Override
    public void beforeApplicationStart(CamelContext context) {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        HttpMethods.class, String.class, new SimpleTypeConverter(false, HttpMethodConverter::convert));
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}

    private static Object convert(Class<?> type, Exchange exchange, Object value) {
        try {
            return HttpMethods.valueOf(value.toString().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(value, type, e);
        }
    }
}
