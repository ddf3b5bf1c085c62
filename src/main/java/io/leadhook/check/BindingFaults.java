package io.leadhook.check;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.convert.ConversionException;

/** Makes every bean of settings once, and says of those that cannot be made which key is to blame. */
final class BindingFaults {
    private final ConfigurableApplicationContext context;

    /** @param context one whose beans are made when they are asked for */
    BindingFaults(ConfigurableApplicationContext context) {
        this.context = context;
    }

    Stream<Fault> find() {
        return Stream.of(context.getBeanNamesForAnnotation(ConfigurationProperties.class))
                .flatMap(this::faults);
    }

    private Stream<Fault> faults(String bean) {
        try {
            context.getBean(bean);
            return Stream.empty();
        } catch (RuntimeException failure) {
            BindException binding = null;
            Throwable innermost = failure;
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                binding = cause instanceof BindException bind ? bind : binding;
                innermost = cause;
            }
            String message = String.valueOf(innermost.getMessage());
            return Stream.of(
                    binding == null ? Origins.error(null, bean + ": " + message) : unbound(binding, innermost));
        }
    }

    private Fault unbound(BindException failure, Throwable reason) {
        var property = failure.getProperty();
        if (property == null) {
            String message = String.valueOf(reason.getMessage());
            return Origins.error(originOf(failure.getName(), message), failure.getName() + ": " + message);
        }
        boolean conversion = failure.getCause() instanceof ConversionException;
        Class<?> type = failure.getTarget().getType().resolve(Object.class);
        String message = conversion ? " is not " + Wanted.of(type) : ": " + reason.getMessage();
        return Origins.error(
                property.getOrigin(), property.getName() + value(property.getName(), property.getValue()) + message);
    }

    private static String value(ConfigurationPropertyName name, @Nullable Object value) {
        return value == null || value.toString().isBlank() || SecretRule.looksSecret(name.toString())
                ? ""
                : " = " + value;
    }

    private @Nullable Origin originOf(ConfigurationPropertyName name, String message) {
        return Origins.of(context.getEnvironment(), name, message);
    }
}
