package io.leadhook.destination;

import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * The placeholder {@code {{url:CRM_URL}}}: the value of that key, or an address that does not exist if the key is
 * missing or blank. So the route file of a destination that is not configured loads, and its destination is off
 * ({@code requires: CRM_URL}) instead of keeping the hub from starting. Camel finds it by the file
 * {@code META-INF/services/org/apache/camel/properties-function/url}. Thread-safe after it has been set up.
 */
public final class UrlPropertiesFunction implements PropertiesFunction, CamelContextAware {
    private @Nullable CamelContext context;

    @Override
    public String getName() {
        return "url";
    }

    @Override
    public String apply(String key) {
        String value = context == null
                ? ""
                : context.getPropertiesComponent().resolveProperty(key).orElse("");
        return value.isBlank() ? notConfigured(key) : value.strip();
    }

    /** RFC 2606 keeps {@code .invalid} free for ever: a request to it can reach nobody. */
    private static String notConfigured(String key) {
        return "http://" + key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".not-configured.invalid";
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }
}
